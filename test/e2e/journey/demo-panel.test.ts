/** The demo's panel, which works by keyboard and mouse, and without a script too: it is a form, and a fold. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { timelineOf, untilStatus, untilTold, visit } from '../../support/world/visit.js';
import { startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

inEachEngine('demo panel', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  it('sets the knobs in the address of the page, and stays open', async () => {
    const page = await visit(browser(), demo, 'alice');
    await untilStatus(page, 'ready');
    await page.click('.panel summary');
    await page.evaluate(() => {
      const { elements } = document.querySelector<HTMLFormElement>('.panel form') ?? {};
      const knob = elements?.namedItem('token');
      if (knob instanceof HTMLSelectElement) knob.value = '403';
    });
    await page.click('.panel form button');
    await page.until(() => location.search !== '');
    assert.equal(await page.url(), `${demo.origins.host}/?panel=open&token=403&ttl=1800&embeds=1`);
    await untilTold(page, 'refport-error FORBIDDEN, HTTP 403', 1);
    assert.equal(await page.evaluate(() => document.querySelector<HTMLDetailsElement>('.panel')?.open), true);
  });

  it('tells what the embed says, in order, and never a token', async () => {
    const page = await visit(browser(), demo, 'alice');
    await untilTold(page, 'refport-ready', 1);
    const told = (await timelineOf(page)).filter((line) => !line.startsWith('refport-resize'));
    assert.deepEqual(told, [
      'refport-status loading',
      'refport-token delivered',
      'refport-status ready',
      'refport-ready',
    ]);
    assert.doesNotMatch((await timelineOf(page)).join(), /pt_/);
  });
});
