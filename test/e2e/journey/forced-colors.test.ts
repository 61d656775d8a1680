/** A visitor whose system has colours of its own for everything, as for those who see little: what is to be used can be seen. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { startSmallHost } from '../../support/world/small-host.js';
import { untilStatus } from '../../support/world/visit.js';

inEachEngine(
  'forced colours',
  (browser) => {
    it('the button has a border that can be seen, and words in the colour of words', async (test) => {
      if (browser().engine === 'webkit') return test.skip('WebKitGTK has no forced colours');
      const host = await startSmallHost();
      test.after(() => host.close());
      const page = await browser().newPage();
      await page.open(host.page({ headers: { 'content-security-policy': "frame-src 'self'" } }));
      await untilStatus(page, 'failed');
      await page.until(() => document.querySelector('refport-embed')?.shadowRoot?.querySelector('button'));
      const seen = await page.evaluate(() => {
        const root = document.querySelector('refport-embed')?.shadowRoot;
        const [button, words] = ['button', '[role=status] [lang]'].map((selector) =>
          getComputedStyle(root?.querySelector(selector) as Element),
        );
        const { color: text, backgroundColor: canvas } = getComputedStyle(
          document.body.appendChild(Object.assign(document.createElement('p'), { textContent: 'Words' })),
        );
        return {
          isForced: matchMedia('(forced-colors: active)').matches,
          border: button?.borderTopColor,
          width: Number.parseFloat(button?.borderTopWidth ?? '0'),
          words: words?.color,
          text,
          canvas,
        };
      });
      assert.equal(seen.isForced, true);
      assert.ok(seen.width >= 1, `a border of ${seen.width} px`);
      assert.match(seen.border ?? '', /^rgb\(/, 'and nothing shines through it');
      assert.notEqual(seen.border, seen.canvas);
      assert.equal(seen.words, seen.text);
    });
  },
  { forcedColors: true },
);
