/**
 * A browser that renders the page before anybody has asked for it. A token is made when somebody looks.
 *
 * All of it is seen from the servers: puppeteer loses sight of a page that was prerendered.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { SCRIPT_PATH } from '../../../demo/cdn.js';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import {
  askedForFrame,
  askedForToken,
  requested,
  startWatchedDemo,
  type WatchedDemo,
} from '../../support/world/watched-demo.js';

/** For the script to run, of which nothing tells. */
const RUNNING_MS = 1_500;

inEachEngine('prerender', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  it('F20 · a prerendered page asks for token and frame when it is shown, not before', async (test) => {
    if (browser().engine !== 'chromium') return test.skip('only Chromium prerenders pages');
    const page = await browser().newPage();
    await page.open(`${demo.origins.host}/welcome`);
    await signInUnseen(page, 'alice');

    await prerender(page, '/');
    await demo.heard(requested(SCRIPT_PATH, 200)); // which no browser asks for that only fetches the page
    await wait(RUNNING_MS);
    assert.equal(demo.count(askedForToken), 0);
    assert.equal(demo.count(askedForFrame), 0);

    await page.click('a.brand');
    await demo.heard(requested('/embed/referrals/content', 200));
    assert.equal(demo.count(askedForToken), 1);
    assert.equal(demo.count(askedForFrame), 1);
    assert.equal(demo.count(requested('/panel.js', 'asked')), 1, 'it is the page that was prerendered');
  });
});

/** Signs in and stays on the page: the account page has never been seen. */
async function signInUnseen(page: Page, user: string): Promise<void> {
  const status = await page.evaluate(async (name: string) => {
    const body = new URLSearchParams({ user: name });
    return (await fetch('/sign-in', { method: 'POST', body, redirect: 'manual' })).type;
  }, user);
  assert.equal(status, 'opaqueredirect');
}

async function prerender(page: Page, path: string): Promise<void> {
  await page.evaluate((url: string) => {
    const rules = { prerender: [{ urls: [url], eagerness: 'immediate' }] };
    const script = document.createElement('script');
    script.type = 'speculationrules';
    script.textContent = JSON.stringify(rules);
    document.head.append(script);
  }, path);
}
