import assert from 'node:assert/strict';
import { test } from 'node:test';
import { embedTokenHandler } from 'refport-embed/server';
import { alice, codeOf, endpoint, HOST, own } from './token-endpoint.js';
import { GOOD_TOKEN, json, refused, type Answer } from './upstream.js';

for (const method of ['GET', 'POST']) {
  test(`${method} answers the token of who is signed in, for nobody's cache`, async (t) => {
    const { ask } = await endpoint(t, GOOD_TOKEN);
    const response = await ask(own, { method });

    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), {
      publicToken: 'pt_0123456789',
      expires: '2026-07-28T12:30:00.000Z',
      expiresIn: 1800,
    });
    assert.deepEqual(Object.fromEntries(response.headers), {
      'cache-control': 'no-store, private',
      'content-type': 'application/json',
      'cross-origin-resource-policy': 'same-origin',
      vary: 'Cookie, Origin, Sec-Fetch-Site',
      'x-content-type-options': 'nosniff',
    });
  });
}

for (const nobody of [null, undefined, false] as const) {
  test(`identify answers ${nobody}: 401, and no token is minted`, async (t) => {
    const { ask, asked } = await endpoint(t, GOOD_TOKEN, { identify: async () => nobody });
    const response = await ask();
    assert.deepEqual([response.status, await codeOf(response), asked.length], [401, 'UNAUTHENTICATED', 0]);
    assert.equal(response.headers.get('cache-control'), 'no-store, private');
  });
}

test('what identify throws is the host’s own business', async (t) => {
  const { ask, asked } = await endpoint(t, GOOD_TOKEN, {
    identify: () => Promise.reject(new Error('the session store is down')),
  });
  await assert.rejects(ask(), /session store/);
  assert.equal(asked.length, 0);
});

test('nothing of the request is forwarded', async (t) => {
  const { ask, asked } = await endpoint(t, GOOD_TOKEN);
  const headers = {
    ...own,
    'content-type': 'application/json',
    cookie: 'session=alice',
    authorization: 'Bearer browser',
    'x-forwarded-for': '203.0.113.9',
    'x-tenant': 'org_evil',
    'user-agent': 'Mallory/1.0',
    'accept-language': 'xx',
  };
  const victim =
    '{"tenantId":"org_evil","partner":{"email":"victim@example.com"},"__proto__":{"tenantId":"org_evil"}}';

  await ask(
    headers,
    { method: 'POST', body: victim },
    `${HOST}/api/embed-token?tenantId=org_evil&partner[email]=victim`,
  );

  const [sent] = asked;
  assert.equal(sent?.path, '/api/embed/token');
  assert.equal(sent?.body, '{"partner":{"email":"alice@example.com","name":"Alice"}}');
  assert.equal(sent?.headers.authorization, 'Bearer rk_test');
  assert.doesNotMatch(JSON.stringify(sent), /victim|org_evil|Mallory|session|203\.0|browser|"xx"/);
});

test('identify is given the request itself', async (t) => {
  const { ask, asked } = await endpoint(t, GOOD_TOKEN, {
    identify: async (request) => ({ tenantId: request.headers.get('cookie') ?? 'none' }),
  });
  await ask({ ...own, cookie: 'org_7' });
  assert.equal(asked[0]?.body, '{"tenantId":"org_7"}');
});

for (const method of ['HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
  test(`${method}: 405 that says what would work`, async (t) => {
    const { ask, asked } = await endpoint(t, GOOD_TOKEN);
    const response = await ask(own, { method });
    assert.deepEqual([response.status, response.headers.get('allow'), asked.length], [405, 'GET, POST', 0]);
  });
}

/** What the vendor says, and what the browser hears. */
const TROUBLE: [string, Answer, number, string][] = [
  ['our key is bad', refused(401, 'UNAUTHORIZED', 'Bad key.'), 502, 'UPSTREAM_ERROR'],
  ['the partner is banned', refused(403, 'AFFILIATE_NOT_ACTIVE'), 403, 'AFFILIATE_NOT_ACTIVE'],
  ['no programme', refused(404, 'NOT_FOUND'), 404, 'NOT_FOUND'],
  ['the selectors contradict', refused(422, 'VALIDATION_ERROR'), 422, 'VALIDATION_ERROR'],
  ['too many requests', refused(429, 'RATE_LIMITED', '', { 'retry-after': '7' }), 429, 'RATE_LIMIT_EXCEEDED'],
  ['too many, in HTML', { status: 429, body: '<h1>Slow down</h1>' }, 429, 'RATE_LIMIT_EXCEEDED'],
  ['a wrong baseUrl', { status: 404, body: '<h1>Not found</h1>' }, 502, 'UPSTREAM_ERROR'],
  ['a firewall', { status: 403, body: '<h1>Blocked</h1>' }, 502, 'UPSTREAM_ERROR'],
  ['a bad request', refused(400, 'BAD_REQUEST'), 502, 'UPSTREAM_ERROR'],
  ['a conflict', refused(409, 'CONFLICT'), 502, 'UPSTREAM_ERROR'],
  ['a teapot', refused(418, 'TEAPOT'), 502, 'UPSTREAM_ERROR'],
  ['an internal error', refused(500, 'INTERNAL_ERROR'), 502, 'UPSTREAM_ERROR'],
  ['it is down', { status: 503 }, 502, 'UPSTREAM_ERROR'],
  ['its own upstream is slow', { status: 504 }, 502, 'UPSTREAM_ERROR'],
  ['a redirect', { status: 302, headers: { location: '/login' } }, 502, 'UPSTREAM_ERROR'],
  ['HTML', { body: '<h1>Hello</h1>' }, 502, 'UPSTREAM_ERROR'],
  ['{}', json({}), 502, 'UPSTREAM_ERROR'],
  ['a reset', 'reset', 502, 'UPSTREAM_ERROR'],
  ['nothing, in time', 'hang', 504, 'UPSTREAM_TIMEOUT'],
];

for (const [what, answer, status, code] of TROUBLE) {
  test(`${what}: ${status} ${code}`, async (t) => {
    const { ask, errors } = await endpoint(t, answer);
    const response = await ask();
    assert.deepEqual([response.status, await codeOf(response)], [status, code]);
    assert.equal(response.headers.get('cache-control'), 'no-store, private');
    assert.equal(response.headers.has('retry-after'), status === 429);
    assert.equal(errors.length, 1, 'the host hears of it');
  });
}

test('Retry-After passes; without one, five seconds', async (t) => {
  const said = await endpoint(t, refused(429, 'RATE_LIMITED', '', { 'retry-after': '7' }));
  const silent = await endpoint(t, refused(429, 'RATE_LIMITED'));
  assert.equal((await said.ask()).headers.get('retry-after'), '7');
  assert.equal((await silent.ask()).headers.get('retry-after'), '5');
});

test('what identify got wrong is a 422, with the reason', async (t) => {
  const { ask, asked } = await endpoint(t, GOOD_TOKEN, { identify: () => ({ tenantId: '' }) });
  const response = await ask();
  assert.equal(response.status, 422);
  assert.match(await response.text(), /tenantId must be a non-empty string/);
  assert.equal(asked.length, 0);
});

test('a client of the host’s own that throws anything: 502', async () => {
  const refport = { embedTokens: { create: () => Promise.reject(new Error('boom')) } };
  const handler = embedTokenHandler({ refport, identify: () => alice, onError: () => {} });
  const response = await handler(new Request(HOST, { headers: own }));
  assert.deepEqual([response.status, (await response.text()).includes('boom')], [502, false]);
});

test('a visitor who leaves ends the vendor’s request, and is no error', async (t) => {
  const leaving = new AbortController();
  const { ask, errors } = await endpoint(t, 'hang', {
    identify: () => {
      queueMicrotask(() => leaving.abort());
      return alice;
    },
  });
  await ask(own, { signal: leaving.signal });
  assert.deepEqual(errors, []);
});

test('somebody who opens the endpoint in a tab reads words', async (t) => {
  const { ask } = await endpoint(t, GOOD_TOKEN, { identify: () => null });
  const response = await ask({ 'sec-fetch-site': 'none', accept: 'text/html,*/*;q=0.8' });
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
  assert.equal(await response.text(), 'Please sign in. (UNAUTHENTICATED)');
});
