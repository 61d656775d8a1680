/**
 * What one more embed on a page keeps in memory, in Chromium: the JavaScript heap after a collection of garbage with a hundred on
 * the page less that with ten, for each of the ninety. The same of plain iframes is the floor.
 */
import type { Page } from 'puppeteer-core';
import { asNewVisitor, launchChromium, openUntilDone } from './chromium.js';
import { difference, inKb, median, paired, spread } from './figures.js';
import { interleaved, rounds } from './rounds.js';
import { embedTag, iframeTag, libraryPortal, serve, TOKEN } from './serve.js';
import { goal, type Table } from './table.js';

const ROUNDS = 3;
const GOAL_BYTES = 2_500;
const [FEW, MANY] = [10, 100];

/** Keeps nothing of its own: what is counted is a number. */
const hostPage = (tags: string[], event: string): string => `<!doctype html><body>
  <script src="/refport-embed.js"></script><script>
    window.done = new Promise((resolve) => {
      let left = ${tags.length};
      const seen = new WeakSet();
      addEventListener('${event}', ({ source, target }) => {
        if (seen.has(source ?? target)) return;
        seen.add(source ?? target);
        left -= 1;
        if (left === 0) resolve();
      });
    });
    document.body.insertAdjacentHTML('beforeend', \`${tags.join('')}\`);
  </script>`;

export async function heap(): Promise<Table> {
  const site = await serve(({ pathname, searchParams }) => {
    if (pathname === '/portal') return ['text/html', libraryPortal(site.host)];
    if (pathname === '/token') return TOKEN;
    const portals = Array.from(
      { length: Number(searchParams.get('count')) },
      (_, n) => `${site.portal}/portal?e=${n}`,
    );
    return pathname === '/floor'
      ? ['text/html', hostPage(portals.map(iframeTag), 'message')]
      : ['text/html', hostPage(portals.map(embedTag), 'refport-ready')];
  });
  const browser = await launchChromium();
  const usedWith = (what: string, count: number): Promise<number> =>
    asNewVisitor(browser, async (newPage) => {
      const page = await newPage();
      await openUntilDone(page, `${site.host}/${what}?count=${count}`);
      return usedBytes(page);
    });
  const perOne = await interleaved(
    ['floor', 'embeds'],
    rounds(ROUNDS),
    async (what) => ((await usedWith(what, MANY)) - (await usedWith(what, FEW))) / (MANY - FEW),
  );
  await browser.close();
  site.close();

  const over = paired(perOne.embeds, perOne.floor, difference);
  return {
    title: `Heap for each embed more, Chromium, median of ${rounds(ROUNDS)}`,
    rows: {
      'an iframe': { heap: inKb(median(perOne.floor)) },
      'an embed': {
        heap: inKb(median(perOne.embeds)),
        'over the floor': inKb(median(over)),
        spread: spread(over, inKb),
        goal: goal(median(over), GOAL_BYTES, inKb),
      },
    },
  };
}

async function usedBytes(page: Page): Promise<number> {
  const devTools = await page.createCDPSession();
  // Twice: what the first one lets go of, finalizers and all, is garbage to the second.
  await devTools.send('HeapProfiler.collectGarbage');
  await devTools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devTools.send('Runtime.getHeapUsage');
  return usedSize;
}
