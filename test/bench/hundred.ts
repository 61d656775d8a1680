/**
 * A hundred embeds of one endpoint on a page: the time from the first until all show their portal, and the token requests.
 *
 *   iframes   the same portals in plain iframes, until each has said hello: the floor
 *   embeds    <refport-embed>, until each is ready
 */
import { enginesToRun, type Engine } from '../support/browsers.js';
import { launch, type Page } from '../support/driver.js';
import { serve } from './serve.js';
import { inMs, median, printTable } from './table.js';

const EMBEDS = 100;
const ROUNDS = 5;

const portal = (host: string): string => `<!doctype html><title>Portal</title>
  <script src="/refport-portal.js"></script><script>
    const { ready } = refportPortal.connectToHost({ allowedOrigins: ['${host}'], onToken: () => ready() });
  </script>`;

/** Puts so many of one kind on the page, numbered, and leaves in `took` how long it was until the last one was heard of. */
const hostPage = (tag: string, event: string): string => `<!doctype html><body>
  <script src="/refport-embed.js"></script><script>
    const seen = new Set();
    const start = performance.now();
    addEventListener('${event}', ({ source, target }) => {
      seen.add(source ?? target); // a frame says hello again until it is answered
      if (seen.size === ${EMBEDS}) window.took ??= performance.now() - start;
    });
    const tags = Array.from({ length: ${EMBEDS} }, (_, n) => '${tag}'.replace('{n}', n));
    document.body.insertAdjacentHTML('beforeend', tags.join(''));
  </script>`;

/** With addresses of their own, as our frames have: those of one address Chromium loads one after another. */
const iframe = (portalUrl: string): string => `<iframe src="${portalUrl}?e={n}"></iframe>`;

const embed = (portalUrl: string): string =>
  `<refport-embed token-endpoint="/token" token-delivery="channel" portal-url="${portalUrl}"></refport-embed>`;

async function timeOf(page: Page, url: string): Promise<number> {
  await page.open(url);
  return page.until<[], number>('window.took', { timeoutMs: 60_000 });
}

export async function hundred(): Promise<void> {
  let tokenRequests = 0;
  const [server, port] = await serve((path) => {
    switch (path) {
      case '/token':
        tokenRequests += 1;
        return ['application/json', '{"token":"t"}'];
      case '/portal':
        return ['text/html', portal(host)];
      case '/iframes':
        return ['text/html', hostPage(iframe(portalUrl), 'message')];
      default:
        return ['text/html', hostPage(embed(portalUrl), 'refport-ready')];
    }
  });
  const host = `http://localhost:${port}`;
  const portalUrl = `http://portal.localhost:${port}/portal`;

  const measure = async (engine: Engine): Promise<Record<string, string>> => {
    const browser = await launch(engine);
    const page = await browser.newPage();
    const [iframes, embeds, requests]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round++) {
      iframes.push(await timeOf(page, `${host}/iframes`));
      const before = tokenRequests;
      embeds.push(await timeOf(page, `${host}/embeds`));
      requests.push(tokenRequests - before);
    }
    await browser.close();
    return {
      iframes: inMs(median(iframes)),
      embeds: inMs(median(embeds)),
      'over the floor': inMs(median(embeds) - median(iframes)),
      'token requests': String(Math.max(...requests)),
    };
  };

  const rows: Record<string, Record<string, string>> = {};
  for (const engine of enginesToRun()) rows[engine] = await measure(engine);
  server.close();
  server.closeAllConnections();
  printTable(`${EMBEDS} embeds on a page, median of ${ROUNDS} (goal: one token request)`, rows);
}
