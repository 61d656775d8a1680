import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Affonso, portalRedirectHandler, Refport } from 'refport-embed/server';
import { click, clickIn, HOST, link } from './portal-link.js';
import { GOOD_LOGIN, json, refused, startUpstream, type Answer } from './upstream.js';

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

test('an e-mail that nobody has: 404, a page for a person and JSON for a script', async (t) => {
  const { open, asked } = await link(t, [json({ success: true, data: [] })], {
    identify: () => ({ email: 'a@b.c' }),
  });
  const page = await open(clickIn('en'));
  const script = await open();
  assert.deepEqual([page.status, script.status, asked.length], [404, 404, 2]);
  assert.match(await page.text(), /no access to the referral portal.*>NOT_FOUND</s);
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
    const response = await open(clickIn('en'));
    assert.equal(response.status, status);
    assert.ok((await response.text()).includes(`>${code}<`));
  });
}

test('both calls share one deadline, and the visitor hears of it', async (t) => {
  const signals: (AbortSignal | undefined)[] = [];
  const { open, errors } = await link(t, [GOOD_LOGIN], {
    timeoutMs: 50, // real time, and nothing else can happen
    identify: () => ({ email: 'alice@example.com' }),
    affonso: {
      affiliates: {
        find: async (_, { signal } = {}) => {
          signals.push(signal);
          return { id: 'aff_7', email: 'alice@example.com' };
        },
        create: () => assert.fail('nobody is created'),
        createPortalToken: async (id, options) => {
          signals.push(options?.signal);
          const { affonso } = await slowVendor(t);
          return affonso.affiliates.createPortalToken(id, options);
        },
      },
    },
  });
  const response = await open();
  assert.deepEqual([response.status, errors.length], [504, 1]);
  assert.equal(signals.length, 2);
  assert.equal(signals[0], signals[1]);
});

test('a visitor who leaves ends the vendor’s request, and is no error', async (t) => {
  const leaving = new AbortController();
  const { open, errors } = await link(t, ['hang'], {
    identify: () => {
      queueMicrotask(() => leaving.abort());
      return { affiliateId: 'aff_alice' };
    },
  });
  await open(click, { signal: leaving.signal });
  assert.deepEqual(errors, []);
});

for (const [what, options] of [
  ['no client', {}],
  ['two clients', { refport: new Refport({ apiKey: 'rk' }), affonso: new Affonso({ apiKey: 'rk' }) }],
] as const) {
  test(`${what}: said at start-up`, () => {
    const build = () => portalRedirectHandler({ ...options, identify: () => null } as never);
    assert.throws(build, { name: 'TypeError', message: /either a refport or an affonso client/ });
  });
}

/** A vendor who never answers, and a client with all the patience in the world. */
async function slowVendor(t: TestContext) {
  const { baseUrl } = await startUpstream(t, 'hang');
  return { affonso: new Affonso({ apiKey: 'rk_test', baseUrl, timeoutMs: 600_000 }) };
}
