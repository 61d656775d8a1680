/**
 * How long a portal of the channel dialect waits for its next token, from the moment it calls the last one expired.
 *
 *   R       a message over a port to the host's page, and back
 *   T       the token request, by the host's page
 *   R + T   the floor: what no host can do without
 *   ours    <refport-embed>
 *
 * Each is measured after a pause, as expiry comes to a page that is at rest, and from within one document.
 */
import { enginesToRun, type Engine } from '../support/browser/browsers.js';
import { launch, type Page } from '../support/browser/driver.js';
import { inMs, median } from './figures.js';
import { rounds } from './rounds.js';
import { embedTag, serve } from './serve.js';
import { goal, type Table } from './table.js';

/** No more than the element lets a portal call a token expired within a minute. */
const TIMES = 3;
const PAGES = rounds(2);
/** What is left to the element. */
const GOAL_OVER_FLOOR_MS = 20;
/** A token that is called expired sooner than a second after it came is replaced after that second. */
const PAUSE_MS = 1_500;

/** Times something so often, with a pause before each; it leaves the results in `times`. */
const MEASURE = `async (act) => {
  const times = [];
  while (times.length < ${TIMES}) {
    await new Promise((resolve) => setTimeout(resolve, ${PAUSE_MS}));
    const start = performance.now();
    await act();
    times.push(performance.now() - start);
  }
  window.times = times;
}`;

const portal = (host: string): string => `<!doctype html><title>Portal</title><p></p>
  <script src="/refport-portal.js"></script><script>
    let shown;
    const { tokenExpired, ready } = refportPortal.connectToHost({
      allowedOrigins: ['${host}'],
      onToken(token) {
        document.querySelector('p').textContent = token;
        ready();
        if (shown) shown();
        else (${MEASURE})(() => new Promise((resolve) => { shown = resolve; tokenExpired(); }));
        shown ??= () => {};
      },
    });
  </script>`;

const ECHO_PORTAL = `<!doctype html><title>Portal</title><script>
  addEventListener('message', ({ ports: [port] }) =>
    (${MEASURE})(() => new Promise((resolve) => { port.onmessage = resolve; port.postMessage('there'); })));
</script>`;

const echoHost = (echo: string): string => `<iframe src="${echo}"></iframe><script>
  document.querySelector('iframe').onload = ({ target }) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => port1.postMessage('and back');
    target.contentWindow.postMessage('port', '*', [port2]);
  };</script>`;

const TOKEN_HOST = `<script>
  (${MEASURE})(async () => (await fetch('/token', { cache: 'no-store' })).json());</script>`;

const ours = (portalUrl: string): string => `${embedTag(portalUrl)}<script src="/refport-embed.js"></script>`;

async function timesIn(page: Page, url: string, frame?: string): Promise<number[]> {
  await page.open(url);
  const where = frame === undefined ? page : page.inFrame(frame);
  return where.until<[], number[]>('window.times', { timeoutMs: 30_000 });
}

async function measure(engine: Engine, host: string): Promise<Record<string, string>> {
  const browser = await launch(engine);
  const r: number[] = [];
  const t: number[] = [];
  const times: number[] = [];
  for (let pages = 0; pages < PAGES; pages++) {
    const page = await browser.newPage();
    r.push(...(await timesIn(page, `${host}/echo-host`, 'iframe')));
    t.push(...(await timesIn(page, `${host}/token-host`)));
    times.push(...(await timesIn(page, `${host}/ours`, 'refport-embed >>> iframe')));
  }
  await browser.close();
  const floor = median(r) + median(t);
  return {
    R: inMs(median(r)),
    T: inMs(median(t)),
    'R + T': inMs(floor),
    ours: inMs(median(times)),
    'over the floor': inMs(median(times) - floor),
    goal: goal(median(times) - floor, GOAL_OVER_FLOOR_MS, inMs),
  };
}

export async function refresh(): Promise<Table> {
  let tokens = 0;
  const site = await serve(({ pathname }) => {
    switch (pathname) {
      case '/token':
        return ['application/json', `{"token":"token-${++tokens}"}`];
      case '/portal':
        return ['text/html', portal(site.host)];
      case '/echo':
        return ['text/html', ECHO_PORTAL];
      case '/echo-host':
        return ['text/html', `<!doctype html><body>${echoHost(`${site.portal}/echo`)}`];
      case '/token-host':
        return ['text/html', `<!doctype html><body>${TOKEN_HOST}`];
      default:
        return ['text/html', `<!doctype html><body>${ours(`${site.portal}/portal`)}`];
    }
  });
  const rows: Table['rows'] = {};
  for (const engine of enginesToRun()) rows[engine] = await measure(engine, site.host);
  site.close();
  return { title: `Expiry to fresh content, median of ${PAGES * TIMES}`, rows };
}
