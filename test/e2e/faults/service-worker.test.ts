/** A service worker of the host that keeps whatever it is asked for, and answers out of that for ever. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { startSmallHost, type SmallHost } from '../../support/world/small-host.js';
import { embedTag } from '../../support/world/small-host-files.js';
import { linkIsVisible, portalIn, untilStatus } from '../../support/world/visit.js';
import { answering } from '../../support/world/written-page.js';

/** `heeds`: it lets pass what must not be stored, as a request or an answer may say. */
const worker = (heeds: boolean): string => `
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => event.respondWith(answer(event.request)));
  async function answer(request) {
    const cache = await caches.open('everything');
    const kept = await cache.match(request, { ignoreVary: true, ignoreMethod: true });
    if (kept) return kept;
    const response = await fetch(request);
    const mustNot = request.cache === 'no-store' || response.headers.get('cache-control')?.includes('no-store');
    if (!(${heeds} && mustNot)) await cache.put(request, response.clone()).catch(() => undefined); // a POST cannot be put
    return response;
  }`;

inEachEngine('a service worker that keeps everything', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  /** A visitor's browser in which the worker has charge of the host's pages; each request for a token gets another one. */
  const open = async (id: string, heeds: boolean, attributes = ''): Promise<Page> => {
    const script = answering(`${id}-worker`, worker(heeds), {
      'content-type': 'text/javascript',
      'service-worker-allowed': '/',
    });
    const page = await browser().newPage();
    await page.open(host.page({ body: '<main></main>' }));
    await page.evaluate(async (url: string) => {
      const isInCharge = new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve),
      );
      await navigator.serviceWorker.register(url, { scope: '/' });
      if (!navigator.serviceWorker.controller) await isInCharge;
    }, script);
    const account = host.page({
      body: embedTag(`${host.origins.portal}/portal`, attributes, `/token?id=${id}-tokens`),
    });
    await page.open(account);
    return page;
  };
  const tokenIn = (page: Page): Promise<string | undefined> =>
    portalIn(page).until(() => document.body.dataset['token']);
  /** What the page would get by a request of its own that says nothing about caches. */
  const kept = (page: Page, id: string): Promise<string> =>
    page.evaluate(async (url: string) => {
      const ask = async () => ((await (await fetch(url)).json()) as { publicToken: string }).publicToken;
      return `${await ask()}, ${await ask()}`;
    }, `/token?id=${id}-others`);

  /** Alice is there, signs out, and Bob signs in: the token that each of them has in the portal. */
  const aliceThenBob = async (page: Page): Promise<(string | undefined)[]> => {
    await untilStatus(page, 'ready');
    const alices = await tokenIn(page);
    await page.evaluate(() => document.querySelector('refport-embed')?.reset());
    assert.equal(await linkIsVisible(page), true);
    await page.open(await page.url());
    await untilStatus(page, 'ready');
    const bobs = await tokenIn(page);
    await page.evaluate(() => void document.querySelector('refport-embed')?.refresh());
    await portalIn(page).until((old: string) => document.body.dataset['token'] !== old, {
      args: [`${bobs}`],
    });
    return [alices, bobs, await tokenIn(page)];
  };
  const EACH = ['pt_test_1', 'pt_test_2', 'pt_test_3'];

  it('B18 · with token-method="POST" Bob never gets Alice’s token', async () => {
    const page = await open('post', false, 'token-method="POST"');
    assert.deepEqual(await aliceThenBob(page), EACH);
    assert.equal(await kept(page, 'post'), 'pt_test_1, pt_test_1', 'the worker keeps what it can');
  });

  it('B18 · nor with GET, when the worker heeds no-store', async () => {
    const page = await open('get', true);
    assert.deepEqual(await aliceThenBob(page), EACH);
  });
});
