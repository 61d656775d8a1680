import assert from 'node:assert/strict';
import { test } from 'node:test';
import { click, HOST, link } from './portal-link.js';
import { GOOD_LOGIN, json, refused, type Answer } from './upstream.js';

test('a click in our own page opens the portal, signed in', async (t) => {
  const { open, asked } = await link(t, [GOOD_LOGIN]);
  const response = await open();

  assert.equal(response.status, 303);
  assert.deepEqual(Object.fromEntries(response.headers), {
    'cache-control': 'no-store, private',
    'cross-origin-resource-policy': 'same-origin',
    location: 'https://acme.example/auth/token?token=jwt.jwt.jwt',
    'referrer-policy': 'no-referrer',
    vary: 'Cookie, Origin, Sec-Fetch-Site',
    'x-content-type-options': 'nosniff',
  });
  assert.equal(await response.text(), '');
  assert.deepEqual(
    asked.map(({ method, path, body }) => [method, path, body]),
    [['POST', '/v1/affiliates/aff_alice/portal-token', '']],
  );
});

test('an e-mail is looked up first', async (t) => {
  const found = json({ success: true, data: [{ id: 'aff_7', email: 'alice@example.com' }] });
  const { open, asked } = await link(t, [found, GOOD_LOGIN], {
    identify: () => ({ email: 'alice@example.com' }),
  });
  assert.equal((await open()).status, 303);
  assert.deepEqual(
    asked.map(({ path }) => path),
    ['/v1/affiliates?email=alice%40example.com', '/v1/affiliates/aff_7/portal-token'],
  );
});

test('an e-mail that nobody has: 404, in words for a person and JSON for a script', async (t) => {
  const { open, asked } = await link(t, [json({ success: true, data: [] })], {
    identify: () => ({ email: 'a@b.c' }),
  });
  const page = await open({ ...click, accept: 'text/html,application/xhtml+xml' });
  const script = await open();
  assert.deepEqual([page.status, script.status, asked.length], [404, 404, 2]);
  assert.equal(await page.text(), 'No affiliate has this e-mail. (NOT_FOUND)');
  assert.deepEqual(await script.json(), {
    error: { code: 'NOT_FOUND', message: 'No affiliate has this e-mail.' },
  });
});

test('an affiliateId counts before an e-mail', async (t) => {
  const { open, asked } = await link(t, [GOOD_LOGIN], {
    identify: () => ({ affiliateId: 'aff_1', email: 'a@b.c' }),
  });
  await open();
  assert.equal(asked[0]?.path, '/v1/affiliates/aff_1/portal-token');
});

for (const nobody of [undefined, null, ''] as const) {
  test(`the affiliateId ${JSON.stringify(nobody)} of a user without one leaves the e-mail`, async (t) => {
    const found = json({ success: true, data: [{ id: 'aff_7', email: 'alice@example.com' }] });
    const { open, asked } = await link(t, [found, GOOD_LOGIN], {
      identify: () => ({ affiliateId: nobody, email: 'alice@example.com' }),
    });
    assert.equal((await open()).status, 303);
    assert.equal(asked[0]?.path, '/v1/affiliates?email=alice%40example.com');
  });
}

test('neither an affiliateId nor an e-mail: 422, and nobody is asked', async (t) => {
  const { open, asked } = await link(t, [GOOD_LOGIN], { identify: () => ({}) });
  assert.deepEqual([(await open()).status, asked.length], [422, 0]);
});

test('signed out: to the sign-in page, or 401', async (t) => {
  const page = await link(t, [GOOD_LOGIN], { identify: () => null, signInUrl: '/sign-in?next=/account' });
  const plain = await link(t, [GOOD_LOGIN], { identify: () => null });
  const there = await page.open();
  assert.deepEqual([there.status, there.headers.get('location')], [303, '/sign-in?next=/account']);
  assert.equal((await plain.open()).status, 401);
  assert.equal(page.asked.length + plain.asked.length, 0);
});

test('nothing of the request is forwarded', async (t) => {
  const { open, asked } = await link(t, [GOOD_LOGIN]);
  await open(
    { ...click, cookie: 's=1', 'x-evil': 'evil' },
    {},
    `${HOST}/api/portal?affiliateId=evil&next=//evil.example`,
  );
  assert.doesNotMatch(JSON.stringify(asked), /evil|s=1|sec-fetch-site/);
});

for (const [what, headers] of [
  ['prefetch', { 'sec-purpose': 'prefetch' }],
  ['prerender', { 'sec-purpose': 'prefetch;prerender' }],
  ['anonymous prefetch', { 'sec-purpose': 'prefetch;anonymous-client-ip' }],
  ['prefetch of the address bar', { 'sec-purpose': 'prefetch', 'sec-fetch-site': 'none' }],
  ['older prefetch', { purpose: 'prefetch' }],
  ['Top Sites preview', { purpose: 'preview' }],
] as const) {
  test(`${what}: 503, nobody is identified and nothing is minted`, async (t) => {
    const identify = t.mock.fn(() => ({ affiliateId: 'aff_alice' }));
    const { open, asked } = await link(t, [GOOD_LOGIN], { identify, allowDirectVisits: true });
    const response = await open({ ...click, ...headers });
    assert.deepEqual([response.status, response.headers.get('location')], [503, null]);
    assert.equal(response.headers.get('cache-control'), 'no-store, private');
    assert.deepEqual([identify.mock.callCount(), asked.length], [0, 0]);
  });
}

for (const method of ['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
  test(`${method}: 405, and nothing is minted`, async (t) => {
    const { open, asked } = await link(t, [GOOD_LOGIN]);
    const response = await open(click, { method });
    assert.deepEqual([response.status, response.headers.get('allow'), asked.length], [405, 'GET', 0]);
  });
}

for (const [what, answer, status, code] of [
  ['our key is bad', refused(401, 'INVALID_API_KEY'), 502, 'UPSTREAM_ERROR'],
  ['the partner is banned', refused(403, 'AFFILIATE_NOT_ACTIVE'), 403, 'AFFILIATE_NOT_ACTIVE'],
  ['no such affiliate', refused(404, 'NOT_FOUND'), 404, 'NOT_FOUND'],
  ['too many requests', refused(429, 'RATE_LIMIT_EXCEEDED'), 429, 'RATE_LIMIT_EXCEEDED'],
  ['it is down', { status: 503 }, 502, 'UPSTREAM_ERROR'],
  ['nothing, in time', 'hang', 504, 'UPSTREAM_TIMEOUT'],
] as [string, Answer, number, string][]) {
  test(`${what}: ${status} ${code}`, async (t) => {
    const { open } = await link(t, [answer]);
    const response = await open({ ...click, accept: 'text/html' });
    assert.equal(response.status, status);
    assert.ok((await response.text()).endsWith(`(${code})`));
  });
}
