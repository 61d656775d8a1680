/** The pages that are compared: ours as the documents print them, and what others do, written by us at its shortest. */
import { SANDBOX } from '../../src/element/frame/frame.js';

export interface Addresses {
  cdn: string;
  portal: string;
  token: string;
}

/** What every page has around its portal: words above and below, and the two things that are measured. */
const page = (
  portal: string,
): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
  <link rel="icon" href="data:,">
  <script>
    window.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (shift += value)))
      .observe({ type: 'layout-shift', buffered: true });
    window.done = new Promise((resolve) => addEventListener('message', ({ data }) => {
      if (data?.shownAt === undefined) return;
      const [{ responseStart }] = performance.getEntriesByType('navigation');
      // Two frames later, so that what has moved has been seen to move.
      requestAnimationFrame(() => requestAnimationFrame(() =>
        resolve({ ms: data.shownAt - performance.timeOrigin - responseStart, shift })));
    }));
  </script>
  <h1>Refer and earn</h1>${portal}<p>${'Something to read. '.repeat(50)}</p>`;

const LINK = '<a href="/api/portal">Open your referral portal</a>';
const ROOM = 'style="display:block;min-height:640px"';

const scriptTag = ({ cdn }: Addresses): string => `<script async src="${cdn}/refport-embed.js"></script>`;

const PRELOAD = '<link rel="preload" as="fetch" href="/token" crossorigin>';

const embed = ({ portal }: Addresses, attributes: string, content = ''): string =>
  `<refport-embed portal-url="${portal}" token-endpoint="/token" ${attributes} ${ROOM}>${content}${LINK}</refport-embed>`;

/** Just as the element would build it: any other is replaced. */
const writtenFrame = ({ portal }: Addresses): string =>
  `<iframe src="${portal}" sandbox="${SANDBOX}" allow="clipboard-write" referrerpolicy="strict-origin" title="Referrals"></iframe>`;

const channel = 'token-delivery="channel"';

/** The page whose time is the floor. */
export const FLOOR = 'iframe, token in its URL';

export const FAST = 'fast snippet, channel';
export const FAST_TOKEN = 'fast snippet, token in the page';
export const PLAIN = 'plain snippet, channel';
export const URL_PRELOAD = 'url dialect, preload';
export const SDK = 'an SDK: script, then token, then iframe';

export const PAGES: Record<string, (at: Addresses) => string> = {
  [FLOOR]: ({ portal, token }) =>
    page(`<iframe src="${portal}?token=${token}" style="width:100%;height:640px;border:0"></iframe>`),
  [FAST]: (at) => page(PRELOAD + scriptTag(at) + embed(at, channel, writtenFrame(at))),
  [FAST_TOKEN]: (at) => page(scriptTag(at) + embed(at, `${channel} token="${at.token}"`, writtenFrame(at))),
  [PLAIN]: (at) => page(scriptTag(at) + embed(at, channel)),
  'plain snippet, token in the page': (at) =>
    page(scriptTag(at) + embed(at, `${channel} token="${at.token}"`)),
  'url dialect': (at) => page(scriptTag(at) + embed(at, 'token-delivery="url"')),
  [URL_PRELOAD]: (at) => page(PRELOAD + scriptTag(at) + embed(at, 'token-delivery="url"')),
  'by hand: fetch, then iframe': ({ portal }) =>
    page(`<div id="portal"></div><script>
      fetch('/token', { cache: 'no-store' }).then((answer) => answer.json()).then(({ publicToken }) => {
        const frame = document.createElement('iframe');
        frame.style = 'width:100%;height:640px;border:0';
        frame.src = '${portal}?token=' + publicToken;
        document.querySelector('#portal').append(frame);
      });
    </script>`),
  [SDK]: ({ cdn, portal }) =>
    page(`<div data-sdk="${portal}"></div><script async src="${cdn}/sdk.js"></script>`),
};
