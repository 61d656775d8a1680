/** The document in the frame is replaced by another one, which knows nothing. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import {
  EMBED,
  fieldIn,
  nameOfPortal,
  namePortal,
  portalIn,
  timelineOf,
  untilStatus,
  untilTold,
  visit,
} from '../../support/world/visit.js';
import { startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

inEachEngine('frame anew', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  const visitPortal = async (): Promise<Page> => {
    const page = await visit(browser(), demo, 'alice');
    await untilStatus(page, 'ready');
    await namePortal(page, 'the first document');
    return page;
  };

  it('F28 · a portal that is reloaded inside its frame gets a token again', async () => {
    const page = await visitPortal();
    await inPortal(page, 'location.reload()');
    await untilShownAnew(page, 2);
  });

  it('F28 · so does one that goes to another page and back', async () => {
    const page = await visitPortal();
    await inPortal(page, 'location.assign(location.pathname + "?another")');
    await untilShownAnew(page, 2);
    assert.equal(await portalIn(page).evaluate(() => location.search), '?another');
    await namePortal(page, 'the second document');
    await inPortal(page, 'history.back()');
    await untilShownAnew(page, 3);
    assert.equal(await portalIn(page).evaluate(() => location.search), '');
  });

  it('F28 · a portal whose process has crashed is there again after reload()', async (test) => {
    const page = await visitPortal();
    if (!page.crashFrame) return test.skip('only Chromium can be told to crash a frame');
    await page.crashFrame(`${EMBED} >>> iframe`); // of which no browser tells the page
    await page.evaluate(() => document.querySelector('refport-embed')?.reload());
    await untilShownAnew(page, 2);
  });
});

/** Not at once: the script's own document is gone then, and nobody would hear that it has run. */
const inPortal = (page: Page, script: string): Promise<unknown> =>
  portalIn(page).evaluate(`void setTimeout(() => { ${script} })`);

async function untilShownAnew(page: Page, deliveries: number): Promise<void> {
  await untilTold(page, 'refport-token delivered', deliveries);
  await untilStatus(page, 'ready');
  assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');
  assert.doesNotMatch(await nameOfPortal(page), /document$/, 'it is another document');
  assert.doesNotMatch((await timelineOf(page)).join(), /failed|error/);
}
