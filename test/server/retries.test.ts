import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Refport, RefportError, type ClientOptions } from 'refport-embed/server';
import { GOOD_TOKEN, NOW, refused, startUpstream, stillClock, type Answer } from './upstream.js';

const SUBJECT = { tenantId: 'org_001' };

async function vendor(t: TestContext, answers: Answer[], options: Partial<ClientOptions> = {}) {
  const upstream = await startUpstream(t, ...answers);
  const clock = stillClock();
  const refport = new Refport({ apiKey: 'rk_test', baseUrl: upstream.baseUrl, ...clock, ...options });
  return {
    ...upstream,
    ...clock,
    create: (signal?: AbortSignal) => refport.embedTokens.create(SUBJECT, { signal }),
  };
}

const code = (expected: string) => (error: unknown) =>
  error instanceof RefportError && error.code === expected;
const wait = (seconds: string) => ({ 'retry-after': seconds });

const SCHEDULE: [string, Answer[], { asked: number; sleeps: number[]; ok: boolean }][] = [
  ['a good answer', [GOOD_TOKEN], { asked: 1, sleeps: [], ok: true }],
  ['a reset, then good', ['reset', GOOD_TOKEN], { asked: 2, sleeps: [250], ok: true }],
  ['a cut body, then good', ['cut', GOOD_TOKEN], { asked: 2, sleeps: [250], ok: true }],
  [
    'two 503, then good',
    [{ status: 503 }, { status: 503 }, GOOD_TOKEN],
    { asked: 3, sleeps: [250, 500], ok: true },
  ],
  ['503 for ever', [{ status: 503 }], { asked: 3, sleeps: [250, 500], ok: false }],
  ['500 for ever', [refused(500, 'INTERNAL_ERROR')], { asked: 3, sleeps: [250, 500], ok: false }],
  ['408 once', [{ status: 408 }, GOOD_TOKEN], { asked: 2, sleeps: [250], ok: true }],
  [
    '429 with Retry-After 2',
    [refused(429, 'R', '', wait('2')), GOOD_TOKEN],
    { asked: 2, sleeps: [2000], ok: true },
  ],
  [
    '429 with Retry-After 5',
    [refused(429, 'R', '', wait('5')), GOOD_TOKEN],
    { asked: 2, sleeps: [5000], ok: true },
  ],
  ['429 with Retry-After 6', [refused(429, 'R', '', wait('6'))], { asked: 1, sleeps: [], ok: false }],
  ['429, 3 s each: five in all', [refused(429, 'R', '', wait('3'))], { asked: 2, sleeps: [3000], ok: false }],
  [
    '503 with Retry-After 1',
    [{ status: 503, headers: wait('1') }, GOOD_TOKEN],
    { asked: 2, sleeps: [1000], ok: true },
  ],
  ['429 without Retry-After', [refused(429, 'R')], { asked: 3, sleeps: [250, 500], ok: false }],
  ...[400, 401, 403, 404, 409, 413, 422].map((status): (typeof SCHEDULE)[number] => [
    `${status}`,
    [refused(status, 'NO')],
    { asked: 1, sleeps: [], ok: false },
  ]),
  ['200 without a token', [{ body: '{}' }], { asked: 1, sleeps: [], ok: false }],
  ['200 in HTML', [{ body: '<p>' }], { asked: 1, sleeps: [], ok: false }],
];

for (const [what, answers, expected] of SCHEDULE) {
  test(`${what}: ${expected.asked} requests, waits ${JSON.stringify(expected.sleeps)}`, async (t) => {
    const { create, asked, sleeps } = await vendor(t, answers);
    const ok = await create().then(
      () => true,
      () => false,
    );
    assert.deepEqual({ asked: asked.length, sleeps, ok }, expected);
  });
}

test('every attempt is the same request', async (t) => {
  const { create, asked } = await vendor(t, ['reset', { status: 503 }, GOOD_TOKEN]);
  await create();
  assert.deepEqual(new Set(asked.map(({ body, path }) => path + body)).size, 1);
});

for (const [random, sleeps] of [
  [0, [250, 500]],
  [0.5, [375, 750]],
  [0.999, [499.75, 999.5]],
] as const) {
  test(`jitter ${random} spreads the waits to ${sleeps.join(' and ')} ms`, async (t) => {
    const vendored = await vendor(t, [{ status: 503 }], { random: () => random });
    await assert.rejects(vendored.create());
    assert.deepEqual(vendored.sleeps, sleeps);
  });
}

test('retries: 0 asks once, retries: 4 asks five times', async (t) => {
  for (const retries of [0, 4]) {
    const { create, asked } = await vendor(t, [{ status: 503 }], { retries });
    await assert.rejects(create());
    assert.equal(asked.length, retries + 1);
  }
});

const at = (seconds: number) => new Date(NOW + seconds * 1000).toUTCString();

/** Retry-After as servers write it, and as they should not. */
const RETRY_AFTER: [string | undefined, number | undefined][] = [
  [undefined, undefined],
  ['0', 1],
  ['1', 1],
  ['120', 120],
  ['0007', 7],
  ['999999', 300],
  ['9999999', undefined],
  ['-1', undefined],
  ['7.5', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['5, 5', undefined],
  ['soon', undefined],
  ['', undefined],
  ['2026-07-28T12:00:30Z', undefined],
  [at(30), 30],
  [at(-30), 1],
  [at(86_400), 300],
  [at(30).replace(/^\w+/, 'Xyz'), undefined],
  [at(30).replace('GMT', '+0000'), undefined],
  ['Invalid Date', undefined],
  ['Tuesday, 28-Jul-26 12:00:30 GMT', undefined],
];

for (const [value, seconds] of RETRY_AFTER) {
  test(`Retry-After ${JSON.stringify(value)} is read as ${seconds}`, async (t) => {
    const headers = value === undefined ? {} : wait(value);
    const { create } = await vendor(t, [refused(429, 'RATE_LIMIT_EXCEEDED', '', headers)], { retries: 0 });
    await assert.rejects(create(), { retryAfter: seconds });
  });
}

test('a vendor that never answers: TIMEOUT, once, with the time in its sentence', async (t) => {
  const calls: string[] = [];
  const { create } = await vendor(t, ['hang'], {
    timeoutMs: 50,
    fetch: (url, init) => {
      calls.push(url);
      return fetch(url, init);
    },
  });
  await assert.rejects(
    create(),
    (error: unknown) => code('TIMEOUT')(error) && /within 50 ms/.test(String(error)),
  );
  assert.equal(calls.length, 1);
});

test('its own deadline comes before the 10 seconds that the element waits, so that the 504 arrives', async (t) => {
  const timeout = t.mock.method(AbortSignal, 'timeout');
  const { create } = await vendor(t, [GOOD_TOKEN]);
  await create();
  assert.deepEqual(
    timeout.mock.calls.map((call) => call.arguments),
    [[8000]],
  );
});

test('the deadline counts the waits too', async () => {
  const patient = () => Promise.resolve(new Response(null, { status: 503, headers: wait('5') }));
  const refport = new Refport({ apiKey: 'rk_test', fetch: patient, timeoutMs: 50 });
  await assert.rejects(refport.embedTokens.create(SUBJECT), code('TIMEOUT'));
});

test('a caller who leaves ends the request', async (t) => {
  const leaving = new AbortController();
  const { create } = await vendor(t, ['hang'], {
    fetch: (url, init) => {
      const answer = fetch(url, init);
      leaving.abort();
      return answer;
    },
  });
  await assert.rejects(create(leaving.signal), code('ABORTED'));
});

test('a caller who has left asks nothing', async (t) => {
  const { create, asked } = await vendor(t, [GOOD_TOKEN]);
  await assert.rejects(create(AbortSignal.abort()), code('ABORTED'));
  assert.equal(asked.length, 0);
});

test('a caller who leaves during a wait does not wait', async (t) => {
  const leaving = new AbortController();
  const upstream = await startUpstream(t, { status: 503, headers: wait('5') });
  const refport = new Refport({
    apiKey: 'rk_test',
    baseUrl: upstream.baseUrl,
    random: () => {
      queueMicrotask(() => leaving.abort()); // after the 503, just as the wait begins
      return 0;
    },
  });
  await assert.rejects(refport.embedTokens.create(SUBJECT, { signal: leaving.signal }), code('ABORTED'));
});
