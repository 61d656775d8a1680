/** Names in somebody's content hide what documents and forms have by that name. No exception, and the embed all the same. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { allowing, dataOf, LINK, outcomesOf, sections } from '../../cdn/shapes.js';
import { embedTag } from '../../support/world/small-host-files.js';
import { linkIsVisible } from '../../support/world/visit.js';
import { seenBy, startSmallHost, type SmallHost } from '../../support/world/small-host.js';

/** What the script, the element or Lit reads of the document or might come to read, and of elements around a placeholder. */
const NAMES = `
  currentScript readyState baseURI documentElement head body scripts cookie querySelector querySelectorAll getElementById
  addEventListener visibilityState hidden prerendering defaultView activeElement URL location referrer lang title
  customElements RefportEmbed refportEmbed Reflect Document MutationObserver self origin console fetch
  attributes getAttribute matches closest append after childNodes firstElementChild localName isContentEditable parentNode
  dataset getRootNode isConnected`
  .trim()
  .split(/\s+/);

const CLOBBERS: Record<string, string> = {
  'images with names': NAMES.map((name) => `<img name="${name}" alt="">`).join(''),
  'frames with names': NAMES.map((name) => `<iframe name="${name}" hidden></iframe>`).join(''),
  'forms with ids, and fields with names': NAMES.map(
    (name) =>
      `<form id="${name}" name="${name}">${NAMES.map((field) => `<input name="${field}" hidden>`).join('')}</form>`,
  ).join(''),
};

inEachEngine('a page whose content has names', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  for (const [what, clobbers] of Object.entries(CLOBBERS)) {
    it(`B9 · ${what}: a portal in each, and no exception`, async () => {
      const { origins } = host;
      const data = dataOf(origins);
      const fields = NAMES.map((name) => `<input name="${name}" hidden>`).join('');
      const shapes = sections({
        a: embedTag(`${origins.portal}/portal`),
        b: `<form>${fields}<div data-refport-embed="1" ${data}>${LINK}</div></form>`,
        c: `<form>${fields}${host.scriptTag(data)}</form>`,
        d: `<form>${fields}${LINK.replace('<a', `<a data-refport-embed="1" ${data}`)}</form>`,
      });
      const page = await browser().newPage();
      await page.open(
        host.page({
          scripts: `<script>ready = 0; addEventListener('refport-ready', () => ready++);</script>
            ${host.scriptTag(`defer ${allowing(origins)}`)}`,
          body: `<div class="names">${clobbers}</div>${shapes}`,
        }),
      );
      await page.until('ready === 4');
      // What looks at the page from here on goes by the names itself.
      await page.evaluate(() => {
        for (const names of Document.prototype.querySelectorAll.call(document, '.names')) names.remove();
      });
      assert.deepEqual(await seenBy(page), { errors: [], warnings: [], violations: [] });
      assert.deepEqual(await outcomesOf(page), { a: 'works', b: 'works', c: 'works', d: 'works' });
    });
  }

  for (const name of ['createElement', 'createTreeWalker', 'createComment', 'createTextNode', 'importNode']) {
    it(`B9 · ${name}, which Lit reads: the link, or the portal where it was quick and Lit had nothing to say`, async () => {
      const page = await browser().newPage();
      await page.open(
        host.page({
          scripts: host.scriptTag('defer'),
          body: `<img name="${name}" alt="">${embedTag(`${host.origins.portal}/portal`)}`,
        }),
      );
      await page.until('document.readyState === "complete"');
      const status = await page.evaluate(() => document.querySelector('refport-embed')?.status);
      assert.ok(status === 'ready' || (await linkIsVisible(page)), status);
    });
  }
});
