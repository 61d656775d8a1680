/** The network goes, and comes back. Nobody has to do anything about it. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import {
  fieldIn,
  linkIsVisible,
  nameOfPortal,
  namePortal,
  portalIn,
  timelineOf,
  untilStatus,
  visit,
  wordsOf,
} from '../../support/world/visit.js';
import { startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

const NO_SWITCH = 'WebDriver cannot take WebKit off the network';

inEachEngine('offline', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  it('F11 · a token that expires offline is replaced when the network is back, in the same document', async (test) => {
    const page = await visit(browser(), demo, 'alice', { ttl: 3 });
    if (!page.setOffline) return test.skip(NO_SWITCH);
    await untilStatus(page, 'ready');
    await namePortal(page, 'the same document');

    await page.setOffline(true);
    await untilOffline(page);
    const statuses = await statusesOf(page);
    await page.setOffline(false);
    await untilStatus(page, 'ready');
    assert.deepEqual(await statusesOf(page), [...statuses, 'refreshing', 'ready']);
    assert.equal(await nameOfPortal(page), 'the same document');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');
    assert.equal(await linkIsVisible(page), false);
  });

  it('F11 · a portal that could not be loaded offline is loaded when the network is back', async (test) => {
    const page = await visit(browser(), demo, 'alice');
    if (!page.setOffline) return test.skip(NO_SWITCH);
    await untilStatus(page, 'ready');

    await page.setOffline(true);
    await page.evaluate(() => document.querySelector('refport-embed')?.reload());
    await untilOffline(page);
    const statuses = await statusesOf(page);
    await page.setOffline(false);
    await untilStatus(page, 'ready');
    assert.deepEqual(await statusesOf(page), [...statuses, 'loading', 'ready']);
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');
    assert.equal(await linkIsVisible(page), false);
  });
});

async function untilOffline(page: Page): Promise<void> {
  await untilStatus(page, 'failed');
  assert.equal(await page.evaluate(() => document.querySelector('refport-embed')?.error?.code), 'OFFLINE');
  assert.equal(await wordsOf(page), 'You are offline. The portal loads when you are back.');
  assert.equal(await linkIsVisible(page), true);
}

const statusesOf = async (page: Page): Promise<string[]> =>
  (await timelineOf(page)).flatMap((line) => /^refport-status (\w+)/.exec(line)?.[1] ?? []);
