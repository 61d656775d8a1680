/**
 * What embeds keep on a page, in Chromium, over as many plain iframes:
 *
 *   the first embed    the JavaScript heap after a collection of garbage, with one on the page: the script is in it
 *   each embed more    the heap with a hundred less that with ten, for each of the ninety
 *   listeners          all that a hundred have added to the page
 */
import type { Page } from 'puppeteer-core';
import { asNewVisitor, launchChromium, openUntilDone } from './chromium.js';
import { difference, inKb, median, paired, spread } from './figures.js';
import { interleaved, rounds } from './rounds.js';
import { embedTag, iframeTag, libraryPortal, serve, TOKEN } from './serve.js';
import { limited, type Table } from './table.js';

const ROUNDS = 3;
const LIMITS = {
  first: { must: 250_000, goal: 200_000 },
  more: { must: 3_000, goal: 2_500 },
  listeners: { must: 300, goal: 150 },
};
const [FEW, MANY] = [10, 100];

const SCRIPT = '<script src="/refport-embed.js"></script>';

/** Keeps nothing of its own: what is counted is a number. */
const hostPage = (tags: string[], event: string, script = ''): string => `<!doctype html><body>
  ${script}<script>
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
      : [
          'text/html',
          hostPage(
            portals.map((url) => embedTag(url)),
            'refport-ready',
            SCRIPT,
          ),
        ];
  });
  const browser = await launchChromium();
  const keptWith = (what: string, count: number): Promise<Kept> =>
    asNewVisitor(browser, async (newPage) => {
      const page = await newPage();
      await openUntilDone(page, `${site.host}/${what}?count=${count}`);
      return keptBy(page);
    });
  const kept = await interleaved(['floor', 'embeds'], rounds(ROUNDS), async (what) => {
    const [one, few, many] = [await keptWith(what, 1), await keptWith(what, FEW), await keptWith(what, MANY)];
    return { first: one.bytes, more: (many.bytes - few.bytes) / (MANY - FEW), listeners: many.listeners };
  });
  await browser.close();
  site.close();

  const rowOf = (part: keyof typeof LIMITS, format: (figure: number) => string): Record<string, string> => {
    const [ours, floor] = [kept.embeds, kept.floor].map((all) => all.map((each) => each[part]));
    const over = paired(ours ?? [], floor ?? [], difference);
    return {
      iframes: format(median(floor ?? [])),
      embeds: format(median(ours ?? [])),
      over: format(median(over)),
      spread: spread(over, format),
      ...limited(median(over), LIMITS[part], format),
    };
  };
  return {
    title: `What embeds keep over iframes, Chromium, median of ${rounds(ROUNDS)}`,
    rows: {
      'heap, the first embed': rowOf('first', inKb),
      'heap, each embed more': rowOf('more', inKb),
      [`listeners, ${MANY} embeds`]: rowOf('listeners', String),
    },
  };
}

interface Kept {
  bytes: number;
  /** Of the page's process: its own, and those of frames of its own site. */
  listeners: number;
}

async function keptBy(page: Page): Promise<Kept> {
  const devTools = await page.createCDPSession();
  // Twice: what the first one lets go of, finalizers and all, is garbage to the second.
  await devTools.send('HeapProfiler.collectGarbage');
  await devTools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devTools.send('Runtime.getHeapUsage');
  const { jsEventListeners } = await devTools.send('Memory.getDOMCounters');
  return { bytes: usedSize, listeners: jsEventListeners };
}
