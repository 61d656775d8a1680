/** What holds for every route: the order of the checks, the shapes of refusals, the headers of answers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestLogLine } from 'refport-embed/issuer';
import { addProgramme, askForEmbedToken, at, bearer, openAcme, send, textAt } from './acme.js';

const EMBED_TOKEN = '/api/embed/token';
const PORTAL_TOKEN = '/v1/affiliates/aff_1/portal-token';
const AFFILIATES = '/v1/affiliates?email=alice%40example.com';

test('without a good key every API says 401, in its own words, whatever else is wrong', async (t) => {
  const { issuer, key } = await openAcme(t);
  const revoked = await issuer.keys.create({
    programmeId: (await addProgramme(issuer, 'globex')).programme.id,
    scopes: [],
  });
  await issuer.keys.revoke(revoked.id);
  const flipped = key.slice(0, -2) + (key.at(-2) === 'A' ? 'B' : 'A') + key.slice(-1);
  const wrong = [
    `Bearer ${flipped}`,
    `Bearer ${key}x`,
    `Bearer ${key.slice(0, -1)}`,
    `Bearer ${key.replace('rk_', 'pt_')}`,
    `Bearer ${revoked.key}`,
    `Bearer ${key} ${key}`,
    `Basic ${btoa(key)}`,
    key,
    'Bearer',
    `Bearer rk_${'A'.repeat(100_000)}`,
  ];
  for (const [method, path] of [
    ['POST', EMBED_TOKEN],
    ['POST', PORTAL_TOKEN],
    ['GET', AFFILIATES],
  ] as const) {
    const affonso = path.startsWith('/v1');
    const refused = async (headers: Record<string, string>, code: string) => {
      const answer = await send(issuer, path, { method, headers });
      assert.equal(answer.status, 401, headers['Authorization']);
      assert.equal(at(answer.body, 'error', 'code'), affonso ? code : 'UNAUTHORIZED');
      assert.equal(at(answer.body, 'success'), affonso ? false : undefined);
      assert.equal(answer.headers.get('WWW-Authenticate'), 'Bearer');
      assert.equal(answer.headers.get('RateLimit'), null);
    };
    await refused({}, 'MISSING_API_KEY');
    for (const Authorization of wrong) await refused({ Authorization }, 'INVALID_API_KEY');
  }
  assert.equal(
    (await send(issuer, AFFILIATES, { headers: { Authorization: `bearer  ${key}` } })).status,
    200,
  );
});

test('a key may do what its scopes say, and embed tokens need none', async (t) => {
  const { issuer, programme } = await openAcme(t);
  const { id } = await issuer.partners.create({ programmeId: programme.id, email: 'alice@example.com' });
  const mint = `/v1/affiliates/${id}/portal-token`;
  const partner = { partner: { email: 'alice@example.com' } };
  const scenarios = [
    { scopes: [], statuses: [200, 403, 403] },
    { scopes: ['read:affiliates'], statuses: [200, 403, 200] },
    { scopes: ['write:affiliates'], statuses: [200, 200, 403] },
  ] as const;
  for (const { scopes, statuses } of scenarios) {
    const { key } = await issuer.keys.create({ programmeId: programme.id, scopes });
    const answers = [
      await askForEmbedToken(issuer, key, partner),
      await send(issuer, mint, { method: 'POST', ...bearer(key) }),
      await send(issuer, AFFILIATES, bearer(key)),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      statuses,
    );
    for (const { status, body } of answers) {
      if (status === 403) assert.equal(at(body, 'error', 'code'), 'INSUFFICIENT_PERMISSIONS');
    }
  }
});

test('refusals come in order: scope, programme, body, subject', async (t) => {
  const { issuer, key, programme } = await openAcme(t);
  const { key: unscoped } = await issuer.keys.create({ programmeId: programme.id, scopes: [] });
  await issuer.programmes.setStatus(programme.id, 'PAUSED');
  const code = async (path: string, secret: string, body?: string) => {
    const answer = await send(issuer, path, { method: 'POST', ...bearer(secret), ...(body ? { body } : {}) });
    return `${answer.status} ${textAt(answer.body, 'error', 'code')}`;
  };
  assert.equal(await code(PORTAL_TOKEN, unscoped), '403 INSUFFICIENT_PERMISSIONS'); // not 404 for the programme
  assert.equal(await code(EMBED_TOKEN, key, 'no JSON'), '404 NOT_FOUND'); // not 422
  await issuer.programmes.setStatus(programme.id, 'ACTIVE');
  assert.equal(await code(EMBED_TOKEN, key, 'no JSON'), '422 VALIDATION_ERROR');
  assert.equal(await code(EMBED_TOKEN, key, '{"enrollmentId":"enr_1"}'), '404 NOT_FOUND');
});

test('a host finds the affiliate of its user by e-mail address', async (t) => {
  const { issuer, key, programme } = await openAcme(t);
  const globex = await addProgramme(issuer, 'globex');
  const { id } = await issuer.partners.create({
    programmeId: programme.id,
    email: 'alice@example.com',
    name: 'Alice',
  });
  const find = (query: string, secret = key) => send(issuer, `/v1/affiliates${query}`, bearer(secret));
  const found = { id, email: 'alice@example.com', name: 'Alice', status: 'ACTIVE' };
  assert.deepEqual((await find('?email=%20ALICE@example.com')).body, { success: true, data: [found] });
  assert.deepEqual((await find('?email=bob@example.com')).body, { success: true, data: [] });
  assert.deepEqual((await find('?email=alice@example.com', globex.key)).body, { success: true, data: [] });
  for (const query of ['', '?email=', '?email=alice', '?email=%25', '?mail=alice@example.com']) {
    const { status, body } = await find(query);
    assert.deepEqual([status, at(body, 'error', 'code')], [422, 'VALIDATION_ERROR'], query);
  }
});

test('unknown routes are 404 and wrong methods 405 with Allow', async (t) => {
  const { issuer } = await openAcme(t);
  const scenarios: [method: string, path: string, status: number, allow: string | null][] = [
    ['GET', '/nowhere', 404, null],
    ['GET', '/api', 404, null],
    ['POST', '/api/embed/token/', 404, null],
    ['POST', '/api/embed/tokens', 404, null],
    ['POST', '/v1/affiliates/aff_1', 404, null],
    ['POST', '/v1/affiliates//portal-token', 404, null],
    ['GET', EMBED_TOKEN, 405, 'POST'],
    ['HEAD', EMBED_TOKEN, 405, 'POST'],
    ['PUT', EMBED_TOKEN, 405, 'POST'],
    ['OPTIONS', EMBED_TOKEN, 405, 'POST'],
    ['GET', PORTAL_TOKEN, 405, 'POST'],
    ['DELETE', AFFILIATES, 405, 'GET, HEAD, POST'],
    ['POST', '/healthz', 405, 'GET, HEAD'],
  ];
  for (const [method, path, status, allow] of scenarios) {
    const answer = await send(issuer, path, { method });
    assert.deepEqual([answer.status, answer.headers.get('Allow')], [status, allow], `${method} ${path}`);
    if (method === 'HEAD') continue;
    assert.equal(at(answer.body, 'error', 'code'), status === 404 ? 'NOT_FOUND' : 'METHOD_NOT_ALLOWED');
    assert.equal(at(answer.body, 'success'), path.startsWith('/v1/') ? false : undefined);
  }
});

test('every answer is uncacheable, of one type, has an id of its own, and no CORS', async (t) => {
  const lines: RequestLogLine[] = [];
  const { issuer, key } = await openAcme(t, { log: (line) => lines.push(line) });
  const origin = { Origin: 'https://evil.example' };
  const answers = [
    await send(issuer, '/healthz', { headers: origin }),
    await send(issuer, EMBED_TOKEN, {
      method: 'OPTIONS',
      headers: { ...origin, 'Access-Control-Request-Method': 'POST' },
    }),
    await send(issuer, EMBED_TOKEN, { method: 'POST', headers: { ...origin, 'X-Request-Id': 'mine' } }),
    await send(issuer, AFFILIATES, { headers: { ...origin, Authorization: `Bearer ${key}` } }),
    await askForEmbedToken(issuer, key, {}),
    await send(issuer, '/nowhere'),
  ];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 405, 401, 200, 422, 404],
  );
  for (const { headers } of answers) {
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.equal(headers.get('Access-Control-Allow-Origin'), null);
    assert.match(headers.get('Content-Type') ?? '', /^application\/json/);
  }
  const ids = answers.map(({ headers }) => headers.get('X-Request-Id'));
  assert.equal(new Set(ids).size, answers.length);
  assert.deepEqual(
    lines.map(({ requestId }) => requestId),
    ids,
  );
  assert.deepEqual(
    lines.map(({ method, route, status, code }) => [method, route, status, code]),
    [
      ['GET', '/healthz', 200, undefined],
      ['OPTIONS', '/*', 405, 'METHOD_NOT_ALLOWED'],
      ['POST', EMBED_TOKEN, 401, 'UNAUTHORIZED'],
      ['GET', '/v1/affiliates', 200, undefined],
      ['POST', EMBED_TOKEN, 422, 'VALIDATION_ERROR'],
      ['GET', '/*', 404, 'NOT_FOUND'],
    ],
  );
});

test('a failure nobody foresaw is a 500 without details, and the log has them', async (t) => {
  const lines: RequestLogLine[] = [];
  const { issuer, key } = await openAcme(t, { log: (line) => lines.push(line) });
  await issuer.close();
  t.mock.method(issuer, 'close', async () => {});
  const [refport, affonso] = [
    await askForEmbedToken(issuer, key, { partner: { email: 'alice@example.com' } }),
    await send(issuer, AFFILIATES, bearer(key)),
  ];
  const error = { code: 'INTERNAL_ERROR', message: 'Something went wrong on our side. Please try again.' };
  assert.deepEqual([refport.status, refport.body], [500, { error }]);
  assert.deepEqual([affonso.status, affonso.body], [500, { success: false, error }]);
  assert.equal(refport.headers.get('Cache-Control'), 'no-store');
  for (const line of lines) assert.match(line.error ?? '', /database/i);
});
