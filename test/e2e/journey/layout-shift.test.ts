/** What stands below the embed does not move, whatever happens in it: with the snippet as the README prints it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { startSmallHost, type SmallHost } from '../../support/world/small-host.js';
import { untilStatus } from '../../support/world/visit.js';

/** The room that the snippet reserves. */
const ROOM = 640;

const [, printed = ''] =
  /```html\n(.*?)```/s.exec(readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')) ?? [];

/** What a page of this host has in place of what is printed. */
interface Changes {
  /** Queries of the token endpoint and of the portal. */
  token?: string;
  portal?: string;
  /** How the script tag begins. */
  tag?: string;
}

interface Layout {
  /** What Chromium counts, the only one that does; what is out of sight does not count. */
  shifts: number[];
  /** Where what stands below was drawn, one after the other. */
  places: number[];
  /** The heights that the frame was given. */
  heights: number[];
}

inEachEngine('what stands below the embed', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  /** A page with the printed snippet, with the addresses of this host, and something to read below it. */
  function pageWith({ token = '', portal = '', tag = '<script async src' }: Changes): string {
    const { cdn, portal: portalOrigin } = host.origins;
    const changes = {
      '<script async src': tag,
      'https://cdn.example/refport-embed/0.1.0': cdn,
      '"/api/embed-token"': `"/token?${token}" portal-url="${portalOrigin}/portal?${portal}" token-delivery="channel"`,
    };
    const snippet = Object.entries(changes).reduce((whole, [from, to]) => {
      assert.ok(whole.includes(from), `the README prints ${from}`);
      return whole.replace(from, to);
    }, printed);
    return host.page({
      scripts: '<script src="/watch-layout.js"></script>',
      body: `<h1>Refer and earn</h1>${snippet}<p id="below">${'Something to read. '.repeat(50)}</p>`,
    });
  }

  async function open(url: string, page?: Page): Promise<Page> {
    const opened = page ?? (await browser().newPage());
    await opened.open(url);
    return opened;
  }

  /** What has moved by the time that the frame has its height; two frames later, so that everything is drawn and counted. */
  async function layoutOf(page: Page, settled: 'has its height' | 'failed'): Promise<Layout> {
    if (settled === 'failed') await untilStatus(page, 'failed');
    else await page.until(() => (Reflect.get(window, 'layout') as Layout).heights.length > 0);
    return page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      return Reflect.get(window, 'layout') as Layout;
    });
  }

  async function assertStill(page: Page, settled: Parameters<typeof layoutOf>[1]): Promise<void> {
    const { shifts, places } = await layoutOf(page, settled);
    assert.equal(places.length, 1, `it was at ${places.join(', ')}`);
    // The goal is 0.000: a link that is a pixel lower, as now and then behind the words, is less than the last of these digits.
    const sum = shifts.reduce((total, shift) => total + shift, 0);
    assert.equal(sum.toFixed(3), '0.000', shifts.join(', '));
  }

  it('stays where it is when the portal comes at once', async () => {
    await assertStill(await open(pageWith({ portal: 'height=500' })), 'has its height');
  });

  it('stays where it is when the portal takes its time', async () => {
    const page = await open(pageWith({ token: 'held', portal: 'height=500' }));
    await page.until(() => {
      const skeleton = document.querySelector('refport-embed')?.shadowRoot?.querySelector('.skeleton');
      return skeleton?.checkVisibility();
    });
    host.letGo();
    await assertStill(page, 'has its height');
  });

  it('stays where it is when there are words in place of the portal', async () => {
    await assertStill(await open(pageWith({ token: 'status=403' })), 'failed');
  });

  describe('with a portal that is higher than the room', () => {
    // Without `async`: who wants the room from the first paint on must have the script there by then.
    const changes = { portal: 'height=900', tag: '<script src' };

    async function visitOnce(changed: Changes = {}): Promise<Page> {
      const page = await open(pageWith({ ...changes, ...changed }));
      const { places, shifts } = await layoutOf(page, 'has its height');
      assert.equal(shifts.length, browser().engine === 'chromium' ? 1 : 0);
      const [start = 0] = places;
      assert.deepEqual(
        places,
        [start, start + 900 - ROOM],
        'the first time it moves once, when the portal is there',
      );
      return page;
    }

    it('stays where it is from the second visit on', async () => {
      const page = await visitOnce();
      await open(await page.url(), page);
      await assertStill(page, 'has its height');
    });

    it('stays where it is when the portal does not come again', async () => {
      const page = await visitOnce({ token: 'once=then-gone' });
      await open(await page.url(), page);
      await assertStill(page, 'failed');
    });

    it('has no more room than the page gives, on the visit after a refusal', async () => {
      const page = await visitOnce({ token: 'once=then-refused' });
      await open(await page.url(), page);
      await layoutOf(page, 'failed');
      await open(await page.url(), page);
      await assertStill(page, 'failed');
      const height = await page.evaluate(() => document.querySelector('refport-embed')?.clientHeight);
      assert.equal(height, ROOM);
    });
  });
});
