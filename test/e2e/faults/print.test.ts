/** On paper nobody can scroll in a frame. What is printed is the link. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { inflateSync } from 'node:zlib';
import { inEachEngine } from '../../support/browser/each-engine.js';
import {
  linkIsVisible,
  portalIsVisible,
  timelineOf,
  untilFrameFits,
  untilStatus,
  visit,
} from '../../support/world/visit.js';
import { askedForToken, startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

inEachEngine('print', (browser) => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  it('F22 · prints the link, and leaves the portal on the page as it was', async (test) => {
    const page = await visit(browser(), demo, 'alice');
    if (!page.print) return test.skip('WebKit’s WebDriver has no command for it');
    await untilStatus(page, 'ready');
    const height = await untilFrameFits(page);
    const [asked, told] = [demo.count(askedForToken), await timelineOf(page)];
    assert.equal(await linkIsVisible(page), false);

    const links = linksIn(await page.print());
    assert.ok(links.includes(`${demo.origins.host}/api/portal`), links.join());

    assert.equal(await untilFrameFits(page), height);
    assert.equal(await portalIsVisible(page), true);
    assert.equal(await linkIsVisible(page), false);
    assert.deepEqual(await timelineOf(page), told, 'nothing has happened, no new height and no new token');
    assert.equal(demo.count(askedForToken), asked);
  });
});

/** The addresses that a PDF leads to. Chromium writes them as they are, Firefox into compressed streams. */
function linksIn(pdf: Uint8Array): string[] {
  const bytes = Buffer.from(pdf);
  const text = bytes.toString('latin1');
  const streams = Array.from(text.matchAll(/stream\r?\n/g), ({ 0: mark, index }) =>
    inflated(bytes.subarray(index + mark.length)),
  );
  return [text, ...streams].flatMap((part) =>
    Array.from(part.matchAll(/\/URI\s*\(([^)]*)\)/g), ([, url = '']) => url),
  );
}

/** Whatever can be read of a stream, which ends somewhere in these bytes; nothing when it is none of this kind. */
function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}
