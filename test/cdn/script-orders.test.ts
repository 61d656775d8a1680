/** The script tag, wherever it stands and however it comes: each placeholder has its portal, before and after the script. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from '../support/browser/driver.js';
import { inEachEngine } from '../support/browser/each-engine.js';
import { allowing, dataOf, LINK, outcomesOf, sections, type Outcome } from './shapes.js';
import { seenBy, startSmallHost, type SmallHost } from '../support/world/small-host.js';

/** The page's one script, or what brings it there; `$` stands for the address and the attributes. */
const ORDERS: Record<string, { head?: string; end?: string }> = {
  'before them': { head: '<script $></script>' },
  'after them': { end: '<script $></script>' },
  async: { head: '<script async $></script>' },
  defer: { head: '<script defer $></script>' },
  'as a module': { head: '<script type="module" crossorigin $></script>' },
  'twice, before and after': { head: '<script $></script>', end: '<script $></script>' },
  'brought by another script': {
    head: `<template id="tag"><script $></script></template>
      <script>
        addEventListener('load', () => {
          const script = document.createElement('script');
          for (const { name, value } of tag.content.firstChild.attributes) script.setAttribute(name, value);
          document.head.append(script);
        });
      </script>`,
  },
  'held back and made anew by an optimiser': {
    head: `<script type="text/held" $></script>
      <script>
        addEventListener('DOMContentLoaded', () => {
          for (const held of document.querySelectorAll('[type="text/held"]')) {
            const script = document.createElement('script');
            for (const { name, value } of held.attributes) if (name !== 'type') script.setAttribute(name, value);
            held.replaceWith(script);
          }
        });
      </script>`,
  },
};

/** Shape c is a script itself: how it stands in the body. */
const ALONE: Record<string, { tag: string; outcome: Outcome }> = {
  classic: { tag: '<script $></script>', outcome: 'works' },
  async: { tag: '<script async $></script>', outcome: 'works' },
  defer: { tag: '<script defer $></script>', outcome: 'works' },
  'a module': { tag: '<script type="module" crossorigin $></script>', outcome: 'works' },
  'made anew without its settings': {
    tag: `<script type="text/held" $></script>
      <script>
        for (const held of document.querySelectorAll('[type="text/held"]')) {
          held.replaceWith(Object.assign(document.createElement('script'), { src: held.getAttribute('src') }));
        }
      </script>`,
    outcome: 'nothing',
  },
};

inEachEngine('F23 · the script', (browser) => {
  let host: SmallHost;
  let placeholders: string;
  before(async () => {
    host = await startSmallHost();
    const data = `data-refport-embed="1" ${dataOf(host.origins)}`;
    const d = LINK.replace('<a', `<a ${data}`);
    placeholders = sections({ b: `<div ${data}>${LINK}</div>`, d });
  });
  after(() => host.close());

  async function open(body: string, scripts: string): Promise<Page> {
    const page = await browser().newPage();
    await page.open(host.page({ scripts, body }));
    return page;
  }

  const assertQuiet = async (page: Page): Promise<void> =>
    assert.deepEqual(await seenBy(page), { errors: [], warnings: [], violations: [] });

  for (const [order, { head = '', end = '' }] of Object.entries(ORDERS)) {
    it(`${order}: a portal in each`, async () => {
      const { origins } = host;
      const fill = (tags: string) =>
        tags.replaceAll('$', `src="${origins.cdn}/refport-embed.js" ${allowing(origins)}`);
      const page = await open(placeholders + fill(end), fill(head));
      await page.until(() => document.querySelectorAll('refport-embed').length === 2);
      assert.deepEqual(await outcomesOf(page), { b: 'works', d: 'works' });
      await assertQuiet(page);
    });
  }

  it('in the middle of a placeholder: what comes after it is in the embed too', async () => {
    const { origins } = host;
    const script = host.scriptTag(allowing(origins));
    const b = `<div data-refport-embed="1" ${dataOf(origins)}>${script}${LINK}</div>`;
    const page = await open(sections({ b }), '');
    assert.deepEqual(await outcomesOf(page), { b: 'works' });
    await assertQuiet(page);
  });

  for (const [how, { tag, outcome }] of Object.entries(ALONE)) {
    it(`alone, ${how}: ${outcome}`, async () => {
      const { origins } = host;
      const script = tag.replace('$', `src="${origins.cdn}/refport-embed.js" ${dataOf(origins)}`);
      const page = await open(sections({ c: script }), '');
      assert.deepEqual(await outcomesOf(page), { c: outcome });
      await assertQuiet(page);
    });
  }

  it('alone in the head: nothing, and the console says where it belongs', async () => {
    const page = await open('', host.scriptTag(dataOf(host.origins)));
    const { errors, warnings } = await seenBy(page);
    assert.deepEqual(errors, []);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /^refport-embed leaves <script> as it is\. In the head/);
    assert.equal(await page.evaluate(() => document.querySelector('refport-embed')), null);
  });
});
