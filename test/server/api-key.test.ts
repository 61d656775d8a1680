/** The API key is looked for in everything that anybody could read, on every way a call can fail. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { test } from 'node:test';
import {
  Affonso,
  Refport,
  RefportError,
  embedTokenHandler,
  portalRedirectHandler,
  type ClientOptions,
} from 'refport-embed/server';
import { json, refused, startUpstream, stillClock, type Answer } from './upstream.js';

const KEY = 'rk_live_canary_5f3a9c';
const escaped = KEY.replace('r', '\\u0072');
const bearer = `Bearer ${KEY}`;
const future = '2026-07-28T12:30:00Z';

/** Vendors, proxies and attackers that send back what they were sent. */
const ECHOES: [string, Answer][] = [
  ...[400, 401, 403, 404, 408, 409, 413, 418, 422, 429, 500, 502, 503, 504].map(
    (status): [string, Answer] => [
      `${status} quoting the key`,
      refused(status, 'UNAUTHORIZED', `Invalid API key: ${KEY}`),
    ],
  ),
  ['401 with the key as its code', refused(401, KEY)],
  ['401 with the key in upper case around it', refused(401, `KEY_${KEY}`)],
  ['422 with the key escaped', { status: 422, body: `{"error":{"code":"NO","message":"${escaped}"}}` }],
  ['422 with the whole header', refused(422, 'NO', `authorization: ${bearer}`)],
  ['404 with the key in X-Request-Id', refused(404, 'NOT_FOUND', 'No.', { 'x-request-id': `req_${KEY}` })],
  ['429 with the key in Retry-After', refused(429, 'SLOW_DOWN', 'No.', { 'retry-after': KEY })],
  ['500 in HTML with all request headers', { status: 500, body: `<pre>Authorization: ${bearer}</pre>` }],
  ['403 in HTML', { status: 403, body: KEY }],
  ['200 in HTML', { body: `<p>${bearer}</p>` }],
  ['200 with broken JSON', { body: `${KEY} is not JSON` }],
  ['200 with cut JSON', { body: `{"error":"${KEY}` }],
  ['200 with the key as the token', json({ publicToken: KEY, expires: future })],
  ['200 with the key inside the token', json({ publicToken: `pt_${KEY}`, expires: future })],
  ['200 with the key escaped as the token', { body: `{"publicToken":"${escaped}","expires":"${future}"}` }],
  ['200 with the key for a time', json({ publicToken: 'pt_0123456789', expires: KEY })],
  ['200 with the key as a property', json({ [KEY]: KEY })],
  [
    '200 with the key in the portalUrl',
    json({ data: { token: KEY, portalUrl: `https://evil.example/?${KEY}`, expiresAt: future } }),
  ],
  [
    '200 with the key in the origin of the portalUrl',
    json({ data: { token: 'pt_0123456789', portalUrl: `https://${KEY}.evil.example/`, expiresAt: future } }),
  ],
  ['200 with the key for an id', json({ data: [{ id: KEY, email: 'alice@example.com' }] })],
  ['redirect that carries it', { status: 302, headers: { location: `/?key=${KEY}` } }],
  ['reset', 'reset'],
  ['cut', 'cut'],
  ['hang', 'hang'],
];

/** Clients that hang everything they know on their errors, as axios and others do. */
const TALKATIVE: [string, NonNullable<ClientOptions['fetch']>][] = [
  ['config', (url, init) => Promise.reject(Object.assign(new Error('failed'), { config: { url, init } }))],
  ['message', () => Promise.reject(new TypeError(`fetch failed with ${bearer}`))],
  ['cause', (_, init) => Promise.reject(new TypeError('fetch failed', { cause: { message: KEY, init } }))],
  ['code', () => Promise.reject(Object.assign(new Error('failed'), { code: KEY }))],
  ['no error at all', (_, init) => Promise.reject(init)],
  ['a thrown string', () => Promise.reject(bearer)],
  [
    'a synchronous throw',
    () => {
      throw new Error(KEY);
    },
  ],
  [
    'a body that fails',
    () => Promise.resolve(new Response(new ReadableStream({ start: (c) => c.error(new Error(KEY)) }))),
  ],
];

const everythingOf = (error: unknown): string =>
  [
    inspect(error, { depth: Infinity, showHidden: true }),
    JSON.stringify(error),
    String(error),
    error instanceof Error ? [error.message, error.stack, inspect(error.cause, { depth: Infinity })] : '',
  ].join('\n');

const everythingIn = async (response: Response): Promise<string> =>
  JSON.stringify([response.status, response.statusText, [...response.headers], await response.text()]);

const ownPage = {
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};

/** Every call of both clients and both handlers with these options, and everything that comes out of them. */
async function spill(options: ClientOptions): Promise<{ text: string; failures: number }> {
  const refport = new Refport(options);
  const affonso = new Affonso(options);
  const seen = [inspect([refport, affonso], { depth: Infinity, showHidden: true, getters: true })];
  seen.push(JSON.stringify([refport, affonso]));
  let failures = 0;
  const onError = (error: unknown) => seen.push(everythingOf(error));

  for (const call of [
    () => refport.embedTokens.create({ tenantId: 'org_001' }),
    () => affonso.affiliates.createPortalToken('abc'),
    () => affonso.affiliates.find({ email: 'alice@example.com' }),
    () => affonso.affiliates.create({ email: 'alice@example.com', name: 'Alice' }),
    () => affonso.embedTokens.create({ tenantId: 'org_001' }),
  ]) {
    const outcome = await call().catch((error: unknown) => {
      assert.ok(error instanceof RefportError);
      failures++;
      return error;
    });
    seen.push(everythingOf(outcome));
  }
  const request = () => new Request('https://host.example/api', { headers: ownPage });
  const identify = () => ({ tenantId: 'org_001', affiliateId: 'abc' });
  const unknown = { identify: () => ({ email: 'alice@example.com', name: 'Alice' }), createMissing: true };
  const portalOrigins = ['https://acme.example'];
  for (const handler of [
    embedTokenHandler({ refport, identify, onError }),
    embedTokenHandler({ refport: affonso, identify, onError }),
    portalRedirectHandler({ refport, identify, onError }),
    portalRedirectHandler({ affonso, identify, portalOrigins, onError }),
    portalRedirectHandler({ affonso, ...unknown, portalOrigins, onError }),
  ]) {
    seen.push(await everythingIn(await handler(request())));
  }
  return { text: seen.join('\n'), failures };
}

const options = { apiKey: KEY, retries: 1, ...stillClock() };

for (const [what, answer] of ECHOES) {
  test(`${what}: the key is nowhere`, async (t) => {
    const { baseUrl } = await startUpstream(t, answer);
    const { text, failures } = await spill({
      ...options,
      baseUrl,
      timeoutMs: answer === 'hang' ? 50 : 10_000,
    });
    assert.ok(!text.includes(KEY), text);
    assert.ok(failures > 0);
  });
}

for (const [what, fetch] of TALKATIVE) {
  test(`a fetch that fails with ${what}: the key is nowhere`, async () => {
    const { text, failures } = await spill({ ...options, fetch });
    assert.ok(!text.includes(KEY), text);
    assert.equal(failures, 5);
  });
}

test('nobody listens: the console does not hear the key either', async (t) => {
  const { baseUrl } = await startUpstream(t, refused(401, 'UNAUTHORIZED', `Invalid API key: ${KEY}`));
  const log = t.mock.method(console, 'error', () => {});
  const refport = new Refport({ ...options, baseUrl });
  const handler = embedTokenHandler({ refport, identify: () => ({ tenantId: 'org_001' }) });
  const headers = { ...ownPage, cookie: 'session=secret' };

  await handler(new Request('https://host.example/api', { headers }));

  assert.equal(log.mock.callCount(), 1);
  const said = inspect(log.mock.calls[0]?.arguments, { depth: Infinity, showHidden: true });
  assert.match(said, /Invalid API key: \[key\]/);
  assert.ok(!said.includes(KEY) && !said.includes('session=secret'), said);
});

test('a key that no header can hold is refused without quoting it', () => {
  for (const apiKey of [`${KEY}\n`, `${KEY} `, `${KEY}é`]) {
    assert.throws(
      () => new Refport({ apiKey }),
      (error) => !everythingOf(error).includes(KEY),
    );
  }
});

test('the key does reach the vendor: the scan above looked for the right thing', async (t) => {
  const { baseUrl, asked } = await startUpstream(t, 'reset');
  await spill({ ...options, baseUrl });
  assert.ok(asked.length > 0 && asked.every(({ headers }) => headers.authorization === bearer));
});
