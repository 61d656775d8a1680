/**
 * Finds the browsers of this machine, and decides which of them the tests run in.
 *
 * Every browser found is used. Without an installed Chromium, the one inside the npm package `@sparticuz/chromium` takes its
 * place, so that the tests run on a Linux machine with nothing but Node. `BROWSERS=chromium,firefox` runs those, and fails when
 * one of them is missing: that is how CI says that nothing may be skipped. `BROWSERS=bundled` runs the packaged Chromium alone.
 *
 * `REFPORT_CHROMIUM` and `REFPORT_FIREFOX` name another executable.
 */
import puppeteer, { type LaunchOptions } from 'puppeteer-core';
import { bundledChromium } from './bundled-chromium.js';
import { findProgram } from './find-program.js';
import { findWebKit, type WebKitInstallation } from './webkit.js';

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;
export type Engine = (typeof ENGINES)[number];

/** A browser that puppeteer can start, and where it came from. */
export interface PuppeteerInstallation {
  source: string;
  launchOptions: LaunchOptions;
}

export interface Installations {
  chromium: PuppeteerInstallation | undefined;
  firefox: PuppeteerInstallation | undefined;
  webkit: WebKitInstallation | undefined;
}

/** Whether this run is to show what a machine without any browser would do. */
const wantsBundled = process.env['BROWSERS'] === 'bundled';

export function findChromium(): PuppeteerInstallation | undefined {
  if (wantsBundled) return bundledChromium();
  const path =
    process.env['REFPORT_CHROMIUM'] ?? findProgram('chromium', 'google-chrome') ?? installedChrome();
  // Ubuntu's snap stub cannot be driven from outside its sandbox.
  if (path === undefined || path.startsWith('/snap/')) return bundledChromium();
  // Root, containers and recent Ubuntus have no user namespaces for Chromium's own sandbox; the tests load local pages only.
  const args = process.platform === 'linux' ? ['--no-sandbox'] : [];
  args.push('--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup'); // two pages of its own, in every window
  return { source: path, launchOptions: { executablePath: path, headless: true, args } };
}

/** Google Chrome, where its installer puts it on this system. */
function installedChrome(): string | undefined {
  try {
    return puppeteer.executablePath('chrome');
  } catch {
    return undefined; // puppeteer has looked, and there is none
  }
}

export function findFirefox(): PuppeteerInstallation | undefined {
  const path =
    process.env['REFPORT_FIREFOX'] ??
    findProgram('firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox');
  if (path === undefined || path.startsWith('/snap/')) return undefined;
  // Puppeteer turns Firefox's site isolation off (strategy 0); 1 is what people's Firefox does.
  const extraPrefsFirefox = {
    'fission.webContentIsolationStrategy': 1,
    'browser.download.alwaysOpenPanel': false, // it takes the keys from the page
  };
  return {
    source: path,
    launchOptions: { browser: 'firefox', executablePath: path, headless: true, extraPrefsFirefox },
  };
}

let found: Installations | undefined;

export function installations(): Installations {
  found ??= { chromium: findChromium(), firefox: findFirefox(), webkit: findWebKit() };
  return found;
}

/** The engines that this run covers; throws when a required one is missing. */
export function enginesToRun(): Engine[] {
  const required = requiredEngines();
  const missing = (required ?? ['chromium']).filter((engine) => !installations()[engine]);
  if (missing.length > 0) {
    throw new Error(`Not on this machine: ${missing.join(', ')}. Install with: npm run browsers`);
  }
  return ENGINES.filter((engine) => required?.includes(engine) ?? installations()[engine]);
}

/** Whether BROWSERS names this engine as it is installed on this machine. */
export const isRequired = (engine: Engine | 'bundled'): boolean =>
  !wantsBundled && (requiredEngines()?.some((required) => required === engine) ?? false);

function requiredEngines(): Engine[] | undefined {
  if (wantsBundled) return ['chromium'];
  const names = process.env['BROWSERS']?.split(',').map((name) => name.trim());
  if (!names?.[0]) return undefined;
  const unknown = names.filter((name) => !ENGINES.some((engine) => engine === name));
  if (unknown.length > 0) {
    throw new Error(
      `BROWSERS names "${unknown.join(', ')}"; known are ${ENGINES.join(', ')}, or bundled alone.`,
    );
  }
  return ENGINES.filter((engine) => names.includes(engine));
}

/** Whether Chromium is the one inside the npm package, which lacks some of what an installed one has. */
export const isBundled = (): boolean => installations().chromium?.source.startsWith('@sparticuz/') ?? false;

/** For the reader of a test log: the browser behind each engine, or why the engine is left out, and what to do about that. */
export function engineSources(): Record<Engine, string> {
  const running = enginesToRun();
  const reason = process.env['BROWSERS'] ? 'not in BROWSERS' : 'not installed: npm run browsers';
  const sourceOf = (engine: Engine): string =>
    running.includes(engine) ? (installations()[engine]?.source ?? '') : `not run (${reason})`;
  return { chromium: sourceOf('chromium'), firefox: sourceOf('firefox'), webkit: sourceOf('webkit') };
}

export const engineSummary = (): string =>
  Object.entries(engineSources())
    .map(([engine, source]) => `${engine}: ${source}`)
    .join('\n');
