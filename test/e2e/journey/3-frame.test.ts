/** Step 3: the portal in its frame: sandboxed, on another origin, handed its token over the channel, as high as it needs. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { inEachEngine } from '../../support/browser/each-engine.js';
import {
  fieldIn,
  portalIn,
  timelineOf,
  untilFrameFits,
  untilStatus,
  visit,
} from '../../support/world/visit.js';
import { startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

inEachEngine('3. frame', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  it('is sandboxed, on the portal’s own origin', async () => {
    const page = await visit(browser(), demo, 'alice');
    await untilStatus(page, 'ready');
    const frame = await page.evaluate(() => {
      const iframe = document.querySelector('refport-embed')?.shadowRoot?.querySelector('iframe');
      return {
        sandbox: iframe?.getAttribute('sandbox'),
        allow: iframe?.getAttribute('allow'),
        referrerPolicy: iframe?.getAttribute('referrerpolicy'),
        title: iframe?.title,
        documentWithinReach: iframe?.contentDocument !== null,
      };
    });
    assert.deepEqual(frame, {
      sandbox:
        'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads',
      allow: 'clipboard-write',
      referrerPolicy: 'strict-origin',
      title: 'Referral portal',
      documentWithinReach: false,
    });
    assert.equal(await portalIn(page).evaluate(() => location.origin), demo.origins.portal);
  });

  it('gets its token over the channel: no URL and no markup of the host’s page ever holds it', async () => {
    const page = await visit(browser(), demo, 'alice');
    await untilStatus(page, 'ready');
    const places = await page.evaluate(() => [
      ...performance.getEntriesByType('resource').map(({ name }) => name),
      document.documentElement.outerHTML,
      document.querySelector('refport-embed')?.shadowRoot?.innerHTML ?? '',
    ]);
    // The issuer's tokens begin with pt_. The script of the url dialect, which is allowed to, is put to the same test in step 6.
    assert.deepEqual(
      places.filter((place) => /\bpt_|[?&]token=/.test(place)),
      [],
    );
  });

  it('is as high as the portal says', async () => {
    const page = await visit(browser(), demo, 'alice');
    await untilStatus(page, 'ready');
    const height = await untilFrameFits(page);
    assert.ok(height > 300, 'there is something to see');

    await portalIn(page).evaluate(() => {
      document.body.style.paddingBottom = '500px';
    });
    assert.equal(await untilFrameFits(page), height + 500);
  });

  it('follows a dark host page', async () => {
    const page = await visit(browser(), demo, 'alice', { theme: 'dark' });
    await untilStatus(page, 'ready');
    const scheme = () => getComputedStyle(document.documentElement).colorScheme;
    assert.equal(await portalIn(page).evaluate(scheme), 'dark');
    const light = await visit(browser(), demo, 'alice', { theme: 'light' });
    await untilStatus(light, 'ready');
    assert.equal(await portalIn(light).evaluate(scheme), 'light');
  });

  it('works under a strict content security policy without a single violation', async () => {
    const page = await visit(browser(), demo, 'alice', { csp: 'strict' });
    await untilStatus(page, 'ready');
    assert.equal(await fieldIn(portalIn(page), 'name'), 'Alice Martin');

    // A violation of our own, to see that one would have been noticed: reported last, it must be the only one.
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('img'), { src: 'http://127.0.0.1:9/pixel' }));
    });
    await demo.heard(
      (event) => event.kind === 'csp-report' && event.blocked.startsWith('http://127.0.0.1:9'),
    );
    assert.equal(
      demo.count((event) => event.kind === 'csp-report'),
      1,
    );
    const told = (await timelineOf(page)).filter((line) => line.startsWith('policy violation'));
    assert.deepEqual(told.length, 1);
  });
});
