/** The visitor signs out, and somebody else signs in. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import {
  EMBED,
  fieldIn,
  linkIsVisible,
  nameOfPortal,
  namePortal,
  portalIn,
  portalIsVisible,
  signIn,
  signOutElsewhere,
  untilStatus,
  visit,
  wordsOf,
} from '../../support/world/visit.js';
import { askedForToken, startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

inEachEngine('sign-out', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  it('F29 · reset() forgets the partner and asks for nothing, reload() shows the next one', async () => {
    const page = await visit(browser(), demo, 'alice', { ttl: 3 });
    await untilStatus(page, 'ready');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');

    const left = await page.evaluate(() => {
      const embed = document.querySelector('refport-embed');
      embed?.reset();
      const frames = embed?.shadowRoot?.querySelectorAll('iframe').length;
      return { status: embed?.status, frames, expiresAt: embed?.expiresAt ?? 'unknown' };
    });
    assert.deepEqual(left, { status: 'idle', frames: 0, expiresAt: 'unknown' });
    const asked = demo.count(askedForToken);
    await wait(4_000); // until after the token's end, when it would have been replaced
    assert.equal(demo.count(askedForToken), asked);
    assert.equal(await linkIsVisible(page), true);

    await signOutElsewhere(browser(), page, demo, 'bob');
    await page.evaluate(() => document.querySelector('refport-embed')?.reload());
    await untilStatus(page, 'ready');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Bob Okafor');
    assert.doesNotMatch(await portalIn(page).text('body'), /Alice/);
  });

  it('F29 · what was shown before the sign-out does not come back while the next one is asked for', async () => {
    const page = await visit(browser(), demo, 'alice', { ttl: 3 });
    await untilStatus(page, 'ready');
    await namePortal(page, 'Alice’s document');
    const elsewhere = await signOutElsewhere(browser(), page, demo);
    await untilSignedOut(page);
    await noteSights(page);

    await elsewhere.show();
    await signIn(elsewhere, demo, 'bob');
    await page.show();
    await page.click(`${EMBED} >>> [part=retry]`);
    await untilStatus(page, 'ready');
    assert.deepEqual(await sightsOf(page), ['loading, no portal', 'ready, a portal']);
    assert.notEqual(await nameOfPortal(page), 'Alice’s document');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Bob Okafor');
  });
});

async function untilSignedOut(page: Page): Promise<void> {
  await untilStatus(page, 'failed');
  assert.equal(await wordsOf(page), 'You are signed out. Sign in again to see your referral portal.');
  assert.equal(await linkIsVisible(page), true);
  assert.equal(await portalIsVisible(page), false);
}

/** Looks at each change of status whether there is a portal to be seen. */
async function noteSights(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sights: string[] = [];
    Object.assign(window, { sights });
    const embed = document.querySelector('refport-embed');
    embed?.addEventListener('refport-status', async ({ status }) => {
      await embed.updateComplete;
      const frames = embed.shadowRoot?.querySelectorAll('iframe') ?? [];
      const isSeen = Array.from(frames).some((frame) =>
        frame.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
      );
      sights.push(`${status}, ${isSeen ? 'a' : 'no'} portal`);
    });
  });
}

const sightsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => Reflect.get(window, 'sights') as string[]);
