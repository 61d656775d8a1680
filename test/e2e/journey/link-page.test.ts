/** The page of the portal link, as it looks and reads to whoever cannot be sent on: in German on a phone, in Arabic, in Japanese. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Affonso, portalRedirectHandler } from 'refport-embed/server';
import { openOrigin, type Origin } from '../../../demo/origin.js';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { axeFindings } from '../../support/world/axe.js';
import { fieldIn } from '../../support/world/visit.js';
import { startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

/** Who is at the browser, and what the page says to them. */
const VISITORS = {
  'signed out': 'Sie sind abgemeldet.',
  unknown: 'Ihr Konto hat keinen Zugriff',
  'of a vendor that is away': 'Das Empfehlungsportal antwortet nicht.',
} as const;

inEachEngine('the page of the portal link', (browser) => {
  let demo: WatchedDemo;
  let site: Origin;
  before(async () => {
    demo = await startWatchedDemo();
    site = await openOrigin('localhost', 0, () => undefined);
    const { port } = new URL(demo.origins.portal);
    const options = {
      portalOrigins: [demo.origins.portal],
      onError: () => undefined,
      identify: (request: Request) => {
        const who = new URL(request.url).searchParams.get('who');
        if (who === 'signed out') return null;
        return { email: who === 'Alice' ? 'alice@northwind.example' : 'nobody@example.com' };
      },
    };
    const vendor = new Affonso({ apiKey: demo.apiKey, baseUrl: `http://localhost:${port}`, retries: 0 });
    const nobody = new Affonso({ apiKey: demo.apiKey, baseUrl: 'http://localhost:1', retries: 0 });
    const link = portalRedirectHandler({ ...options, affonso: vendor });
    const deadLink = portalRedirectHandler({ ...options, affonso: nobody });

    site.serve(({ url, headers: own }) => {
      const { pathname, search, searchParams } = new URL(url);
      if (pathname === '/') {
        const html = `<!doctype html><title>Host</title><a id="portal" href="/api/portal${search.replaceAll('&', '&amp;')}">Portal</a>`;
        return new Response(html, { headers: { 'content-type': 'text/html' } });
      }
      const headers = new Headers(own);
      headers.set('accept-language', searchParams.get('language') ?? ''); // the browser of somebody who reads it
      const isAway = searchParams.get('who') === 'of a vendor that is away';
      return (isAway ? deadLink : link)(new Request(url, { headers }));
    });
  });
  after(async () => {
    await site.close();
    await demo.close();
  });

  const query = (who: string, language: string) => `?${new URLSearchParams({ who, language })}`;
  /** Follows the link in a page of the host. */
  const follow = async (who: string, language: string): Promise<Page> => {
    const page = await browser().newPage();
    await page.open(`${site.url}/${query(who, language)}`);
    await page.click('#portal');
    await page.until(() => location.pathname === '/api/portal' && document.querySelector('h1'));
    return page;
  };
  /** What sticks out of the page at its side. */
  const overflow = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  for (const [who, words] of Object.entries(VISITORS)) {
    it(`somebody ${who} reads it in German, on a phone and on a desk`, async () => {
      const page = await follow(who, 'de-AT');
      assert.ok((await page.text('main')).includes(words));
      for (const width of [320, 1280]) {
        await page.resize({ width, height: 640 });
        assert.equal(await overflow(page), 0, `${width} px`);
        assert.deepEqual(await axeFindings(page), []);
      }
    });
  }

  it('a typed address leads to the portal with one more click', async () => {
    const page = await browser().newPage();
    await page.open(`${site.url}/api/portal${query('Alice', 'de')}`);
    assert.match(await page.text('main'), /Noch ein Klick, dann öffnet sich Ihr Portal\./);
    assert.deepEqual(await axeFindings(page), []);
    await page.click('main a');
    await page.until(() => location.pathname === '/portal');
    assert.equal(await fieldIn(page, 'name'), 'Alice Martin');
  });

  for (const [language, dir, side] of [
    ['ar', 'rtl', 'right'],
    ['ja', 'ltr', 'left'],
  ] as const) {
    it(`in ${language} every line begins at the ${side}`, async () => {
      const page = await follow('signed out', language);
      await page.resize({ width: 390, height: 640 });
      const found = await page.evaluate((edge: 'left' | 'right') => {
        const [main, link] = [document.querySelector('main'), document.querySelector('main a')];
        const at = (element: Element | null) => Math.round(element?.getBoundingClientRect()[edge] ?? -1);
        return { dir: getComputedStyle(document.body).direction, isAtEdge: at(main) === at(link) };
      }, side);
      assert.deepEqual(found, { dir, isAtEdge: true });
      assert.equal(await overflow(page), 0);
      assert.deepEqual(await axeFindings(page), []);
    });
  }
});
