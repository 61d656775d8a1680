/** WebKitGTK: its MiniBrowser, its WebDriver server, and a display for them where the machine has none. */
import { existsSync, readdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { earlyEnd, startChild, stopChild } from './child-process.js';
import { findProgram } from './find-program.js';
import { startWebDriver, WebDriverSession } from './webdriver.js';

export interface WebKitInstallation {
  source: string;
  /** The WebDriver server. */
  driver: string;
  /** The browser that the server starts. */
  browser: string;
}

/** WebKit with a display and a WebDriver server, ready to start browsers. */
export interface WebKit {
  /** A new browser with an empty profile and a server of its own; `options` are MiniBrowser's command line options. */
  startSession(options?: readonly string[]): Promise<WebDriverSession>;
  stop(): void;
}

/** A server now and then starts a browser and never hears from it: another server, another browser. */
const START_ATTEMPTS = 3;

export function findWebKit(): WebKitInstallation | undefined {
  if (process.platform !== 'linux') return undefined;
  const driver = findProgram('WebKitWebDriver');
  const browser = findMiniBrowser();
  const display = process.env['DISPLAY'] ?? findProgram('Xvfb');
  return driver && browser && display ? { source: browser, driver, browser } : undefined;
}

/** Distributions keep MiniBrowser out of PATH, in a folder named for the library's version. */
function findMiniBrowser(): string | undefined {
  const roots = [
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
    '/usr/libexec',
    '/usr/lib64',
    '/usr/lib',
  ];
  return roots
    .filter((root) => existsSync(root))
    .flatMap((root) =>
      readdirSync(root)
        .toSorted()
        .toReversed()
        .map((folder) => join(root, folder)),
    )
    .filter((folder) => /\/webkit(2gtk-4|gtk-6)\.\d$/.test(folder))
    .map((folder) => join(folder, 'MiniBrowser'))
    .find((path) => existsSync(path));
}

export async function startWebKit({ driver, browser }: WebKitInstallation): Promise<WebKit> {
  const display = process.env['DISPLAY'] ? undefined : await startDisplay();
  const env = display ? { ...process.env, DISPLAY: display.name } : process.env;
  return {
    async startSession(options = []) {
      for (let attempt = 1; ; attempt++) {
        const server = await startWebDriver(driver, [], env);
        try {
          return await WebDriverSession.start(server, {
            // Whoever navigates waits for what is needed. WebKit would wait for every frame, and so for ever when one hangs.
            pageLoadStrategy: 'none',
            acceptInsecureCerts: true,
            'webkitgtk:browserOptions': { binary: browser, args: ['--automation', ...options] },
          });
        } catch (error) {
          server.stop();
          if (attempt === START_ATTEMPTS) throw error;
        }
      }
    },
    stop: () => display?.stop(),
  };
}

/** Xvfb picks a free display by itself and tells it on file descriptor 3 (xvfb-run would need xauth as well). */
async function startDisplay(): Promise<{ name: string; stop(): void }> {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1400x24', '-nolisten', 'tcp'];
  const child = startChild('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const pipe = child.stdio[3];
  if (!pipe) throw new Error('Xvfb was started without a pipe for its display number.');
  const [number] = (await Promise.race([once(pipe, 'data'), earlyEnd(child)])) as [Buffer];
  return { name: `:${number.toString().trim()}`, stop: () => stopChild(child) };
}
