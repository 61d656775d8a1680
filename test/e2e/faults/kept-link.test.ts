/** A service worker of the host that keeps whatever it is given, and the portal link: nobody is led where the last one was. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { portalRedirectHandler, Refport } from 'refport-embed/server';
import { openOrigin, type Origin } from '../../../demo/origin.js';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { fieldIn } from '../../support/world/visit.js';
import { startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

/** Keeps by address alone, redirects included, and asks the network for nothing that it has; `passes`: but for this path. */
const worker = (passes: string): string => `
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    if (new URL(event.request.url).pathname !== '${passes}') event.respondWith(answer(event.request));
  });
  async function answer(request) {
    const cache = await caches.open('everything');
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    const response = await fetch(request);
    await cache.put(request, response.clone()).catch(() => undefined);
    return response;
  }`;

const PAGE = '<!doctype html><title>Host</title><a id="portal" href="/api/portal">Portal</a>';

inEachEngine('a service worker that keeps everything, and the portal link', (browser) => {
  let demo: WatchedDemo;
  let site: Origin;
  before(async () => {
    demo = await startWatchedDemo();
    site = await openOrigin('localhost', 0, () => undefined);
    const { origin, port } = new URL(demo.origins.portal);
    const link = portalRedirectHandler({
      refport: new Refport({ apiKey: demo.apiKey, baseUrl: `http://localhost:${port}` }),
      portalUrl: `${origin}/embed/referrals`,
      identify: ({ headers }) => ({
        partner: { email: `${/who=(\w+)/.exec(headers.get('cookie') ?? '')?.[1]}@example.com` },
      }),
    });
    site.serve((request) => {
      const { pathname, searchParams } = new URL(request.url);
      if (pathname === '/api/portal') return link(request);
      const isWorker = pathname === '/worker.js';
      const type = isWorker ? 'text/javascript' : 'text/html';
      const passes = searchParams.get('passes') ?? '';
      return new Response(isWorker ? worker(passes) : PAGE, { headers: { 'content-type': type } });
    });
  });
  after(async () => {
    await site.close();
    await demo.close();
  });

  /** A visitor's browser with the worker in charge of the host's pages. */
  const openWith = async (passes: string): Promise<Page> => {
    await browser().forgetVisitor();
    const page = await browser().newPage();
    await page.open(site.url);
    await page.evaluate(async (script: string) => {
      const isInCharge = new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve),
      );
      await navigator.serviceWorker.register(script);
      if (!navigator.serviceWorker.controller) await isInCharge;
    }, `/worker.js?passes=${passes}`);
    return page;
  };
  const followAs = async (page: Page, who: string): Promise<void> => {
    await page.open(site.url);
    await page.evaluate((name: string) => {
      document.cookie = `who=${name}; path=/`;
    }, who);
    await page.click('#portal');
  };

  it('B18 · keeps a page of words, and no way into Alice’s portal for Bob', async () => {
    const page = await openWith('');
    for (const who of ['alice', 'bob']) {
      await followAs(page, who);
      assert.equal(await page.until(() => document.querySelector('h1')?.textContent), 'Referral portal');
      assert.equal(await page.url(), `${site.url}/api/portal`);
    }
    const kept = await page.evaluate(async () => {
      const requests = await (await caches.open('everything')).keys();
      return requests.map(({ url }) => new URL(url).pathname);
    });
    assert.ok(kept.includes('/api/portal'), 'the worker keeps what it can');
  });

  it('B18 · that lets the link pass leads each to their own portal', async () => {
    const page = await openWith('/api/portal');
    for (const who of ['alice', 'bob']) {
      await followAs(page, who);
      await page.until(() => location.pathname === '/embed/referrals');
      assert.equal(await fieldIn(page, 'email'), `${who}@example.com`);
    }
  });
});
