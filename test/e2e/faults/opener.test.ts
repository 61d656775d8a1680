/** A page that the portal has opened in a window of its own, and that would like to have another page where the host's was. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { startSmallHost, type SmallHost } from '../../support/world/small-host.js';
import { embedTag } from '../../support/world/small-host-files.js';
import { portalIn, untilStatus } from '../../support/world/visit.js';
import { answering, portalWith, quoted } from '../../support/world/written-page.js';

inEachEngine('a window that the portal has opened', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  /** Clicks a link in the portal, and tells what the page behind it could do to the host's. */
  const afterClick = async (
    id: string,
    rel: string,
    headers: Record<string, string> = {},
  ): Promise<{ page: Page; popup: string; was: string }> => {
    const { portal, host: origin } = host.origins;
    const popup = answering(
      `${id}-popup`,
      `<!doctype html><title>Popup</title><script>
        const say = (what) => fetch('/token?id=${id}-' + what);
        const { opener } = window;
        if (!opener) say('no-opener');
        else {
          try {
            opener.top.location.href = '${portal}/portal?phish';
            say('tried');
          } catch {
            say('refused');
          }
        }
      </script>`,
    );
    const link = `<a target="_blank" rel="${rel}" href=${quoted(popup)}>Pay out</a>`;
    const was = host.page({
      headers,
      body: embedTag(portal + portalWith(origin, id, link)),
    });
    const page = await browser().newPage();
    await page.open(was);
    await untilStatus(page, 'ready');
    const clicked = portalIn(page).click('a');
    // Firefox answers when the page has drawn the click, and the page is not in front any more.
    if (browser().engine === 'firefox') clicked.catch(() => undefined);
    else await clicked;
    const outcomes = ['no-opener', 'tried', 'refused'];
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; await wait(50)) {
      const heard = outcomes.find((outcome) => host.count(`/token?id=${id}-${outcome}`) > 0);
      if (heard) return { page, popup: heard, was };
    }
    throw new Error('No popup was heard of.');
  };

  it('B22 · with noopener it has no way to the host', async () => {
    const { page, popup, was } = await afterClick('noopener', 'noopener');
    assert.equal(popup, 'no-opener');
    assert.equal(await page.url(), was);
  });

  it('B22 · without it, it has one in Firefox, and in no other engine', async () => {
    const { page, popup, was } = await afterClick('opener', 'opener');
    if (browser().engine === 'firefox') {
      assert.equal(popup, 'tried');
      await page.until(() => location.search === '?phish');
    } else {
      assert.equal(popup, 'refused');
      assert.equal(await page.url(), was);
    }
  });

  it('B22 · without it, on a page with Cross-Origin-Opener-Policy, it has none either', async () => {
    const { page, popup, was } = await afterClick('coop', 'opener', {
      'cross-origin-opener-policy': 'same-origin',
    });
    // WebKitGTK does not know the policy, and refuses by itself.
    assert.equal(popup, browser().engine === 'webkit' ? 'refused' : 'no-opener');
    assert.equal(await page.url(), was);
  });
});
