/** `POST /api/embed/token`, request by request, as Refport's "Create Embed Token" documents it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refportTokenSchema } from '../../src/protocol/schemas.js';
import { askForEmbedToken, at, bearer, openAcme, openAgain, openPortal, send, textAt } from './acme.js';

const NOON = Date.parse('2030-01-01T12:00:00Z');

test('a request that names a partner gets a token that opens the partner’s portal for half an hour', async (t) => {
  let now = NOON;
  const { issuer, key } = await openAcme(t, { now: () => now });
  const answer = await askForEmbedToken(issuer, key, {
    tenantId: 'org_001',
    partner: { email: 'alice@example.com', name: 'Alice Liddell' },
  });
  assert.equal(answer.status, 200);
  const { publicToken, expires } = refportTokenSchema.parse(answer.body);
  assert.deepEqual(Object.keys(Object(answer.body)), ['publicToken', 'expires']);
  assert.match(publicToken, /^pt_[\w-]{43}$/);
  assert.equal(expires, '2030-01-01T12:30:00.000Z');

  const portal = await openPortal(issuer, publicToken);
  assert.equal(portal.status, 200);
  for (const shown of ['Alice Liddell', 'alice@example.com', 'org_001'])
    assert.ok(String(portal.body).includes(shown), shown);

  now = Date.parse(expires) - 1;
  assert.equal((await openPortal(issuer, publicToken)).status, 200);
  now = Date.parse(expires);
  const expired = await openPortal(issuer, publicToken);
  assert.deepEqual([expired.status, at(expired.body, 'error', 'code')], [401, 'TOKEN_EXPIRED']);
});

const ALICE = { email: 'alice@example.com' };
const scenarios: { name: string; body: unknown; status: number; code?: string; says?: RegExp }[] = [
  { name: 'a partner', body: { partner: ALICE }, status: 200 },
  { name: 'a partner and a tenant', body: { tenantId: 'org_001', partner: ALICE }, status: 200 },
  {
    name: 'unknown fields',
    body: { partner: { ...ALICE, role: 'admin' }, programmeId: 'other', x: [] },
    status: 200,
  },
  {
    name: 'null for absent',
    body: { tenantId: null, enrollmentId: null, partner: { ...ALICE, name: null } },
    status: 200,
  },
  {
    name: 'an address in another spelling',
    body: { partner: { email: ' ALICE@Example.com\n' } },
    status: 200,
  },
  { name: 'a name of blanks', body: { partner: { ...ALICE, name: '  ' } }, status: 200 },
  { name: 'the longest id', body: { tenantId: 'o'.repeat(255), partner: ALICE }, status: 200 },
  {
    name: 'the longest address',
    body: { partner: { email: `${'a'.repeat(242)}@example.com` } },
    status: 200,
  },
  { name: 'nothing', body: {}, status: 422, says: /at least one of tenantId, enrollmentId and partner/i },
  { name: 'only nulls', body: { tenantId: null, partner: null }, status: 422 },
  { name: 'an array', body: [], status: 422 },
  { name: 'a string', body: '"alice"', status: 422 },
  { name: 'no body', body: '', status: 422, says: /JSON/ },
  { name: 'half a body', body: '{"partner":', status: 422, says: /JSON/ },
  { name: 'a form', body: 'partner=alice', status: 422, says: /JSON/ },
  {
    name: 'a partner without an address',
    body: { partner: { name: 'Alice' } },
    status: 422,
    says: /partner\.email/,
  },
  {
    name: 'an address that is none',
    body: { partner: { email: 'alice' } },
    status: 422,
    says: /partner\.email/,
  },
  { name: 'an address with a line break', body: { partner: { email: 'a\nb@example.com' } }, status: 422 },
  { name: 'two addresses in one', body: { partner: { email: 'a@example.com,b@example.com' } }, status: 422 },
  {
    name: 'too long an address',
    body: { partner: { email: `${'a'.repeat(243)}@example.com` } },
    status: 422,
  },
  {
    name: 'too long a name',
    body: { partner: { ...ALICE, name: 'A'.repeat(201) } },
    status: 422,
    says: /partner\.name/,
  },
  { name: 'a number for an id', body: { tenantId: 1, partner: ALICE }, status: 422, says: /tenantId/ },
  { name: 'an empty id', body: { tenantId: '', partner: ALICE }, status: 422, says: /tenantId/ },
  { name: 'too long an id', body: { tenantId: 'o'.repeat(256), partner: ALICE }, status: 422 },
  { name: 'NUL in an id', body: { tenantId: 'org\0', partner: ALICE }, status: 422 },
  { name: 'half a character in an id', body: { tenantId: 'org\uD800', partner: ALICE }, status: 422 },
  { name: 'a tenant nobody knows', body: { tenantId: 'org_404' }, status: 404, code: 'NOT_FOUND' },
  { name: 'an enrolment nobody knows', body: { enrollmentId: 'enr_404' }, status: 404, code: 'NOT_FOUND' },
];

test('every request gets the documented answer', async (t) => {
  const { issuer, key } = await openAcme(t);
  for (const { name, body, status, code = 'VALIDATION_ERROR', says = /./ } of scenarios) {
    await t.test(name, async () => {
      const answer = await askForEmbedToken(issuer, key, body);
      assert.equal(answer.status, status, JSON.stringify(answer.body));
      if (status === 200) {
        refportTokenSchema.parse(answer.body);
        return;
      }
      assert.deepEqual(Object.keys(Object(answer.body)), ['error']);
      assert.equal(at(answer.body, 'error', 'code'), code);
      assert.match(textAt(answer.body, 'error', 'message'), says);
    });
  }
});

test('a body that is not UTF-8 is refused, not guessed at', async (t) => {
  const { issuer, key } = await openAcme(t);
  const body = Buffer.from('{"tenantId":"caf\xe9","partner":{"email":"a@example.com"}}', 'latin1');
  const answer = await send(issuer, '/api/embed/token', { method: 'POST', ...bearer(key), body });
  assert.deepEqual([answer.status, at(answer.body, 'error', 'code')], [422, 'VALIDATION_ERROR']);
});

test('a key decides how long its tokens live', async (t) => {
  let now = NOON;
  const { issuer, programme } = await openAcme(t, { now: () => now });
  const { key } = await issuer.keys.create({ programmeId: programme.id, scopes: [], embedTokenSeconds: 20 });
  const { body } = await askForEmbedToken(issuer, key, { partner: ALICE });
  assert.equal(textAt(body, 'expires'), '2030-01-01T12:00:20.000Z');
  now += 20_000;
  assert.equal((await openPortal(issuer, textAt(body, 'publicToken'))).status, 401);
});

test('one address is one partner, however it is written, and keeps its first name', async (t) => {
  const { issuer, key, programme } = await openAcme(t);
  for (const [email, name] of [
    ['zoe\u0308@example.com', 'Zoë'],
    ['ZO\u00cb@EXAMPLE.COM ', 'Somebody else'],
    ['zo\u00eb@example.com', undefined],
  ]) {
    assert.equal((await askForEmbedToken(issuer, key, { partner: { email, name } })).status, 200);
  }
  const partners = await issuer.partners.list(programme.id);
  assert.deepEqual(
    partners.map(({ email, name }) => [email, name]),
    [['zo\u00eb@example.com', 'Zoë']],
  );
});

test('fifty racing requests for a new address, to two issuers, make one partner with one enrolment', async (t) => {
  const { issuer, key, database, programme } = await openAcme(t);
  const other = await openAgain(t, database);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      askForEmbedToken(i % 2 ? issuer : other, key, {
        tenantId: 'org_001',
        partner: { email: 'new@example.com' },
      }),
    ),
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.equal(new Set(answers.map(({ body }) => textAt(body, 'publicToken'))).size, 50);
  assert.equal((await issuer.partners.list(programme.id)).length, 1);
  // With two enrolments, the tenant alone would name nobody.
  assert.equal((await askForEmbedToken(issuer, key, { tenantId: 'org_001' })).status, 200);
});
