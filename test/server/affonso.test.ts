import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Affonso, NotFoundError, RefportError, ValidationError } from 'refport-embed/server';
import { GOOD_LOGIN, json, refused, startUpstream, stillClock, type Answer } from './upstream.js';

async function vendor(t: TestContext, ...answers: Answer[]) {
  const upstream = await startUpstream(t, ...answers);
  const { baseUrl } = upstream;
  const options = { apiKey: 'rk_test', baseUrl, retries: 0, programId: 'prog_1', ...stillClock() };
  const { affiliates } = new Affonso(options);
  return { ...upstream, affiliates };
}

const code = (expected: string) => (error: unknown) =>
  error instanceof RefportError && error.code === expected;

test('a portal token: no body, and a parsed answer', async (t) => {
  const { affiliates, asked } = await vendor(t, GOOD_LOGIN);

  const login = await affiliates.createPortalToken('cmj8q1wau0003sb01lpvka478');

  assert.deepEqual(login, {
    token: 'header.payload.signature',
    portalUrl: 'https://acme.example/auth/token?token=jwt.jwt.jwt',
    expiresAt: new Date('2026-07-28T12:05:00Z'),
  });
  const [request] = asked;
  assert.equal(
    `${request?.method} ${request?.path}`,
    'POST /v1/affiliates/cmj8q1wau0003sb01lpvka478/portal-token',
  );
  assert.equal(request?.body, '');
  assert.equal(request?.headers['content-type'], undefined);
  assert.equal(request?.headers.authorization, 'Bearer rk_test');
});

const HOSTILE_IDS: unknown[] = [
  '',
  '.',
  '..',
  '%2e%2e',
  'a/b',
  '../v1/affiliates',
  'a\\b',
  'a?x=1',
  'a#x',
  'a b',
  'abc\n',
  'abc\r\nX-Evil: 1',
  'abc\0',
  'äbc',
  'x'.repeat(65),
  '//evil.example',
  'abc;param',
  'abc@evil.example',
  ['abc'],
  { toString: () => 'abc' },
  null,
  undefined,
  7,
];

for (const id of HOSTILE_IDS) {
  test(`the id ${JSON.stringify(id)} is refused before any request`, async (t) => {
    const { affiliates, asked } = await vendor(t, GOOD_LOGIN);
    await assert.rejects(affiliates.createPortalToken(id as string), ValidationError);
    assert.equal(asked.length, 0);
  });
}

for (const id of ['abc', 'A-1_z', 'x'.repeat(64)]) {
  test(`the id ${id} passes`, async (t) => {
    const { affiliates, asked } = await vendor(t, GOOD_LOGIN);
    await affiliates.createPortalToken(id);
    assert.equal(asked[0]?.path, `/v1/affiliates/${id}/portal-token`);
  });
}

const data = {
  token: 'header.payload.signature',
  portalUrl: 'https://acme.example/auth/token?token=x',
  expiresAt: '2026-07-28T12:05:00Z',
};

for (const [what, fields] of [
  ['no token', { token: undefined }],
  ['a token with spaces', { token: 'header payload signature' }],
  ['no portalUrl', { portalUrl: undefined }],
  ['a portalUrl in plain http', { portalUrl: 'http://acme.example/' }],
  ['a javascript: portalUrl', { portalUrl: 'javascript:alert(1)' }],
  ['a relative portalUrl', { portalUrl: '/auth/token' }],
  ['a portalUrl in a list', { portalUrl: ['https://acme.example/'] }],
  ['no expiresAt', { expiresAt: undefined }],
  ['expired', { expiresAt: '2026-07-28T11:59:59Z' }],
] as const) {
  test(`${what} is BAD_RESPONSE`, async (t) => {
    const { affiliates } = await vendor(t, json({ success: true, data: { ...data, ...fields } }));
    await assert.rejects(affiliates.createPortalToken('abc'), code('BAD_RESPONSE'));
  });
}

for (const [status, name] of [
  [401, 'MISSING_API_KEY'],
  [401, 'INVALID_API_KEY'],
  [403, 'INSUFFICIENT_PERMISSIONS'],
  [403, 'AFFILIATE_NOT_ACTIVE'],
] as const) {
  test(`${status} ${name} keeps its code`, async (t) => {
    const { affiliates } = await vendor(t, refused(status, name));
    await assert.rejects(affiliates.createPortalToken('abc'), code(name));
  });
}

test('404 is a NotFoundError', async (t) => {
  const { affiliates } = await vendor(t, refused(404, 'NOT_FOUND'));
  await assert.rejects(affiliates.createPortalToken('abc'), NotFoundError);
});

const ALICE = { id: 'aff_alice', email: 'Alice@Example.com', status: 'ACTIVE' };
const BOB = { id: 'aff_bob', email: 'bob@example.com', status: 'ACTIVE' };
const list = (...rows: unknown[]) => json({ success: true, data: rows });

test('finds an affiliate by e-mail, in the query and nowhere else', async (t) => {
  const { affiliates, asked } = await vendor(t, list(ALICE));
  const email = 'alice@example.com';
  assert.deepEqual(await affiliates.find({ email }), { id: 'aff_alice', email });
  assert.equal(`${asked[0]?.method} ${asked[0]?.path}`, 'GET /v1/affiliates?email=alice%40example.com');
  assert.equal(asked[0]?.body, '');
});

test('an e-mail cannot become another parameter', async (t) => {
  const { affiliates, asked } = await vendor(t, list());
  await affiliates.find({ email: 'a&limit=1&email=bob@example.com#+ %\ud800' });
  const { searchParams } = new URL(asked[0]?.path ?? '', 'https://vendor.example');
  assert.deepEqual([...searchParams.keys()], ['email']);
});

for (const [what, rows, expected] of [
  ['nobody', [], undefined],
  ['everybody: the filter was overlooked', [BOB, ALICE], 'aff_alice'],
  ['only somebody else', [BOB], undefined],
  ['rows without an e-mail', [{ id: 'aff_x' }, null, 7, { id: 'aff_y', email: 7 }], undefined],
] as const) {
  test(`a list of ${what}`, async (t) => {
    const { affiliates } = await vendor(t, list(...rows));
    assert.equal((await affiliates.find({ email: ' ALICE@example.com' }))?.id, expected);
  });
}

test('two affiliates with one e-mail are never picked from', async (t) => {
  const { affiliates } = await vendor(t, list(ALICE, { ...ALICE, id: 'aff_alice_2' }));
  await assert.rejects(affiliates.find({ email: 'alice@example.com' }), ValidationError);
});

for (const [what, answer] of [
  ['no list', json({ success: true, data: { id: 'aff_alice' } })],
  ['a row with a hostile id', list({ ...ALICE, id: '../keys' })],
] as const) {
  test(`${what} is BAD_RESPONSE`, async (t) => {
    const { affiliates } = await vendor(t, answer);
    await assert.rejects(affiliates.find({ email: 'alice@example.com' }), code('BAD_RESPONSE'));
  });
}

for (const email of ['', ' ', undefined, ['alice@example.com']]) {
  test(`the e-mail ${JSON.stringify(email)} is refused before any request`, async (t) => {
    const { affiliates, asked } = await vendor(t, list(ALICE));
    await assert.rejects(affiliates.find({ email: email as string }), ValidationError);
    assert.equal(asked.length, 0);
  });
}

test('creates an affiliate as the document says', async (t) => {
  const created = json({ success: true, data: { id: 'aff_dana', email: 'dana@example.com' } }, 201);
  const { affiliates, asked } = await vendor(t, created);
  const dana = { email: 'dana@example.com', name: 'Dana', isAdmin: true };
  assert.deepEqual(await affiliates.create(dana), { id: 'aff_dana', email: 'dana@example.com' });
  assert.equal(`${asked[0]?.method} ${asked[0]?.path}`, 'POST /v1/affiliates');
  assert.equal(asked[0]?.body, '{"name":"Dana","email":"dana@example.com","program_id":"prog_1"}');
});

for (const affiliate of [{}, { email: 'a@b.c' }, { email: '', name: 'A' }, { email: 'a@b.c', name: 7 }]) {
  test(`the affiliate ${JSON.stringify(affiliate)} is refused before any request`, async (t) => {
    const { affiliates, asked } = await vendor(t, list());
    const create = affiliates.create(affiliate as { email: string; name: string });
    await assert.rejects(create, ValidationError);
    assert.equal(asked.length, 0);
  });
}
