/** A Chromium that takes the same picture of the same page every time: time, motion, fonts and colours do not depend on the day. */
import puppeteer from 'puppeteer-core';
import { findChromium } from '../support/browser/browsers.js';
import { DrivenPage } from '../support/browser/puppeteer-page.js';
import type { Page } from '../support/browser/driver.js';
import { installClock } from './page-clock.js';

/** What the picture is taken with. */
export interface Circumstances {
  /** Of the page, in CSS pixels. */
  width: number;
  dark?: boolean;
  /** High contrast: the visitor's own few colours (Windows), black on white here. */
  forcedColors?: boolean;
  print?: boolean;
}

export interface Studio {
  readonly page: Page;
  arrange(circumstances: Circumstances): Promise<void>;
  /** The whole page, as a PNG. */
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

/** The page's clock stands at this time: 3 p.m., so that a wrong twelve-hour clock shows. */
const NOW = Date.UTC(2030, 0, 15, 15, 0);

export async function openStudio(): Promise<Studio> {
  const chromium = findChromium();
  if (!chromium) throw new Error('No Chromium on this machine. Install with: npm run browsers');
  const { launchOptions } = chromium;
  const browser = await puppeteer.launch({
    ...launchOptions,
    args: [
      ...(launchOptions.args ?? []),
      '--force-color-profile=srgb',
      '--font-render-hinting=none', // hinting is the machine's choice, and moves letters
      '--disable-lcd-text', // so are the coloured edges of letters
      '--hide-scrollbars',
      '--lang=en',
    ],
  });
  const sitter = await browser.newPage();
  const page = new DrivenPage(sitter);
  await sitter.emulateTimezone('UTC');
  // The __name is a helper that esbuild leaves in functions that went through it.
  await sitter.evaluateOnNewDocument(`((__name) => (${String(installClock)})(${NOW}))((named) => named)`);
  const session = await sitter.createCDPSession(); // puppeteer knows nothing of forced colours
  return {
    page,
    async arrange({ width, dark = false, forcedColors = false, print = false }) {
      await session.send('Emulation.setEmulatedMedia', {
        media: print ? 'print' : 'screen',
        features: [
          { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
          { name: 'forced-colors', value: forcedColors ? 'active' : 'none' },
          { name: 'prefers-reduced-motion', value: 'reduce' },
        ],
      });
      await page.resize({ width, height: 800 });
    },
    async picture() {
      const [width, height] = await page.evaluate(() => [innerWidth, document.documentElement.scrollHeight]);
      await page.resize({ width: width ?? 0, height: height ?? 0 }); // what is below the viewport may not be painted
      return Buffer.from(await sitter.screenshot());
    },
    close: () => browser.close(),
  };
}
