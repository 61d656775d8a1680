/** A browser that lets nobody keep anything, as private windows and strict settings do: the token lives in memory alone. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Frame, Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { fieldIn, portalIn, timelineOf, untilStatus, untilTold, visit } from '../../support/world/visit.js';
import { startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

/** What a document has kept, where the browser cannot do without the storage; and what becomes of an attempt where it can. */
const storageOf = (document: Frame) =>
  document.evaluate(async () => {
    const attempt = async (action: () => unknown): Promise<unknown> => {
      try {
        return await action();
      } catch {
        return 'refused';
      }
    };
    return {
      local: await attempt(() => localStorage.setItem('kept', 'yes')),
      session: await attempt(() => Object.entries(sessionStorage).map((entry) => entry.join('='))),
      databases: await attempt(async () => (await indexedDB.databases()).map(({ name }) => name)),
    };
  });

/**
 * Neither the host's page nor the portal's could keep anything, and neither has; where the tab has a storage all the same
 * (WebKit), there is the embed's height in it.
 */
async function assertNothingKept(page: Page): Promise<void> {
  for (const document of [page, portalIn(page)]) {
    const { local, session, databases } = await storageOf(document);
    assert.equal(local, 'refused');
    if (databases !== 'refused') assert.deepEqual(databases, []);
    if (session === 'refused') continue;
    const others = (session as string[]).filter(
      (kept) => !/^refport-embed:height:\w{1,7}=\d{1,5}$/.test(kept),
    );
    assert.deepEqual(document === page ? others : session, []);
  }
}

inEachEngine(
  'F26 · without any storage',
  (browser) => {
    let demo: WatchedDemo;
    before(async () => {
      demo = await startWatchedDemo();
    });
    after(() => demo.close());

    it('the portal is shown, and goes on with a new token when the first has expired', async () => {
      const page = await visit(browser(), demo, 'alice', { ttl: 3 });
      await untilStatus(page, 'ready');
      assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');

      await untilTold(page, 'refport-token delivered', 2, 15_000);
      await untilStatus(page, 'ready');
      assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');
      assert.deepEqual(
        (await timelineOf(page)).filter((line) => /failed|error/.test(line)),
        [],
      );
      await assertNothingKept(page);
    });

    it('the url dialect works as well', async () => {
      const page = await visit(browser(), demo, 'alice', { delivery: 'url' });
      await untilStatus(page, 'ready');
      assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');
      await assertNothingKept(page);
    });
  },
  { storage: false },
);
