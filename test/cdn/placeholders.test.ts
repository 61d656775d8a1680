/** Placeholders, whenever they come and whatever becomes of them: one embed for each, on the page and in what comes later. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from '../support/browser/driver.js';
import { inEachEngine } from '../support/browser/each-engine.js';
import { allowing, dataOf, LINK, outcomesOf, sections } from './shapes.js';
import { seenBy, startSmallHost, type SmallHost } from '../support/world/small-host.js';
import { untilStatus } from '../support/world/visit.js';

inEachEngine('placeholders', (browser) => {
  let host: SmallHost;
  let b: string;
  let d: string;
  before(async () => {
    host = await startSmallHost();
    const data = `data-refport-embed="1" ${dataOf(host.origins)}`;
    b = `<div ${data} id="place" class="wide" style="min-height: 500px">${LINK}</div>`;
    d = LINK.replace('<a', `<a ${data}`);
  });
  after(() => host.close());

  const siteScript = (): string => host.scriptTag(`async ${allowing(host.origins)}`);

  async function open(body: string, scripts = siteScript()): Promise<Page> {
    const page = await browser().newPage();
    await page.open(host.page({ scripts, body }));
    return page;
  }

  const assertQuiet = async (page: Page): Promise<void> =>
    assert.deepEqual(await seenBy(page), { errors: [], warnings: [], violations: [] });

  describe('what comes later', () => {
    it('as HTML, a script that never runs included: a portal in each', async () => {
      const page = await open('<main></main>');
      await seenBy(page);
      const c = `<script src="${host.origins.cdn}/refport-embed.js" ${dataOf(host.origins)}></script>`;
      await page.evaluate((html: string) => {
        for (let part = 0; part < 2; part++) {
          document
            .querySelector('main')
            ?.insertAdjacentHTML('beforeend', html.replaceAll('id="', `id="${part}`));
        }
      }, sections({ b, c, d }));
      await page.until(() => document.querySelectorAll('refport-embed').length === 6);
      const works = Object.fromEntries(['0b', '0c', '0d', '1b', '1c', '1d'].map((id) => [id, 'works']));
      assert.deepEqual(await outcomesOf(page), works);
      await assertQuiet(page);
    });

    it('in the place of all that was there before, as pjax has it: a portal in each', async () => {
      const page = await open(sections({ b, d }));
      assert.deepEqual(await outcomesOf(page), { b: 'works', d: 'works' });
      await page.evaluate((html: string) => {
        document.body.innerHTML = html;
      }, sections({ b, d }));
      await page.until(() => document.querySelectorAll('refport-embed').length === 2);
      assert.deepEqual(await outcomesOf(page), { b: 'works', d: 'works' });
    });

    it('as fresh content of a placeholder of before, as a library that compares has it: a portal again', async () => {
      const page = await open(sections({ b }));
      assert.deepEqual(await outcomesOf(page), { b: 'works' });
      await page.evaluate((html: string) => {
        const place = document.querySelector('#place');
        if (place) place.innerHTML = html;
      }, LINK);
      await page.until(() => document.querySelector('#place > refport-embed') !== null);
      assert.deepEqual(await outcomesOf(page), { b: 'works' });
    });

    it('out of a template: nothing in the template, a portal on the page', async () => {
      const page = await open(`<template>${sections({ b, d })}</template>`);
      await seenBy(page);
      const inTemplate = await page.evaluate(() => {
        const template = document.querySelector('template');
        const count = template?.content.querySelectorAll('refport-embed').length;
        if (template) document.body.append(template.content.cloneNode(true));
        return count;
      });
      assert.equal(inTemplate, 0);
      await page.until(() => document.querySelectorAll('refport-embed').length === 2);
      assert.deepEqual(await outcomesOf(page), { b: 'works', d: 'works' });
    });
  });

  describe('what becomes of them', () => {
    it('the placeholder stays, with its id, class and style, and its room is the portal’s', async () => {
      const page = await open(sections({ b }));
      assert.deepEqual(await outcomesOf(page), { b: 'works' });
      const place = await page.evaluate(() => {
        const { outerHTML = '', firstElementChild: embed } = document.querySelector('#place') ?? {};
        return {
          tag: outerHTML.slice(0, outerHTML.indexOf('>') + 1).replaceAll(/ data-[a-z-]+="[^"]*"/g, ''),
          height: embed?.shadowRoot?.querySelector('iframe')?.clientHeight,
          content: Array.from(embed?.children ?? [], ({ localName }) => localName),
        };
      });
      assert.deepEqual(place, {
        tag: '<div id="place" class="wide" style="min-height: 500px">',
        height: 500,
        content: ['a'],
      });
    });

    it('taken out and put back, or copied as it is: one embed in each', async () => {
      const page = await open(sections({ b, d }));
      assert.deepEqual(await outcomesOf(page), { b: 'works', d: 'works' });
      await page.evaluate(async () => {
        const whole = [...document.querySelectorAll('section')];
        for (const section of whole) section.remove();
        await new Promise(requestAnimationFrame);
        for (const section of whole) {
          const copy = section.cloneNode(true) as Element;
          copy.id += '-copy';
          document.body.append(section, copy);
        }
      });
      const works = { b: 'works', 'b-copy': 'works', d: 'works', 'd-copy': 'works' };
      assert.deepEqual(await outcomesOf(page), works);
      await assertQuiet(page);
    });

    it('a copy of a script alone, with the embed that came after it: one embed', async () => {
      const page = await open(sections({ c: host.scriptTag(dataOf(host.origins)) }), '');
      assert.deepEqual(await outcomesOf(page), { c: 'works' });
      await page.evaluate(() => {
        const copy = document.body.cloneNode(true);
        document.body.replaceWith(copy);
      });
      assert.deepEqual(await outcomesOf(page), { c: 'works' });
    });

    it('undone by somebody who wants no element of ours: the link, and no quarrel', async () => {
      const page = await open(sections({ b, d }), '');
      const tag = siteScript();
      const undone = await page.evaluate(async (html: string) => {
        let times = 0;
        new MutationObserver(() => {
          for (const embed of document.querySelectorAll('refport-embed')) {
            embed.replaceWith(...embed.childNodes);
            times += 1;
          }
        }).observe(document.body, { childList: true, subtree: true });
        const script = document.createElement('script');
        const { attributes } = new DOMParser().parseFromString(html, 'text/html').scripts[0] ?? script;
        for (const { name, value } of attributes) script.setAttribute(name, value);
        document.head.append(script);
        await new Promise((resolve) => script.addEventListener('load', resolve));
        await new Promise(requestAnimationFrame);
        return times;
      }, tag);
      assert.equal(undone, 2);
      assert.deepEqual(await outcomesOf(page), { b: 'link', d: 'link' });
    });

    it('one in another, or in an embed: one embed', async () => {
      const { origins } = host;
      const a = `<refport-embed token-endpoint="/token" portal-url="${origins.portal}/portal" token-delivery="channel">${d}</refport-embed>`;
      const page = await open(sections({ a, b: b.replace(LINK, d) }));
      assert.deepEqual(await outcomesOf(page), { a: 'works', b: 'works' });
    });

    it('what is being edited, what is a form, and what is a drawing stays as it is', async () => {
      const form = b.replaceAll('div', 'form');
      const drawing = `<svg><a ${dataOf(host.origins)} data-refport-embed="1" href="/api/portal"></a></svg>`;
      const page = await open(`<article contenteditable>${b}${d}</article>${form}${drawing}`);
      await assertQuiet(page);
      assert.equal(await page.evaluate(() => document.querySelector('refport-embed')), null);
    });

    it('a token in a placeholder is not taken: it would stay in the page', async () => {
      const page = await open(sections({ b: b.replace('data-token-endpoint', 'data-token="pt_secret" $&') }));
      await untilStatus(page, 'ready');
      const asked = await page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/token')).length,
      );
      assert.equal(asked, 1, 'the endpoint is asked for the first token');
    });
  });
});
