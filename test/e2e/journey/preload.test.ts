/**
 * A page that has its token fetched ahead: what reaches the server, and that nobody is handed a token that is not theirs.
 *
 * WebKit keeps what it has fetched ahead to itself: there the link is one request more, and nothing else.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { writeAnswers, type Answer } from '../../support/world/answer.js';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { embedTag } from '../../support/world/small-host-files.js';
import { startSmallHost, type SmallHost } from '../../support/world/small-host.js';
import { portalIn, untilStatus } from '../../support/world/visit.js';

interface Variant {
  link: string;
  attributes?: string;
  /** What the page does with the element. */
  script?: string;
  /** Requests that reach the endpoint, in Chromium and Firefox; one more in WebKit where it is a single one. */
  requests: 1 | 2;
}

const VARIANTS: Variant[] = [
  { link: 'crossorigin', requests: 1 },
  { link: 'crossorigin="anonymous"', requests: 1 },
  { link: 'crossorigin', attributes: 'token-credentials="include"', requests: 2 },
  { link: 'crossorigin', attributes: 'token-credentials="omit"', requests: 2 },
  { link: 'crossorigin="use-credentials"', attributes: 'token-credentials="include"', requests: 1 },
  { link: 'crossorigin="use-credentials"', requests: 2 },
  { link: '', requests: 2 },
  { link: '', attributes: 'token-credentials="include"', requests: 2 },
  { link: 'crossorigin', attributes: 'token-method="POST"', requests: 2 },
  // A link sends no headers, which may say whose token is wanted.
  { link: 'crossorigin', script: 'requestHeaders = { "X-Account": "b" }', requests: 2 },
  // It may be long until its turn, and then somebody else may be signed in.
  { link: 'crossorigin', attributes: 'loading="lazy"', requests: 2 },
];

const TOKEN = { publicToken: 'pt_good', expiresIn: 1800 };
const good: Answer = { json: TOKEN };

/** The first answer is no good, the second is. */
const RECOVERIES: [what: string, first: Answer][] = [
  ['a server error', { status: 500 }],
  ['nobody signed in', { status: 401 }],
  ['a login page', { headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' }],
  ['a redirect', { redirect: '/token/login' }],
  ['JSON that is cut off', { body: '{"publicToken":"pt_ba' }],
  ['a connection that is reset', { instead: 'reset' }],
  ['a token that is over by now', { json: { publicToken: 'pt_bad', expiresIn: 5 } }],
  [
    'what caches may keep',
    { json: { ...TOKEN, publicToken: 'pt_bad' }, headers: { 'cache-control': 'private' } },
  ],
];

const FAILURES: [what: string, answer: Answer, code: string][] = [
  ['nobody signed in', { status: 401 }, 'UNAUTHENTICATED'],
  ['a redirect to a login page', { redirect: '/token/login' }, 'UNAUTHENTICATED'],
  ['no access', { status: 403 }, 'FORBIDDEN'],
  ['too many requests', { status: 429, headers: { 'retry-after': '60' } }, 'RATE_LIMITED'],
];

inEachEngine('a token that is fetched ahead', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  /** A path of its own for each endpoint, with these answers. */
  function endpointWith(...answers: Answer[]): string {
    const parameters = new URLSearchParams({ id: crypto.randomUUID() });
    writeAnswers(parameters, answers);
    return `/token?${parameters}`;
  }

  function pageWith(endpoint: string, { link, attributes, script }: Omit<Variant, 'requests'>): string {
    const href = endpoint.replaceAll('&', '&amp;');
    const embed = embedTag(`${host.origins.portal}/portal`, attributes, href);
    return host.page({
      scripts: `<link rel="preload" as="fetch" href="${href}" ${link}>${host.scriptTag('defer')}`,
      body: script ? `${embed}<script>document.querySelector('refport-embed').${script}</script>` : embed,
    });
  }

  async function open(
    endpoint: string,
    variant: Omit<Variant, 'requests'> = { link: 'crossorigin' },
  ): Promise<Page> {
    const page = await browser().newPage();
    await page.open(pageWith(endpoint, variant));
    return page;
  }

  const tokenIn = (page: Page): Promise<string | undefined> =>
    portalIn(page).until(() => document.body?.dataset['token']);

  const codeOf = (page: Page) => page.evaluate(() => document.querySelector('refport-embed')?.error?.code);

  for (const variant of VARIANTS) {
    const { link, attributes = '', script = '', requests } = variant;
    it(`<link ${link}>, <refport-embed ${attributes}${script}>: ${requests} at the endpoint`, async () => {
      const endpoint = endpointWith();
      const page = await open(endpoint, variant);
      await untilStatus(page, 'ready');
      assert.equal(host.count(endpoint), browser().engine === 'webkit' ? 2 : requests);
    });
  }

  for (const [what, first] of RECOVERIES) {
    it(`is asked for again at once when it is ${what}`, async () => {
      const page = await open(endpointWith(first, good));
      assert.equal(await tokenIn(page), 'pt_good');
    });
  }

  for (const [what, answer, code] of FAILURES) {
    it(`fails with ${code} on ${what}, as without the link`, async () => {
      const page = await open(endpointWith(answer));
      await untilStatus(page, 'failed');
      assert.equal(await codeOf(page), code);
    });
  }

  it('is never the one of an earlier visit, whatever a cache has kept', async () => {
    const kept: Answer = { headers: { 'cache-control': 'max-age=3600' } };
    const endpoint = endpointWith(kept);
    const page = await open(endpoint);
    const seen = [await tokenIn(page)];
    await page.open(await page.url());
    seen.push(await tokenIn(page));
    assert.equal(new Set(seen).size, 2, seen.join());
    assert.ok(!seen.includes('pt_test_1'), 'the answer that was kept is nobody’s token');
  });

  const untilAnother = (page: Page, token: string | undefined): Promise<unknown> =>
    portalIn(page).until((old) => ![undefined, old].includes(document.body?.dataset['token']), {
      args: [token],
    });

  it('is not handed out again to whoever comes back', async () => {
    const page = await open(endpointWith());
    const token = await tokenIn(page);
    await untilStatus(page, 'ready');
    await page.open(host.page({ body: 'Elsewhere' }));
    await page.back();
    await untilAnother(page, token);
  });

  it('is not handed out again after reset()', async () => {
    const endpoint = endpointWith();
    const page = await open(endpoint);
    const token = await tokenIn(page);
    const requests = host.count(endpoint);
    await page.evaluate(() => {
      const embed = document.querySelector('refport-embed');
      embed?.reset();
      embed?.reload();
    });
    await untilAnother(page, token);
    assert.equal(host.count(endpoint), requests + 1);
  });
});
