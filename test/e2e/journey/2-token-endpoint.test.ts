/** Step 2: the host's backend asks the issuer for a token, and the issuer knows who may have one. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { inEachEngine } from '../../support/browser/each-engine.js';
import {
  fieldIn,
  linkIsVisible,
  portalIn,
  timelineOf,
  untilStatus,
  visit,
} from '../../support/world/visit.js';
import {
  askedForToken,
  mintedToken,
  startWatchedDemo,
  type WatchedDemo,
} from '../../support/world/watched-demo.js';

inEachEngine('2. token endpoint', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  it('makes a new user a partner at the first visit', async () => {
    assert.deepEqual(await affiliatesNamed(demo, 'dana@lumen.example'), []);
    const page = await visit(browser(), demo, 'dana');
    await untilStatus(page, 'ready');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Dana Silva');
    assert.deepEqual(await affiliatesNamed(demo, 'dana@lumen.example'), ['dana@lumen.example ACTIVE']);
  });

  it('gives a banned partner no token, and tells them so', async () => {
    const tokensBefore = demo.count(mintedToken);
    const page = await visit(browser(), demo, 'carol');
    await untilStatus(page, 'failed');
    assert.equal(
      await page.text('refport-embed >>> [role=status]'),
      'Your account has no access to the referral portal.',
    );
    assert.equal(await linkIsVisible(page), true);
    assert.equal(demo.count(mintedToken), tokensBefore);
    assert.ok((await timelineOf(page)).includes('refport-error FORBIDDEN, HTTP 403'));
  });

  it('F16 · is asked once, however many embeds are on the page', async () => {
    const askedBefore = demo.count(askedForToken);
    const page = await visit(browser(), demo, 'alice', { embeds: 5 });
    await page.until(
      () =>
        [...document.querySelectorAll('refport-embed')].filter(({ status }) => status === 'ready').length ===
        5,
    );
    assert.equal(demo.count(askedForToken) - askedBefore, 1);
    const last = page.inFrame('refport-embed:last-of-type >>> iframe');
    assert.equal(await fieldIn(last, 'name'), 'Alice Martin');
  });
});

/** What the issuer's own API says about an e-mail address. */
async function affiliatesNamed(demo: WatchedDemo, email: string): Promise<string[]> {
  const answer = await demo.issuer.fetch(
    new Request(`${demo.origins.portal}/v1/affiliates?${new URLSearchParams({ email })}`, {
      headers: { Authorization: `Bearer ${demo.apiKey}` },
    }),
  );
  assert.equal(answer.status, 200);
  const { data } = (await answer.json()) as { data: { email: string; status: string }[] };
  return data.map((affiliate) => `${affiliate.email} ${affiliate.status}`);
}
