/**
 * Ten thousand heights from fifty portals: what the host's main thread has to do, in Chromium.
 *
 *   floor         plain iframes that send PAGE_HEIGHT, and one listener that reads it and does nothing
 *   channel, url  <refport-embed>, with everything that it does with a height
 *   naive         one listener for each iframe that sets its height, as hand-written embeds do
 *
 * They come as fast as a portal can send them, and the element drops what is too fast; or as fast as the element takes them, and
 * it drops none.
 */
import { asNewVisitor, launchChromium, openUntilDone, startWorkClock } from './chromium.js';
import { inMs, median, paired, ratio, spread, times } from './figures.js';
import { interleaved, rounds } from './rounds.js';
import { iframeTag, serve, TOKEN } from './serve.js';
import { goal, type Table } from './table.js';

const FRAMES = 50;
const HEIGHTS = 10_000;
const GOAL = 0.75;

/** What one portal sends at a time, and when the next (the element takes 30 messages a second); and how often that is measured. */
const PACES = {
  'at once': { each: HEIGHTS / FRAMES, everyMs: 0, rounds: rounds(5) },
  '25 a second': { each: 1, everyMs: 40, rounds: rounds(2) },
};
type Pace = keyof typeof PACES;

const KINDS = ['floor', 'channel', 'url', 'naive'] as const;
type Kind = (typeof KINDS)[number];

/** Sends its share of heights when it is told to, by the way that it was spoken to. */
const PORTAL = `<!doctype html><title>Portal</title><script>
  const doc = String(Math.random());
  let send = (height) => parent.postMessage({ event: 'PAGE_HEIGHT', data: { height } }, '*');
  const go = ({ each, everyMs }) => {
    let left = ${HEIGHTS / FRAMES};
    const some = () => {
      for (let n = 0; n < each; n++) send(500 + (--left % 2) * 20);
      if (left > 0) setTimeout(some, everyMs);
      else parent.postMessage('sent', '*');
    };
    some();
  };
  addEventListener('message', ({ data, ports: [port] }) => {
    if (data.go) go(data.go);
    if (data.t !== 'init') return;
    send = (px) => port.postMessage({ t: 'height', px });
    port.onmessage = ({ data }) => data.t === 'token' && port.postMessage({ t: 'ready' });
  });
  parent.postMessage({ refport: 1, t: 'hello', v: [1], doc }, '*');
  if (location.search.includes('token')) send(500);
</script>`;

const LISTENERS: Record<Kind, string> = {
  floor: `addEventListener('message', ({ data }) => data.event === 'PAGE_HEIGHT' && data.data.height);`,
  channel: '',
  url: '',
  naive: `for (const frame of document.querySelectorAll('iframe')) addEventListener('message', ({ source, data }) => {
    if (source === frame.contentWindow && data.event === 'PAGE_HEIGHT') frame.style.height = data.data.height + 'px';
  });`,
};

/** `done` when all portals are there; `send()` resolves when each has said that it has sent everything. */
const hostPage = (kind: Kind, portal: string): string => {
  const tag =
    kind === 'floor' || kind === 'naive'
      ? iframeTag(portal)
      : `<refport-embed token-endpoint="/token" token-delivery="${kind}" portal-url="${portal}"></refport-embed>`;
  const event = tag.startsWith('<iframe') ? 'message' : 'refport-ready';
  // The listeners come first: a portal says hello once.
  return `<!doctype html><link rel="icon" href="data:,"><body>
    <script>
      const heard = (event, isIt) => new Promise((resolve) => {
        let left = ${FRAMES};
        addEventListener(event, function count({ data }) {
          if (!isIt(data) || --left > 0) return;
          removeEventListener(event, count);
          resolve();
        });
      });
      window.done = heard('${event}', (data) => data === undefined || data?.t === 'hello');
      window.send = (pace) => {
        const tags = [...document.querySelectorAll('iframe, refport-embed')];
        const frames = tags.map((tag) => tag.shadowRoot?.querySelector('iframe') ?? tag);
        for (const { contentWindow } of frames) contentWindow.postMessage({ go: pace }, '*');
        return heard('message', (data) => data === 'sent');
      };
    </script>
    ${tag.repeat(FRAMES)}
    <script>${LISTENERS[kind]}</script>
    <script src="/refport-embed.js"></script>`;
};

export async function heights(): Promise<Table> {
  const site = await serve(({ pathname, searchParams }) => {
    if (pathname === '/portal') return ['text/html', PORTAL, 'max-age=3600'];
    if (pathname === '/token') return TOKEN;
    return ['text/html', hostPage(searchParams.get('kind') as Kind, `${site.portal}/portal`)];
  });
  const browser = await launchChromium();
  const busyMs = (kind: Kind, pace: Pace): Promise<number> =>
    asNewVisitor(browser, async (newPage) => {
      const page = await newPage();
      const work = await startWorkClock(page);
      await openUntilDone(page, `${site.host}/?kind=${kind}`);
      const before = await work();
      // Ports and windows have queues of their own: nothing is left in either when there is time to idle.
      await page.evaluate(
        `send(${JSON.stringify(PACES[pace])}).then(() => new Promise(requestIdleCallback))`,
      );
      return (await work()).all - before.all;
    });

  const rows: Table['rows'] = {};
  for (const pace of Object.keys(PACES) as Pace[]) {
    const busy = await interleaved(KINDS, PACES[pace].rounds, (kind) => busyMs(kind, pace));
    for (const kind of KINDS) {
      const ratios = paired(busy[kind], busy.floor, ratio);
      rows[`${pace}, ${kind}`] = {
        'main thread': inMs(median(busy[kind])),
        'over the floor': times(median(ratios)),
        spread: spread(ratios, times),
        goal: kind === 'channel' && pace === 'at once' ? goal(median(ratios), GOAL, times) : '',
      };
    }
  }
  await browser.close();
  site.close();
  return {
    title: `${HEIGHTS.toLocaleString('en')} heights from ${FRAMES} portals: host's main thread, Chromium`,
    rows,
  };
}
