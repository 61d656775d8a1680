/**
 * Many embeds of one endpoint on a page: the time from the first until all show their portal, and the token requests.
 *
 *   floor    the same portals in plain iframes, until each has said hello
 *   embeds   <refport-embed>, until each is ready
 *
 * Fifty also as the fast snippet, each with a frame of one and the same address as an author would write it, and a portal that thinks;
 * the floor has addresses of its own.
 *
 * A hundred also with one address for all portals. Chromium asks for a document of one address again only when the last answer is
 * there and may not be kept: iframes and embeds alike wait for each other, the longer the portal thinks, which this one does not.
 */
import { enginesToRun, type Engine } from '../support/browser/browsers.js';
import { launch } from '../support/browser/driver.js';
import { inMs, median, paired, ratio, spread, times } from './figures.js';
import { interleaved, rounds } from './rounds.js';
import { embedTag, iframeTag, libraryPortal, serve, TOKEN, writtenFrameTag } from './serve.js';
import { limited, type Limits, type Table } from './table.js';

/** More for the number that has the goal. */
const roundsFor = (count: number): number => rounds(count === 100 ? 5 : 3);

/** Of a hundred embeds with addresses of their own, by engine, and of fifty written ones. */
const LIMITS_AT_100: Record<Engine, Limits> = {
  chromium: { must: 1.2, goal: 1.1 },
  firefox: { must: 1.2, goal: 1.1 },
  webkit: { must: 1.4, goal: 1.2 },
};
const LIMITS_WRITTEN: Limits = { must: 1.3, goal: 1.2 };

const THINK_MS = 100;

/** How the portals of a page are addressed and may be kept. */
type Kind = 'own' | 'one' | 'cacheable' | 'written';

const KINDS: Record<Kind, string> = {
  own: '',
  one: ', one address',
  cacheable: ', one address, cacheable',
  written: ', fast snippet, one address, portal thinks 100 ms',
};

const CASES: [count: number, kind: Kind][] = [
  [1, 'own'],
  [10, 'own'],
  [50, 'own'],
  [50, 'written'],
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
    if (pathname === '/thinking') return ['text/html', libraryPortal(site.host), 'no-store', THINK_MS];
    if (pathname === '/cacheable') return ['text/html', libraryPortal(site.host), 'max-age=3600'];
    if (pathname === '/token') {
      tokenRequests += 1;
      return TOKEN;
    }
    const kind = searchParams.get('kind') as Kind;
    const isFloor = pathname === '/floor';
    const path = { own: 'portal', one: 'portal', cacheable: 'cacheable', written: 'thinking' }[kind];
    const isNumbered = kind === 'own' || (kind === 'written' && isFloor);
    const portals = Array.from(
      { length: Number(searchParams.get('count')) },
      (_, n) => `${site.portal}/${path}${isNumbered ? `?e=${n}` : ''}`,
    );
    const tagOf = (url: string): string => embedTag(url, kind === 'written' ? writtenFrameTag(url) : '');
    return isFloor
      ? ['text/html', hostPage(portals.map(iframeTag), 'message')]
      : ['text/html', hostPage(portals.map(tagOf), 'refport-ready')];
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
        ...limited(median(ratios), limitsOf(engine, count, kind), times),
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

function limitsOf(engine: Engine, count: number, kind: Kind): Limits {
  if (kind === 'written') return LIMITS_WRITTEN;
  return count === 100 ? LIMITS_AT_100[engine] : {};
}
