/**
 * Many embeds of one endpoint on a page: the time from the first until all show their portal, and the token requests.
 *
 *   floor    the same portals in plain iframes, until each has said hello
 *   embeds   <refport-embed>, until each is ready
 *
 * A hundred also with one address for all portals. Chromium asks for a document of one address again only when the last answer is
 * there and may not be kept: iframes and embeds alike wait for each other, the longer the portal thinks, which this one does not.
 */
import { enginesToRun, type Engine } from '../support/browser/browsers.js';
import { launch } from '../support/browser/driver.js';
import { inMs, median, paired, ratio, spread, times } from './figures.js';
import { interleaved, rounds } from './rounds.js';
import { embedTag, iframeTag, libraryPortal, serve, TOKEN } from './serve.js';
import { goal, type Table } from './table.js';

/** More for the number that has the goal. */
const roundsFor = (count: number): number => rounds(count === 100 ? 5 : 3);
const GOAL_AT_100 = 1.2;

/** How the portals of a page are addressed and may be kept. */
type Kind = 'own' | 'one' | 'cacheable';

const KINDS: Record<Kind, string> = {
  own: '',
  one: ', one address',
  cacheable: ', one address, cacheable',
};

const CASES: [count: number, kind: Kind][] = [
  [1, 'own'],
  [10, 'own'],
  [50, 'own'],
  [100, 'own'],
  [100, 'one'],
  [100, 'cacheable'],
];

/** Puts the tags on the page, and leaves in `took` how long it was until the last one was heard of. */
const hostPage = (tags: string[], event: string): string => `<!doctype html><body>
  <script src="/refport-embed.js"></script><script>
    const seen = new Set();
    const start = performance.now();
    addEventListener('${event}', ({ source, target }) => {
      seen.add(source ?? target); // a frame says hello again until it is answered
      if (seen.size === ${tags.length}) window.took ??= performance.now() - start;
    });
    document.body.insertAdjacentHTML('beforeend', \`${tags.join('')}\`);
  </script>`;

export async function embeds(): Promise<Table> {
  let tokenRequests = 0;
  const site = await serve(({ pathname, searchParams }) => {
    if (pathname === '/portal') return ['text/html', libraryPortal(site.host), 'no-store'];
    if (pathname === '/cacheable') return ['text/html', libraryPortal(site.host), 'max-age=3600'];
    if (pathname === '/token') {
      tokenRequests += 1;
      return TOKEN;
    }
    const kind = searchParams.get('kind');
    const portals = Array.from(
      { length: Number(searchParams.get('count')) },
      (_, n) =>
        `${site.portal}/${kind === 'cacheable' ? 'cacheable' : 'portal'}${kind === 'own' ? `?e=${n}` : ''}`,
    );
    return pathname === '/floor'
      ? ['text/html', hostPage(portals.map(iframeTag), 'message')]
      : ['text/html', hostPage(portals.map(embedTag), 'refport-ready')];
  });

  const measure = async (engine: Engine): Promise<Table['rows']> => {
    const browser = await launch(engine);
    const page = await browser.newPage();
    const rows: Table['rows'] = {};
    for (const [count, kind] of CASES) {
      let requests = 0;
      const took = await interleaved(['floor', 'embeds'], roundsFor(count), async (what) => {
        const before = tokenRequests;
        await page.open(`${site.host}/${what}?count=${count}&kind=${kind}`);
        const ms = await page.until<[], number>('window.took', { timeoutMs: 60_000 });
        requests = Math.max(requests, tokenRequests - before);
        return ms;
      });
      const ratios = paired(took.embeds, took.floor, ratio);
      rows[`${engine}, ${count}${KINDS[kind]}`] = {
        floor: inMs(median(took.floor)),
        embeds: inMs(median(took.embeds)),
        'embeds / floor': times(median(ratios)),
        spread: spread(ratios, times),
        'token requests': String(requests),
        goal: count === 100 ? goal(median(ratios), GOAL_AT_100, times) : '',
      };
    }
    await browser.close();
    return rows;
  };

  const rows: Table['rows'] = {};
  for (const engine of enginesToRun()) Object.assign(rows, await measure(engine));
  site.close();
  return { title: 'Embeds on one page until all are ready', rows };
}
