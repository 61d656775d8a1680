/** The portal link of a host with Refport alone: an embed token, and the documented page in a tab of its own. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { portalRedirectHandler, Refport, type RefportLinkOptions } from 'refport-embed/server';
import { click, clickIn, HOST } from './portal-link.js';
import { GOOD_TOKEN, refused, startUpstream, stillClock, type Answer } from './upstream.js';

const alice = { tenantId: 'org_001', partner: { email: 'alice@example.com', name: 'Alice' } };

async function refportLink(t: TestContext, answer: Answer, options: Partial<RefportLinkOptions> = {}) {
  const { baseUrl, asked } = await startUpstream(t, answer);
  const refport = new Refport({ apiKey: 'rk_test', baseUrl, retries: 0, ...stillClock() });
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const handler = portalRedirectHandler({ refport, identify: () => alice, onError, ...options });
  const open = (headers: Record<string, string> = click, path = '/api/portal') =>
    handler(new Request(HOST + path, { headers }));
  return { open, asked, errors };
}

test('a click opens the documented page, with a fresh token that no referrer and no cache carries on', async (t) => {
  const { open, asked } = await refportLink(t, GOOD_TOKEN);
  const response = await open();

  assert.equal(response.status, 303);
  assert.deepEqual(Object.fromEntries(response.headers), {
    'cache-control': 'no-store, private',
    'cross-origin-resource-policy': 'same-origin',
    location: 'https://app.refport.co/embed/referrals?token=pt_0123456789',
    'referrer-policy': 'no-referrer',
    vary: 'Cookie, Origin, Sec-Fetch-Site',
    'x-content-type-options': 'nosniff',
  });
  assert.equal(await response.text(), '');
  assert.deepEqual(
    asked.map(({ method, path, body }) => [method, path, JSON.parse(body)]),
    [['POST', '/api/embed/token', alice]],
  );
});

for (const [portalUrl, location] of [
  ['https://acme.example/portal', 'https://acme.example/portal?token=pt_0123456789'],
  ['https://acme.example/p?theme=dark', 'https://acme.example/p?theme=dark&token=pt_0123456789'],
  ['https://acme.example/p?token=old', 'https://acme.example/p?token=pt_0123456789'],
  ['http://acme.localhost:8787/p', 'http://acme.localhost:8787/p?token=pt_0123456789'],
] as const) {
  test(`portalUrl ${portalUrl}`, async (t) => {
    const { open } = await refportLink(t, GOOD_TOKEN, { portalUrl });
    assert.equal((await open()).headers.get('location'), location);
  });
}

for (const portalUrl of [
  'http://acme.example/',
  '/portal',
  'javascript:alert(1)',
  'https://a:b@acme.example/',
  '',
]) {
  test(`portalUrl ${JSON.stringify(portalUrl)} is refused at start-up`, async (t) => {
    await assert.rejects(refportLink(t, GOOD_TOKEN, { portalUrl }), {
      name: 'TypeError',
      message: /^portalUrl/,
    });
  });
}

test('nothing of the request has a say in whose portal it is', async (t) => {
  const { open, asked } = await refportLink(t, GOOD_TOKEN);
  const response = await open(
    { ...click, cookie: 's=1' },
    '/api/portal?token=evil&portalUrl=https://evil.example',
  );
  assert.doesNotMatch(`${JSON.stringify(asked)} ${response.headers.get('location')}`, /evil|s=1/);
});

for (const [what, headers, status] of [
  ['another site', { ...click, 'sec-fetch-site': 'cross-site' }, 403],
  ['a prefetch', { ...click, 'sec-purpose': 'prefetch' }, 503],
  ['a frame', { ...click, 'sec-fetch-dest': 'iframe' }, 403],
] as const) {
  test(`${what}: ${status}, and nothing is minted`, async (t) => {
    const { open, asked } = await refportLink(t, GOOD_TOKEN);
    const response = await open(headers);
    assert.deepEqual([response.status, response.headers.has('location'), asked.length], [status, false, 0]);
  });
}

for (const [answer, status, code] of [
  [refused(404, 'NOT_FOUND'), 404, 'NOT_FOUND'],
  [refused(401, 'UNAUTHORIZED'), 502, 'UPSTREAM_ERROR'],
  [{ status: 503 }, 502, 'UPSTREAM_ERROR'],
  [refused(429, 'RATE_LIMIT_EXCEEDED'), 429, 'RATE_LIMIT_EXCEEDED'],
] as [Answer, number, string][]) {
  test(`${status} ${code}: a page, and the host hears the reason`, async (t) => {
    const { open, errors } = await refportLink(t, answer);
    const response = await open(clickIn('de'));
    assert.deepEqual([response.status, errors.length], [status, 1]);
    assert.match(await response.text(), new RegExp(`<html lang="de".*>${code}<`, 's'));
  });
}
