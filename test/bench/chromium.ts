/** Chromium without the driver's comforts: for what only its DevTools protocol tells. */
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { installations } from '../support/browser/browsers.js';

export async function launchChromium(...args: string[]): Promise<Browser> {
  const found = installations().chromium;
  if (!found) throw new Error('No chromium on this machine. Install with: npm run browsers');
  const { launchOptions } = found;
  return puppeteer.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), ...args],
    defaultViewport: { width: 1280, height: 800 },
  });
}

/** Does something as a visitor who was never here before: no cache, no connection, no cookie. */
export async function asNewVisitor<T>(
  browser: Browser,
  visit: (newPage: () => Promise<Page>) => Promise<T>,
): Promise<T> {
  const visitor = await browser.createBrowserContext();
  try {
    return await visit(() => visitor.newPage());
  } finally {
    await visitor.close();
  }
}

/** Opens a page, and waits for what it promises in `window.done`. */
export async function openUntilDone<T>(page: Page, url: string): Promise<T> {
  await page.goto(url, { waitUntil: [] }); // any other would wait for the frames too
  return (await page.evaluate(async () => {
    if (document.readyState === 'loading') {
      await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
    }
    return Reflect.get(window, 'done') as unknown;
  })) as T;
}

/** What a main thread has done so far, in milliseconds. */
export interface Work {
  all: number;
  script: number;
  styleAndLayout: number;
}

/**
 * Reads what the main thread of the page's process has done: by the processor's own count, which knows nothing of what else the
 * machine does meanwhile. Start it before the page is opened.
 */
export async function startWorkClock(page: Page): Promise<() => Promise<Work>> {
  const devTools = await page.createCDPSession();
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await devTools.send('Performance.getMetrics');
    const ms = (wanted: string): number => (metrics.find(({ name }) => name === wanted)?.value ?? NaN) * 1000;
    return {
      all: ms('TaskDuration'),
      script: ms('ScriptDuration') + ms('V8CompileDuration'),
      styleAndLayout: ms('LayoutDuration') + ms('RecalcStyleDuration'),
    };
  };
}
