/** The visitor leaves the page, and comes back to it. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import {
  fieldIn,
  leaveFor,
  linkIsVisible,
  portalIn,
  portalIsVisible,
  untilStatus,
  visit,
  wordsOf,
} from '../../support/world/visit.js';
import {
  askedForToken,
  requested,
  startWatchedDemo,
  type WatchedDemo,
} from '../../support/world/watched-demo.js';

inEachEngine('leaving', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  const leaveWithAlicesPortal = async (): Promise<Page> => {
    const page = await visit(browser(), demo, 'alice', { cache: 'kept' });
    await untilStatus(page, 'ready');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');
    await noteWhatIsKept(page);
    await leaveFor(page, '/welcome');
    return page;
  };

  it('F19 · a page out of the browser’s cache shows who is signed in now', async () => {
    const page = await leaveWithAlicesPortal();
    await post(page, '/sign-out');
    await post(page, '/sign-in', { user: 'bob' });
    await page.back();
    assert.deepEqual(await whatWasKept(page), NOTHING_OF_ALICE);
    await untilStatus(page, 'ready');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Bob Okafor');
    assert.doesNotMatch(await portalIn(page).text('body'), /Alice/);
  });

  it('F19 · a page out of the browser’s cache shows the link when nobody is signed in any more', async () => {
    const page = await leaveWithAlicesPortal();
    await post(page, '/sign-out');
    await page.back();
    assert.deepEqual(await whatWasKept(page), NOTHING_OF_ALICE);
    await untilStatus(page, 'failed');
    assert.equal(await wordsOf(page), 'You are signed out. Sign in again to see your referral portal.');
    assert.equal(await linkIsVisible(page), true);
    assert.equal(await portalIsVisible(page), false);
  });

  it('F30 · leaving while the token is on its way ends the request, and is no error', async () => {
    const askedBefore = demo.count(askedForToken);
    const page = await visit(browser(), demo, 'alice', { token: 'slow' });
    await demo.heard(askedForToken, askedBefore + 1);
    await page.evaluate(() => {
      sessionStorage.clear();
      const note = ({ type }: Event): void => sessionStorage.setItem(type, 'heard');
      for (const type of ['refport-error', 'pagehide']) addEventListener(type, note);
    });
    await leaveFor(page, '/welcome');
    await demo.heard(requested('/api/embed-token', 'abandoned'));
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), ['pagehide']);
  });
});

/** What the forms of the host do, but not in another tab: after that, WebKit's cache would not have the page any more. */
async function post(page: Page, path: string, fields: Record<string, string> = {}): Promise<void> {
  const send = async (url: string, entries: Record<string, string>) =>
    (await fetch(url, { method: 'POST', body: new URLSearchParams(entries) })).ok;
  assert.ok(await page.evaluate(send, path, fields));
}

/** The page was restored as it had been left, and the frame with Alice's portal was gone before that. */
const NOTHING_OF_ALICE = { wasKept: true, framesKept: 0, framesBack: 0 };

/** Looks for the frames of now when the page goes to the cache, and when it comes back. */
async function noteWhatIsKept(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames = [
      ...(document.querySelector('refport-embed')?.shadowRoot?.querySelectorAll('iframe') ?? []),
    ];
    const kept = { wasKept: false, framesKept: -1, framesBack: -1 };
    Object.assign(window, { kept });
    const count = (): number => frames.filter((frame) => frame.isConnected).length;
    // The embed has listened for longer, and so hears of it before.
    addEventListener('pagehide', () => (kept.framesKept = count()));
    addEventListener('pageshow', ({ persisted }) => {
      kept.wasKept = persisted;
      kept.framesBack = count();
    });
  });
}

const whatWasKept = (page: Page): Promise<unknown> =>
  page.evaluate(() => Reflect.get(window, 'kept') as unknown);
