/**
 * What the host's main thread has to do until the portal is shown, in Chromium, beyond what it has to do for a plain iframe.
 *
 *   floor        an iframe with the portal, and a script that does nothing
 *   script only  the same with our script, and no element for it
 *   embed        our script, and an element in the iframe's place
 */
import { asNewVisitor, launchChromium, openUntilDone, startWorkClock, type Work } from './chromium.js';
import { difference, inMs, median, paired, spread } from './figures.js';
import { interleaved, rounds } from './rounds.js';
import { embedTag, iframeTag, libraryPortal, serve, TOKEN } from './serve.js';
import { limited, type Limits, type Table } from './table.js';

const ROUNDS = 15;
/** How many times slower than this machine, and the limits there: of all work over the floor, and of the script's part. */
const PROCESSORS: [name: string, slowdown: number, limits: Limits, script: Limits][] = [
  ['this processor', 1, { must: 14, goal: 8 }, { must: 5, goal: 4 }],
  ['4 × slower', 4, { must: 80, goal: 40 }, {}],
];

const KINDS = ['floor', 'script only', 'embed'] as const;
type Kind = (typeof KINDS)[number];

/** Done when the portal is heard of, what follows is painted, and nothing is left to do. */
const hostPage = (
  kind: Kind,
  portal: string,
): string => `<!doctype html><link rel="icon" href="data:,"><script>
    window.done = new Promise((resolve) => {
      const settle = () => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(resolve)));
      addEventListener('${kind === 'embed' ? 'refport-ready' : 'message'}', settle, { once: true });
    });
  </script>
  <script src="${kind === 'floor' ? '/empty.js' : '/refport-embed.js'}"></script>
  ${kind === 'embed' ? embedTag(portal) : iframeTag(portal)}`;

export async function start(): Promise<Table> {
  const site = await serve(({ pathname, searchParams }) => {
    if (pathname === '/portal') return ['text/html', libraryPortal(site.host)];
    if (pathname === '/token') return TOKEN;
    if (pathname === '/empty.js') return ['text/javascript', ''];
    return ['text/html', hostPage(searchParams.get('kind') as Kind, `${site.portal}/portal`)];
  });
  const browser = await launchChromium();
  const visit = (kind: Kind, slowdown: number): Promise<Work> =>
    asNewVisitor(browser, async (newPage) => {
      const page = await newPage();
      const work = await startWorkClock(page);
      await page.emulateCPUThrottling(slowdown);
      await openUntilDone(page, `${site.host}/?kind=${encodeURIComponent(kind)}`);
      return work();
    });
  await visit('embed', 1); // the browser's own first page

  const rows: Table['rows'] = {};
  for (const [name, slowdown, limits, script] of PROCESSORS) {
    const work = await interleaved(KINDS, rounds(ROUNDS), (kind) => visit(kind, slowdown));
    for (const kind of KINDS) {
      const overIn = (part: keyof Work): number[] => {
        const [values, floor] = [work[kind], work.floor].map((visits) => visits.map((done) => done[part]));
        return paired(values ?? [], floor ?? [], difference);
      };
      const over = overIn('all');
      rows[`${name}, ${kind}`] = {
        'main thread': inMs(median(work[kind].map(({ all }) => all))),
        'over the floor': inMs(median(over)),
        spread: spread(over, inMs),
        'of it script': inMs(median(overIn('script'))),
        'style and layout': inMs(median(overIn('styleAndLayout'))),
        ...(kind === 'embed' && limited(median(over), limits, inMs)),
        ...(kind === 'embed' && scriptCells(median(overIn('script')), script)),
      };
    }
  }
  await browser.close();
  site.close();
  return {
    title: `Host's main thread until the portal is shown, Chromium, median of ${rounds(ROUNDS)}`,
    rows,
  };
}

/** The limits of the script's part have columns of their own. */
function scriptCells(ms: number, limits: Limits): Record<string, string> {
  const { must = '', goal = '' } = limited(ms, limits, inMs);
  return { 'script must': must, 'script goal': goal };
}
