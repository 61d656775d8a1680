/** Step 1: somebody who is signed in on the host's site sees their own portal on the host's page. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { fieldIn, linkIsVisible, portalIn, signIn, untilStatus, visit } from '../../support/world/visit.js';
import { requested, startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

inEachEngine('1. signed in', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  it('shows Alice her portal: who she is, and her referral link', async () => {
    const page = await visit(browser(), demo, 'alice');
    await untilStatus(page, 'ready');
    const portal = portalIn(page);
    assert.equal(await fieldIn(portal, 'name'), 'Alice Martin');
    assert.equal(await fieldIn(portal, 'email'), 'alice@northwind.example');
    assert.equal(await fieldIn(portal, 'tenant'), 'org_northwind');
    assert.match(
      await fieldIn(portal, 'referral-link'),
      /^http:\/\/localhost:\d+\/welcome\?via=alice-martin-/,
    );
    assert.equal(await linkIsVisible(page), false, 'the link has made way for the portal');
  });

  it('has the way to her data open before there is a token', async () => {
    const [opened, data] = [requested('/healthz', 'asked'), requested('/embed/referrals/content', 'asked')];
    const [openedBefore, dataBefore] = [demo.count(opened), demo.count(data)];
    const page = await visit(browser(), demo, 'alice', { token: 'slow' });
    await demo.heard(opened, openedBefore + 1);
    assert.equal(demo.count(data), dataBefore);
    await untilStatus(page, 'ready');
    assert.deepEqual([demo.count(opened), demo.count(data)], [openedBefore + 1, dataBefore + 1]);
  });

  it('copies the referral link, and says so', async () => {
    const page = await visit(browser(), demo, 'alice');
    await untilStatus(page, 'ready');
    await page.click('a[href="#refer"]'); // to where the button is in view
    const portal = portalIn(page);
    await portal.click('#copy');
    await portal.until(() => document.querySelector('#copy')?.hasAttribute('data-copied'));
    assert.equal(await portal.text('#announcement'), 'The link is copied.');
  });

  it('leads whoever follows the referral link to the host’s landing page', async () => {
    const page = await visit(browser(), demo, 'alice');
    await untilStatus(page, 'ready');
    const link = await fieldIn(portalIn(page), 'referral-link');
    await page.open(link);
    assert.match(await page.text('main'), /recommendation/);
  });

  it('shows the next user of the same browser their own portal, in the same tenant', async () => {
    const page = await visit(browser(), demo, 'alice');
    await untilStatus(page, 'ready');
    const alices = await fieldIn(portalIn(page), 'referral-link');

    await page.click('.signed-in button');
    await page.until(() => document.querySelector('form[action="/sign-in"]') !== null);
    await signIn(page, demo, 'bob');
    await untilStatus(page, 'ready');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Bob Okafor');
    assert.equal(await fieldIn(portalIn(page), 'tenant'), 'org_northwind');
    assert.notEqual(await fieldIn(portalIn(page), 'referral-link'), alices);
  });
});
