/** The fast snippet, as docs/element.md prints it: whichever of portal and script is up first, one request each, and nothing moves. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { NONCE, seenBy, startSmallHost, type SmallHost } from '../../support/world/small-host.js';
import { FALLBACK_LINK, untilStatus } from '../../support/world/visit.js';

const [, printed = ''] =
  /## The fast snippet.*?```html\n(.*?)```/s.exec(
    readFileSync(new URL('../../../docs/element.md', import.meta.url), 'utf8'),
  ) ?? [];

/** Queries with which this host answers late. */
interface Delays {
  script?: string;
  token?: string;
  portal?: string;
}

interface Layout {
  shifts: number[];
  places: number[];
}

inEachEngine('the fast snippet', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  /** A page with the printed snippet, with the addresses of this host, and something to read below it. */
  async function open({ script = '', token = '', portal = '' }: Delays = {}) {
    const run = crypto.randomUUID();
    const paths = { token: `/token?id=${run}${token}`, portal: `/portal?run=${run}&height=500${portal}` };
    const changes = {
      'https://cdn.example/refport-embed/0.1.0/refport-embed.js': `${host.origins.cdn}/refport-embed.js?${script}&amp;${run}`, // browsers keep a script
      '/api/embed-token': paths.token.replaceAll('&', '&amp;'),
      'https://portal.example/embed/referrals': `${host.origins.portal}${paths.portal}`.replaceAll(
        '&',
        '&amp;',
      ),
    };
    const snippet = Object.entries(changes).reduce((whole, [from, to]) => {
      assert.ok(whole.includes(from), `the document prints ${from}`);
      return whole.replaceAll(from, to);
    }, printed);
    const page = await browser().newPage();
    await page.open(
      host.page({
        scripts: `<script src="/watch-layout.js" nonce="${NONCE}"></script>`,
        body: `<h1>Refer and earn</h1>${snippet}<p id="below">${'Something to read. '.repeat(50)}</p>`,
      }),
    );
    return { page, requests: () => [host.count(paths.token), host.count(paths.portal)] };
  }

  /** The document in the frame is another than the empty one that it began with. */
  const untilPortalIsUp = (page: Page): Promise<unknown> =>
    page.until(() => document.querySelector('iframe')?.contentDocument === null);

  const untilScriptIsUp = (page: Page): Promise<unknown> =>
    page.until(() => document.querySelector('refport-embed')?.status === 'loading');

  /** The portal is in the frame that the page has written, ready by one request, and the page has gone through nothing. */
  async function assertTakenOver(page: Page, requests: () => number[]): Promise<void> {
    await untilStatus(page, 'ready');
    const frames = await page.evaluate(() => {
      const embed = document.querySelector('refport-embed');
      const [written, built] = [embed?.querySelector('iframe'), embed?.shadowRoot?.querySelector('iframe')];
      return {
        isShown: written?.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
        built: built ?? null,
      };
    });
    assert.deepEqual(frames, { isShown: true, built: null });
    assert.deepEqual(requests(), [browser().engine === 'webkit' ? 2 : 1, 1], 'token, portal');
    assert.deepEqual(await seenBy(page), { errors: [], warnings: [], violations: [] });
  }

  async function assertStill(page: Page): Promise<void> {
    const { shifts, places } = await page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      return Reflect.get(window, 'layout') as Layout;
    });
    assert.equal(places.length, 1, `it was at ${places.join(', ')}`);
    assert.equal(shifts.reduce((total, shift) => total + shift, 0).toFixed(3), '0.000', shifts.join(', '));
  }

  it('works when the portal is up first', async () => {
    const { page, requests } = await open({ script: 'held' });
    await untilPortalIsUp(page);
    host.letGo();
    await assertTakenOver(page, requests);
    await assertStill(page);
  });

  it('works when the script is up first', async () => {
    const { page, requests } = await open({ portal: '&held' });
    await untilScriptIsUp(page);
    host.letGo();
    await assertTakenOver(page, requests);
    await assertStill(page);
  });

  it('works when both come as they like', async () => {
    const { page, requests } = await open();
    await assertTakenOver(page, requests);
    await assertStill(page);
  });

  it('keeps the link in the room that is reserved, and within reach, until the script is there', async () => {
    const { page } = await open({ script: 'held' });
    await untilPortalIsUp(page);
    const place = await page.evaluate((selector: string) => {
      const [embed, link] = [document.querySelector('refport-embed'), document.querySelector(selector)];
      if (!embed || !link) return 'not there';
      link.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { left, right, top, bottom } = link.getBoundingClientRect();
      const onTop = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return {
        isInside: bottom <= embed.getBoundingClientRect().bottom,
        isOnTop: onTop === link,
      };
    }, FALLBACK_LINK);
    assert.deepEqual(place, { isInside: true, isOnTop: true });
    host.letGo();
    await untilStatus(page, 'ready');
  });

  it('stays where it is when there are words in place of the portal', async () => {
    const answer = encodeURIComponent(JSON.stringify({ status: 403 }));
    const { page } = await open({ token: `&answer=${answer}` });
    await untilStatus(page, 'failed');
    await assertStill(page);
  });
});
