/**
 * What a flood of messages from the frame does to the host's page: the longest time that its main thread is not free.
 *
 *   idle          the page with its frame, and no flood: the floor
 *   naive         a listener that sets the frame's height at each message, as hand-written embeds do
 *   naive, drops  a listener that looks at each message and drops it
 *   ours          <refport-embed>, which removes the frame
 */
import { enginesToRun, type Engine } from '../support/browser/browsers.js';
import { launch, type Page } from '../support/browser/driver.js';
import { inMs, median } from './figures.js';
import { interleaved, rounds } from './rounds.js';
import { serve, TOKEN } from './serve.js';
import { goal, type Table } from './table.js';

const MESSAGES = 100_000;
const ROUNDS = 2;
/** WebKit has no goal yet. */
const GOALS_MS: Partial<Record<Engine, number>> = { chromium: 250, firefox: 750 };

const PORTAL = `<!doctype html><title>Portal</title><script>
  const doc = String(Math.random());
  const flood = () => {
    for (let n = 0; n < ${MESSAGES}; n++) parent.postMessage({ event: 'PAGE_HEIGHT', t: 'height', data: { height: 500 + (n % 50) } }, '*');
  };
  addEventListener('message', ({ data, ports }) => {
    if (data.t === 'init') ports[0].onmessage = () => ports[0].postMessage({ t: 'ready' });
    if (data === 'flood') flood();
  });
  parent.postMessage({ refport: 1, t: 'hello', v: [1], doc }, '*');
</script>`;

const RECEIVERS: Record<string, (portal: string) => string> = {
  idle: (portal) => `<iframe src="${portal}"></iframe>`,
  naive: (portal) => `<iframe src="${portal}"></iframe><script>
    addEventListener('message', ({ data }) => {
      if (data.event !== 'PAGE_HEIGHT') return;
      document.querySelector('iframe').style.height = data.data.height + 'px';
      document.body.offsetHeight;
    });</script>`,
  'naive, drops': (portal) => `<iframe src="${portal}"></iframe><script>
    addEventListener('message', ({ data }) => data.event);</script>`,
  ours: (portal) => `<refport-embed token-endpoint="/token" token-delivery="channel" portal-url="${portal}">
    <a href="/">link</a></refport-embed><script src="/refport-embed.js"></script>`,
};

/** Longest time between two turns of the page's own loop, from the flood's start until it is over. */
const MEASURE = `new Promise((resolve) => {
  const element = document.querySelector('refport-embed');
  const frame = (element?.shadowRoot ?? document).querySelector('iframe');
  if (NAME !== 'idle') frame.contentWindow.postMessage('flood', '*');
  const start = performance.now();
  let last = start;
  let longest = 0;
  setTimeout(function turn() {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    // Long enough for the slowest of the receivers to get through what was queued.
    if (now - start < 5000) setTimeout(turn);
    else resolve(longest);
  });
})`;

async function longestGap(page: Page, host: string, name: string): Promise<number> {
  await page.open(`${host}/${encodeURIComponent(name)}`);
  if (name === 'ours') await page.until(`document.querySelector('refport-embed')?.status === 'ready'`);
  else await page.until(`document.readyState === 'complete'`);
  return Number(await page.until(MEASURE.replace('NAME', JSON.stringify(name)), { timeoutMs: 60_000 }));
}

export async function flood(): Promise<Table> {
  const site = await serve(({ pathname }) => {
    if (pathname === '/portal') return ['text/html', PORTAL];
    if (pathname === '/token') return TOKEN;
    const receiver = RECEIVERS[decodeURIComponent(pathname.slice(1))];
    return ['text/html', `<!doctype html><body>${receiver?.(`${site.portal}/portal`) ?? ''}`];
  });
  const rows: Table['rows'] = {};
  for (const engine of enginesToRun()) {
    const browser = await launch(engine);
    const gaps = await interleaved(Object.keys(RECEIVERS), rounds(ROUNDS), async (name) =>
      longestGap(await browser.newPage(), site.host, name),
    );
    await browser.close();
    const row = Object.fromEntries(Object.entries(gaps).map(([name, all]) => [name, inMs(median(all))]));
    const goalMs = GOALS_MS[engine];
    rows[engine] = {
      ...row,
      goal: goalMs === undefined ? '' : goal(median(gaps['ours'] ?? []), goalMs, inMs),
    };
  }
  site.close();
  return {
    title: `${MESSAGES.toLocaleString('en')} messages: longest gap of the host's main thread, median of ${rounds(ROUNDS)}`,
    rows,
  };
}
