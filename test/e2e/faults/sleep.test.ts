/** The page is out of sight, frozen or asleep while its token ages. Whoever comes back finds a portal that works. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import {
  fieldIn,
  nameOfPortal,
  namePortal,
  newsOf,
  portalIn,
  untilStatus,
  untilTold,
  visit,
} from '../../support/world/visit.js';
import { askedForToken, startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

const SHORT_LIFE = { ttl: 6 };
/** Longer than that. */
const AWAY_MS = 8_000;

/** Of the half hour that a token lives when no knob is turned: it works, and it is time for the next. */
const ALMOST_A_LIFE_MS = 29.5 * 60_000;

const DELIVERED = 'refport-token delivered';

inEachEngine('sleep', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  const visitPortal = async (knobs = {}): Promise<Page> => {
    const page = await visit(browser(), demo, 'alice', knobs);
    await untilStatus(page, 'ready');
    await namePortal(page, 'the same document');
    return page;
  };

  it('F12 · a token that expires out of sight is replaced once, at the return', async () => {
    const page = await visitPortal(SHORT_LIFE);
    const asked = demo.count(askedForToken);
    await page.hide();
    await wait(AWAY_MS);
    assert.equal(demo.count(askedForToken), asked, 'asked while nobody looked');
    await page.show();
    await untilTold(page, DELIVERED, 2);
    assert.equal(demo.count(askedForToken), asked + 1, 'asked more than once at the return');
    await untilRenewed(page);
  });

  it('F12 · a token that becomes due out of sight is replaced once, at the return, and the status stays', async () => {
    const page = await visitPortal();
    const news = await newsOf(page);
    await page.hide();
    const asked = demo.count(askedForToken);
    await letTimePass(page);
    await page.show();
    await untilRenewed(page);
    assert.equal(demo.count(askedForToken), asked + 1);
    assert.deepEqual(await newsOf(page), [...news, DELIVERED]);
  });

  it('F12 · a page that was frozen asks when it is seen again, and not when it thaws', async (test) => {
    const page = await visitPortal();
    if (!page.freeze) return test.skip('only Chromium can be told to freeze a page');
    await page.hide();
    const asked = demo.count(askedForToken);
    const thaw = await page.freeze();
    await letTimePass(page);
    await thaw();
    // The page runs again: had the embed anything to ask, it would have come before this.
    assert.ok(await page.evaluate(async () => (await fetch('/logo.svg', { cache: 'no-store' })).ok));
    assert.equal(demo.count(askedForToken), asked);
    await page.show();
    await untilRenewed(page);
    assert.equal(demo.count(askedForToken), asked + 1);
  });

  it('F12 · a machine that slept asks when it wakes', async () => {
    const page = await visitPortal(SHORT_LIFE);
    const asked = demo.count(askedForToken);
    await browser().sleep(AWAY_MS);
    assert.equal(demo.count(askedForToken), asked, 'asked in its sleep');
    await untilRenewed(page);
    assert.equal(demo.count(askedForToken), asked + 1, 'asked more than once');
  });
});

/** On the page's clock. The portal has its own, and sees no reason to ask. */
async function letTimePass(page: Page): Promise<void> {
  await page.evaluate((ms: number) => {
    const now = Date.now;
    Date.now = () => now() + ms;
  }, ALMOST_A_LIFE_MS);
}

/** The portal has its second token, and the partner has seen nothing of it. */
async function untilRenewed(page: Page): Promise<void> {
  await untilTold(page, DELIVERED, 2);
  await untilStatus(page, 'ready');
  assert.equal(await nameOfPortal(page), 'the same document');
  assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');
  assert.doesNotMatch((await newsOf(page)).join(), /failed|error/);
}
