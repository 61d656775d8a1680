/** A page inside `srcdoc`, as previews and widgets of a CMS have it: its own address is no base for any URL. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Frame } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { allowing, outcomesOf, sanitised, sections } from '../../cdn/shapes.js';
import { seenBy, startSmallHost, type SmallHost } from '../../support/world/small-host.js';

inEachEngine('a page inside srcdoc', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  /** The document in a frame that is filled by `srcdoc`. */
  async function openInside(attributes = ''): Promise<Frame> {
    const inner = `<script src="/watch.js"></script>
      ${host.scriptTag(`async ${allowing(host.origins)}`)}
      ${sections(sanitised('plain-html', host.origins))}`;
    const page = await browser().newPage();
    const srcdoc = inner.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    await page.open(
      host.page({
        scripts: '',
        body: `<iframe ${attributes} width="900" height="900" srcdoc="${srcdoc}"></iframe>`,
      }),
    );
    return page.inFrame('iframe');
  }

  describe('has the host’s origin', () => {
    it('a portal in each, by URLs of the page around it', async () => {
      const inside = await openInside();
      assert.deepEqual(await outcomesOf(inside), { a: 'works', b: 'works', c: 'works', d: 'works' });
      assert.deepEqual(await seenBy(inside), { errors: [], warnings: [], violations: [] });
    });
  });

  describe('F31 · in a sandbox without an origin', () => {
    it('the link at once, words about it on the console, and no request for a token', async () => {
      const inside = await openInside('sandbox="allow-scripts"');
      assert.deepEqual(await outcomesOf(inside), { a: 'link', b: 'link', c: 'nothing', d: 'link' });
      const embeds = await inside.evaluate(() => document.querySelectorAll('refport-embed').length);
      assert.equal(embeds, 2, 'the placeholders with a link stay what they are');
      const { errors, warnings } = await seenBy(inside);
      assert.deepEqual(errors, []);
      assert.equal(warnings.length, 4);
      for (const warning of warnings) assert.match(warning, /The page has no origin of its own/);
      const requests = await inside.evaluate(() =>
        performance.getEntriesByType('resource').filter(({ name }) => /\/(token|portal)/.test(name)),
      );
      assert.deepEqual(requests, []);
    });
  });
});
