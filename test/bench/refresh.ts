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
import { enginesToRun, type Engine } from '../support/browsers.js';
import { launch, type Page } from '../support/driver.js';
import { serve } from './serve.js';
import { inMs, median, printTable } from './table.js';

/** No more than the element lets a portal call a token expired within a minute. */
const TIMES = 3;
const PAGES = 3;
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

const ours = (
  portalUrl: string,
): string => `<refport-embed token-endpoint="/token" token-delivery="channel" portal-url="${portalUrl}">
  <a href="/">link</a></refport-embed><script src="/refport-embed.js"></script>`;

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
  };
}

export async function refresh(): Promise<void> {
  let tokens = 0;
  const [server, port] = await serve((path) => {
    switch (path) {
      case '/token':
        return ['application/json', `{"token":"token-${++tokens}"}`];
      case '/portal':
        return ['text/html', portal(host)];
      case '/echo':
        return ['text/html', ECHO_PORTAL];
      case '/echo-host':
        return ['text/html', `<!doctype html><body>${echoHost(`${portalOrigin}/echo`)}`];
      case '/token-host':
        return ['text/html', `<!doctype html><body>${TOKEN_HOST}`];
      default:
        return ['text/html', `<!doctype html><body>${ours(`${portalOrigin}/portal`)}`];
    }
  });
  const host = `http://localhost:${port}`;
  const portalOrigin = `http://portal.localhost:${port}`;

  const rows: Record<string, Record<string, string>> = {};
  for (const engine of enginesToRun()) rows[engine] = await measure(engine, host);
  server.close();
  server.closeAllConnections();
  printTable(`Expiry to fresh content, median of ${PAGES * TIMES} (goal: at most R + T + 20 ms)`, rows);
}
