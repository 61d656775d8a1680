/** A limit for each subject: one signed-in user with a script does not use up what the host's key may ask for. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { embedTokenHandler, type EmbedSubject, type EmbedTokenHandlerOptions } from 'refport-embed/server';
import { codeOf, HOST, own } from './token-endpoint.js';
import { NOW } from './upstream.js';

type Options = Partial<EmbedTokenHandlerOptions>;

/** An endpoint whose visitors say who they are, with a clock that stands still, and a count of the tokens made. */
function endpoint(t: TestContext, options: Options = {}) {
  t.mock.timers.enable({ apis: ['Date'], now: NOW });
  const create = t.mock.fn(() =>
    Promise.resolve({
      publicToken: 'pt_0123456789',
      expires: new Date(NOW + 1_800_000),
      expiresInSeconds: 1800,
    }),
  );
  const handler = embedTokenHandler({
    refport: { embedTokens: { create } },
    identify: ({ headers }) => ({ partner: { email: headers.get('x-user') ?? '' } }),
    onError: () => {},
    ...options,
  });
  const ask = (user = 'mallory@example.com', headers: Record<string, string> = {}) =>
    handler(new Request(HOST, { headers: { ...own, 'x-user': user, ...headers } }));
  const minted = () => create.mock.callCount();
  return { ask, minted };
}

test('10,000 requests of one subject make 20 tokens, and nobody else waits', async (t) => {
  const { ask, minted } = endpoint(t);
  const statuses = new Map<number, number>();
  for (let n = 0; n < 10_000; n++) {
    const { status } = await ask();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  assert.deepEqual(Object.fromEntries(statuses), { 200: 20, 429: 9980 });
  assert.equal(minted(), 20);
  for (const user of ['alice@example.com', 'bob@example.com']) {
    for (let n = 0; n < 20; n++) assert.equal((await ask(user)).status, 200);
  }
});

test('the refusal says when to come back, and then there is a token', async (t) => {
  const { ask } = endpoint(t);
  for (let n = 0; n < 20; n++) await ask();
  const refused = await ask();
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '3']);
  assert.equal(refused.headers.get('cache-control'), 'no-store, private');
  assert.equal(await codeOf(refused), 'RATE_LIMIT_EXCEEDED');
  t.mock.timers.tick(2900);
  assert.equal((await ask()).headers.get('retry-after'), '1');
  t.mock.timers.tick(100);
  assert.deepEqual([(await ask()).status, (await ask()).status], [200, 429]);
  t.mock.timers.tick(60_000);
  for (let n = 0; n < 20; n++) assert.equal((await ask()).status, 200);
  assert.equal((await ask()).status, 429);
});

test('over an hour nobody gets more than 20 a minute, and 20 at the start', async (t) => {
  const { ask, minted } = endpoint(t);
  for (let second = 0; second < 3600; second++) {
    await ask();
    t.mock.timers.tick(1000);
  }
  assert.ok(minted() <= 20 + 20 * 60, `${minted()}`);
  assert.ok(minted() >= 20 * 60, `${minted()}`);
});

for (const [what, one, other] of [
  ['an e-mail', { partner: { email: 'a@b.c' } }, { partner: { email: 'b@b.c' } }],
  [
    'a tenant beside it',
    { tenantId: 'a', partner: { email: 'a@b.c' } },
    { tenantId: 'b', partner: { email: 'a@b.c' } },
  ],
  ['a tenant', { tenantId: 'a' }, { enrollmentId: 'a' }],
  ['ids that look alike together', { tenantId: 'a","b' }, { tenantId: 'a', enrollmentId: 'b' }],
] as [string, EmbedSubject, EmbedSubject][]) {
  test(`a subject is told by ${what}`, async (t) => {
    let subject = one;
    const { ask } = endpoint(t, { limit: 1, identify: () => subject });
    assert.deepEqual([(await ask()).status, (await ask()).status], [200, 429]);
    subject = other;
    assert.equal((await ask()).status, 200);
  });
}

test('a name is no other subject: it would be a way around', async (t) => {
  let name = 0;
  const identify = () => ({ partner: { email: 'a@b.c', name: `Alice ${name++}` } });
  const { ask } = endpoint(t, { limit: 1, identify });
  assert.deepEqual([(await ask()).status, (await ask()).status], [200, 429]);
});

test('no more than 10,000 subjects are remembered: who asked longest ago is forgotten first', async (t) => {
  const { ask } = endpoint(t, { limit: 1 });
  await ask('first@example.com');
  await ask('busy@example.com');
  for (let n = 0; n < 9998; n++) await ask(`user-${n}@example.com`);
  assert.equal((await ask('busy@example.com')).status, 429);
  await ask('one-too-many@example.com');
  assert.equal((await ask('busy@example.com')).status, 429);
  assert.equal((await ask('first@example.com')).status, 200);
});

test('requests of nobody, of other sites and preflights cost nothing', async (t) => {
  const listed = 'https://www.acme.example';
  let signedIn = false;
  const identify = () => (signedIn ? { partner: { email: 'a@b.c' } } : null);
  const { ask } = endpoint(t, { limit: 1, identify, allowOrigins: [listed] });
  assert.equal((await ask()).status, 401);
  signedIn = true;
  assert.equal((await ask('', { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await ask()).status, 200);
  const refused = await ask('', { origin: listed, 'sec-fetch-site': 'cross-site' });
  assert.deepEqual([refused.status, refused.headers.get('access-control-allow-origin')], [429, listed]);
});

test('limit: false is none', async (t) => {
  const { ask, minted } = endpoint(t, { limit: false });
  for (let n = 0; n < 100; n++) await ask();
  assert.equal(minted(), 100);
});

for (const limit of [0, -1, NaN, 0.5]) {
  test(`limit: ${limit} is refused at start-up`, (t) => {
    assert.throws(() => endpoint(t, { limit }), { name: 'TypeError', message: /^limit/ });
  });
}

test('a store of the host’s own decides', async (t) => {
  const asked: string[] = [];
  const take = (subject: string) => Promise.resolve(asked.push(subject) > 1 ? 40 : 0);
  const { ask, minted } = endpoint(t, { limit: { take } });
  assert.equal((await ask('alice@example.com')).status, 200);
  const refused = await ask('alice@example.com');
  assert.deepEqual([refused.status, refused.headers.get('retry-after'), minted()], [429, '40', 1]);
  assert.equal(new Set(asked).size, 1);
  assert.match(asked[0] ?? '', /alice@example\.com/);
});

test('a store that fails is the host’s trouble, and takes nobody’s portal away', async (t) => {
  const errors: unknown[] = [];
  const take = () => Promise.reject(new Error('Redis is away'));
  const { ask } = endpoint(t, { limit: { take }, onError: (error) => errors.push(error) });
  assert.equal((await ask()).status, 200);
  assert.match(String(errors), /Redis is away/);
});
