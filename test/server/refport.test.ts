import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  NotFoundError,
  RateLimitError,
  Refport,
  RefportError,
  UnauthorizedError,
  ValidationError,
  type EmbedSubject,
} from 'refport-embed/server';
import { ALICE, failureOf, vendor } from './refport-client.js';
import { GOOD_TOKEN, refused, startUpstream } from './upstream.js';

test('asks as the document says, and answers a token and its time', async (t) => {
  const { refport, asked } = await vendor(t, GOOD_TOKEN);

  const token = await refport.embedTokens.create({
    tenantId: 'org_001',
    enrollmentId: 'enr_1',
    partner: { email: 'alice@example.com', name: 'Alice' },
  });

  assert.deepEqual(token, {
    publicToken: 'pt_0123456789',
    expires: new Date('2026-07-28T12:30:00Z'),
    expiresInSeconds: 1800,
  });
  const [request] = asked;
  assert.equal(`${request?.method} ${request?.path}`, 'POST /api/embed/token');
  assert.equal(request?.headers.authorization, 'Bearer rk_test');
  assert.equal(request?.headers['content-type'], 'application/json');
  assert.equal(request?.headers.accept, 'application/json');
  assert.equal(
    request?.body,
    '{"tenantId":"org_001","enrollmentId":"enr_1","partner":{"email":"alice@example.com","name":"Alice"}}',
  );
});

test('only known fields leave the host', async (t) => {
  const { refport, asked } = await vendor(t, GOOD_TOKEN);
  const row = JSON.parse(
    '{"tenantId":null,"partner":{"email":"a@b.c","name":null,"passwordHash":"$2b$","image":"x"},"isAdmin":true,"__proto__":{"tenantId":"org_evil"}}',
  ) as EmbedSubject;

  await refport.embedTokens.create(row);

  await refport.embedTokens.create({ tenantId: 'org_001', partner: null, enrollmentId: null });

  assert.deepEqual(
    asked.map(({ body }) => body),
    ['{"partner":{"email":"a@b.c"}}', '{"tenantId":"org_001"}'],
  );
});

for (const [what, subject] of [
  ['nothing', {}],
  ['only nulls', { tenantId: null, enrollmentId: undefined, partner: null }],
  ['an empty tenantId', { tenantId: '' }],
  ['a number for an id', { tenantId: 42 }],
  ['a list for an id', { enrollmentId: ['enr_1'] }],
  ['a partner without an e-mail', { partner: {} }],
  ['a partner with an empty e-mail', { tenantId: 'org_1', partner: { email: '' } }],
  ['a partner with a number for a name', { partner: { email: 'a@b.c', name: 42 } }],
  ['a partner with an object for a name', { partner: { email: 'a@b.c', name: { first: 'Alice' } } }],
] as const) {
  test(`${what}: refused before any request`, async (t) => {
    const { refport, asked } = await vendor(t, GOOD_TOKEN);
    const error = await failureOf(refport.embedTokens.create(subject as unknown as EmbedSubject));
    assert.ok(error instanceof ValidationError);
    assert.deepEqual([error.status, error.code, asked.length], [422, 'VALIDATION_ERROR', 0]);
  });
}

const ERRORS: [number, string, typeof RefportError][] = [
  [400, 'BAD_REQUEST', RefportError],
  [401, 'UNAUTHORIZED', UnauthorizedError],
  [403, 'AFFILIATE_NOT_ACTIVE', RefportError],
  [404, 'NOT_FOUND', NotFoundError],
  [408, 'REQUEST_TIMEOUT', RefportError],
  [409, 'CONFLICT', RefportError],
  [413, 'CONTENT_TOO_LARGE', RefportError],
  [422, 'VALIDATION_ERROR', ValidationError],
  [429, 'RATE_LIMIT_EXCEEDED', RateLimitError],
  [429, 'RATE_LIMITED', RateLimitError],
  [500, 'INTERNAL_ERROR', RefportError],
  [503, 'UNAVAILABLE', RefportError],
];

for (const [status, code, kind] of ERRORS) {
  test(`${status} ${code} is a ${kind.name}`, async (t) => {
    const { refport } = await vendor(t, refused(status, code, 'Why.', { 'x-request-id': 'req_7' }));
    const error = await failureOf(refport.embedTokens.create(ALICE));
    assert.equal(error.constructor, kind);
    assert.equal(error.name, kind.name);
    assert.deepEqual([error.status, error.code, error.message], [status, code, 'Why.']);
    assert.equal(error.requestId, 'req_7');
  });
}

test('an error says what it is, and not more', async (t) => {
  const { refport } = await vendor(t, refused(404, 'NOT_FOUND', 'No active referral program found.'));
  const error = await failureOf(refport.embedTokens.create(ALICE));
  assert.equal(String(error), 'NotFoundError: No active referral program found.');
  assert.equal(JSON.stringify(error), '{"code":"NOT_FOUND","status":404}');
});

test("a vendor's sentence is one short line, whatever it sends", async (t) => {
  const { refport } = await vendor(
    t,
    refused(404, 'NOT_FOUND', `a\r\nforged: log\u202e\u0000 ${'x'.repeat(1e5)}`),
  );
  const { message } = await failureOf(refport.embedTokens.create(ALICE));
  assert.match(message, /^a forged: log x{200,}$/);
  assert.ok(message.length <= 300);
});

test('a redirect is not followed: neither key nor e-mail travels on', async (t) => {
  const elsewhere = await startUpstream(t, GOOD_TOKEN);
  for (const status of [301, 302, 303, 307, 308]) {
    const location = `${elsewhere.baseUrl}/api/embed/token`;
    const { refport } = await vendor(t, { status, headers: { location } });
    await failureOf(refport.embedTokens.create(ALICE));
  }
  assert.equal(elsewhere.asked.length, 0);
});

test('where a runtime knows no redirect "error", a 3xx is an error all the same', async (t) => {
  const upstream = await startUpstream(t, { status: 307, headers: { location: '/elsewhere' } });
  const { refport } = await vendor(t, 'hang', {
    baseUrl: upstream.baseUrl,
    fetch: (url, init) => fetch(url, { ...init, redirect: 'manual' }),
  });
  assert.equal((await failureOf(refport.embedTokens.create(ALICE))).code, 'UNEXPECTED_STATUS');
  assert.deepEqual(
    upstream.asked.map(({ path }) => path),
    ['/api/embed/token'],
  );
});

for (const baseUrl of [
  'http://app.refport.co',
  'http://127.0.0.1:3000',
  'http://localhost.evil.example',
  'http://evil-localhost',
  'https://user:pw@app.refport.co',
  'https://app.refport.co?x=1',
  'https://app.refport.co#',
  'https:\\\\app.refport.co',
  'ftp://app.refport.co',
  'app.refport.co',
  '//app.refport.co',
  '',
]) {
  test(`baseUrl ${JSON.stringify(baseUrl)} is refused at once`, () => {
    assert.throws(() => new Refport({ apiKey: 'rk_test', baseUrl }), {
      name: 'TypeError',
      message: /^baseUrl/,
    });
  });
}

for (const baseUrl of [
  'https://app.refport.co',
  'https://proxy.example/refport/',
  'http://localhost:3000',
  'http://portal.localhost:4321',
]) {
  test(`baseUrl ${baseUrl} is taken`, async () => {
    const urls: string[] = [];
    const fetch = (url: string) => Promise.reject(new Error(String(urls.push(url))));
    const refport = new Refport({ apiKey: 'rk_test', baseUrl, retries: 0, fetch });
    await failureOf(refport.embedTokens.create(ALICE));
    assert.deepEqual(urls, [`${baseUrl.replace(/\/$/, '')}/api/embed/token`]);
  });
}

for (const baseUrl of ['http://issuer:8787', 'http://127.0.0.1:3000', 'http://10.0.0.7/refport']) {
  test(`baseUrl ${baseUrl} is taken where the host allows it`, async () => {
    const urls: string[] = [];
    const fetch = (url: string) => Promise.reject(new Error(String(urls.push(url))));
    const options = { apiKey: 'rk_test', baseUrl, retries: 0, fetch, allowInsecureBaseUrl: true };
    await failureOf(new Refport(options).embedTokens.create(ALICE));
    assert.deepEqual(urls, [`${baseUrl}/api/embed/token`]);
  });
}

for (const baseUrl of [
  'ftp://issuer:8787',
  'http://user:pw@issuer:8787',
  'http://issuer:8787?x=1',
  'issuer:8787',
]) {
  test(`baseUrl ${baseUrl} is refused even so`, () => {
    assert.throws(() => new Refport({ apiKey: 'rk_test', baseUrl, allowInsecureBaseUrl: true }), TypeError);
  });
}

test('a user without a name has none, and is no error', async (t) => {
  const { refport, asked } = await vendor(t, GOOD_TOKEN);
  await refport.embedTokens.create({ partner: { email: 'a@b.c', name: '' } });
  assert.equal(asked[0]?.body, '{"partner":{"email":"a@b.c"}}');
});

for (const apiKey of [undefined, null, '', ' ', 'rk test', 'rk_test\n', 'rk_tést', 42]) {
  test(`apiKey ${JSON.stringify(apiKey)} is refused at once`, () => {
    const build = () => new Refport({ apiKey: apiKey as string });
    assert.throws(build, { name: 'TypeError', message: /environment variable/ });
  });
}
