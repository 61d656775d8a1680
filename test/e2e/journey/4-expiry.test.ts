/** Step 4: the token expires, and the portal goes on with a new one: nothing reloads. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { fieldIn, portalIn, timelineOf, untilStatus, untilTold, visit } from '../../support/world/visit.js';
import { mintedToken, startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

inEachEngine('4. expiry', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  it('goes on in the same document, and the partner sees nothing of it', async () => {
    const page = await visit(browser(), demo, 'alice', { ttl: 3 });
    await untilStatus(page, 'ready');
    const mintedBefore = demo.count(mintedToken);
    await portalIn(page).evaluate(() => {
      document.title = 'the same document';
    });

    await untilTold(page, 'refport-token delivered', 2, 15_000);
    await untilStatus(page, 'ready');
    assert.ok(demo.count(mintedToken) > mintedBefore, 'the issuer has made a new token');
    assert.equal(await portalIn(page).evaluate(() => document.title), 'the same document');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');
    assert.deepEqual(
      (await timelineOf(page)).filter((line) => /failed|error/.test(line)),
      [],
    );
  });
});
