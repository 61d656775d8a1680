/** Step 6: the portals of today, which take the token in their URL and send `PAGE_HEIGHT` and `ERROR`. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import {
  fieldIn,
  linkIsVisible,
  documentHeight,
  portalIn,
  untilStatus,
  untilTold,
  visit,
} from '../../support/world/visit.js';
import { mintedToken, startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

inEachEngine('6. url dialect', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  it('shows the issuer’s portal', async () => {
    const page = await visit(browser(), demo, 'alice', { delivery: 'url' });
    await untilStatus(page, 'ready');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');
    assert.match(await frameUrl(page), /[?&]token=pt_/);
    assert.equal(
      await portalIn(page).evaluate(() => location.search.includes('token=')),
      false,
      'the portal has taken it out of its own address',
    );
    assert.equal(await linkIsVisible(page), false);
  });

  it('replaces the frame when the token has expired, without a step in the history', async () => {
    const page = await visit(browser(), demo, 'alice', { delivery: 'url', ttl: 3 });
    await untilStatus(page, 'ready');
    const [first, steps] = [await frameUrl(page), await page.evaluate(() => history.length)];

    await untilTold(page, 'refport-token delivered', 2, 15_000);
    await untilStatus(page, 'ready');
    await page.until(
      (old: string) =>
        document.querySelector('refport-embed')?.shadowRoot?.querySelector('iframe')?.src !== old,
      { args: [first] },
    );
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');
    assert.equal(await page.evaluate(() => history.length), steps);
  });

  it('works with any page that speaks the dialect', async () => {
    const page = await visit(browser(), demo, 'alice', { delivery: 'url', portal: 'plain' });
    await untilStatus(page, 'ready');
    assert.equal(await portalIn(page).text('#token'), 'It got a token in its URL.');

    await page.click('a[href="#refer"]');
    await untilTold(page, `refport-resize ${await documentHeight(portalIn(page))} px`, 1);
    await portalIn(page).click('#more');
    await untilTold(page, `refport-resize ${await documentHeight(portalIn(page))} px`, 1);

    const [first, mintedBefore] = [await frameUrl(page), demo.count(mintedToken)];
    await portalIn(page).click('#expire');
    await untilTold(page, 'refport-token delivered', 2);
    await untilStatus(page, 'ready');
    assert.equal(demo.count(mintedToken), mintedBefore + 1);
    await page.until(
      (old: string) =>
        document.querySelector('refport-embed')?.shadowRoot?.querySelector('iframe')?.src !== old,
      { args: [first] },
    );
    assert.equal(await portalIn(page).text('#token'), 'It got a token in its URL.');
  });
});

const frameUrl = (page: Page): Promise<string> =>
  page.evaluate(
    () => document.querySelector('refport-embed')?.shadowRoot?.querySelector('iframe')?.src ?? '',
  );
