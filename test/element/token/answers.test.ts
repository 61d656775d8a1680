/**
 * What comes of each answer that a token endpoint can give: what the partner sees after two minutes, and how many requests it
 * took to get there. An answer repeats for ever, unless there is a second one.
 */
import { expect } from '@open-wc/testing';
import { freshToken, runStory, type Backend } from '../../support/world/run-story.js';
import { TestWorld } from '../../support/world/test-world.js';
import type { Temper } from '../../support/world/scripted-portal.js';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const at = (seconds: number): string => new Date(NOW + seconds * 1000).toISOString();
const json = (value: unknown) => () => Response.json(value);
const body =
  (text: string, type = 'application/json') =>
  () =>
    new Response(text, { headers: { 'content-type': type } });
const status = (code: number, headers?: Record<string, string>) => () =>
  new Response(null, { status: code, ...(headers && { headers }) });
const limited = (retryAfter: string) => status(429, { 'retry-after': retryAfter });
/** As `fetch` shows a redirect that it does not follow. */
const redirect = (): Response =>
  Object.defineProperties(new Response(), { type: { value: 'opaqueredirect' }, status: { value: 0 } });

interface Row {
  seen: string;
  requests: number;
  afterwards?: () => Backend;
  portal?: Temper;
  offline?: boolean;
}
const ready = (requests = 1): Row => ({ seen: 'ready', requests });
const failed = (code: string, requests: number): Row => ({ seen: `failed ${code}`, requests });

const rows: [what: string, answer: () => Backend, row: Row][] = [
  // Tokens, in the shapes of two vendors and of many backends.
  ["Refport's API", json({ publicToken: 't', expires: at(1800) }), ready()],
  ["Refport's guide", json({ token: 't' }), ready()],
  ["Refport's guide with an expiry", json({ token: 't', expires: at(1800) }), ready()],
  ["Affonso's fields", json({ publicToken: 't', expiresAt: at(1800) }), ready()],
  ["Affonso's envelope", json({ success: true, data: { publicToken: 't', expiresAt: at(1800) } }), ready()],
  ['an SDK result', json({ data: { publicToken: 't', expires: at(1800) }, error: null }), ready()],
  ['seconds', json({ publicToken: 't', expiresIn: 1800 }), ready()],
  ['the bare token', json('t'), ready()],
  ['a byte order mark before it', body('\uFEFF{"token":"t"}'), ready()],
  ['another JSON type', body('{"token":"t"}', 'application/vnd.api+json'), ready()],
  ['4096 characters', json({ token: 'x'.repeat(4096) }), ready()],

  // Lifetimes that make no sense.
  ['F8 · born expired, and the portal takes it', json({ token: 't', expires: at(-3600) }), ready()],
  [
    'F8 · born expired, and the portal does not',
    json({ token: 't', expires: at(-3600) }),
    { ...failed('TOKEN_REJECTED', 4), portal: 'rejects' },
  ],
  [
    'F8 · the same dead token again and again',
    json({ token: 't', expiresIn: 1800 }),
    { ...failed('TOKEN_REJECTED', 4), portal: 'rejects' },
  ],
  [
    'F15 · a portal that rejects every token',
    freshToken(),
    { ...failed('TOKEN_REJECTED', 4), portal: 'rejects' },
  ],
  ['F9 · a life of 0', json({ token: 't', expiresIn: 0 }), ready()],
  ['F9 · a life of -1', json({ token: 't', expiresIn: -1 }), ready()],
  ['F9 · a life of 2^31', json({ token: 't', expiresIn: 2 ** 31 }), ready()],
  ['F9 · a life of 1e308', json({ token: 't', expiresIn: 1e308 }), ready()],
  ['F9 · year 275760', json({ token: 't', expires: '+275760-09-13T00:00:00Z' }), ready()],
  ['F9 · an expiry that is no date', json({ token: 't', expires: 'soon' }), ready()],
  ['F9 · a life that is no number', json({ token: 't', expiresIn: '1800' }), ready()],
  ['F10 · a life of 3 s, over and over', freshToken(3), ready()],
  ['F10 · a life of 20 s: a new one in time, four times a minute at most', freshToken(20), ready(8)],
  ['a life of a minute', freshToken(60), ready(3)],

  // Answers without a token.
  ['F7 · {}', json({}), failed('BAD_RESPONSE', 3)],
  ['F7 · null', json(null), failed('BAD_RESPONSE', 3)],
  ['F7 · an array', json([{ token: 't' }]), failed('BAD_RESPONSE', 3)],
  ['F7 · a number', json({ token: 7 }), failed('BAD_RESPONSE', 3)],
  ['F7 · an empty token', json({ token: '' }), failed('BAD_RESPONSE', 3)],
  ['F7 · 4097 characters', json({ token: 'x'.repeat(4097) }), failed('BAD_RESPONSE', 3)],
  ['F7 · a novel', json({ token: 't', more: 'x'.repeat(70_000) }), failed('BAD_RESPONSE', 3)],
  ['F7 · nothing', body(''), failed('BAD_RESPONSE', 3)],
  ['F7 · half of it', body('{"token": "t'), failed('BAD_RESPONSE', 3)],
  ['F7 · 204', status(204), failed('BAD_RESPONSE', 3)],
  ['F7 · text', body('t', 'text/plain'), failed('BAD_RESPONSE', 3)],
  ['F7 · nonsense, then a token', json({}), { ...ready(2), afterwards: freshToken() }],
  ['F6 · a login page', body('<h1>Sign in</h1>', 'text/html'), failed('BAD_RESPONSE', 3)],
  ['F6 · a redirect', redirect, failed('UNAUTHENTICATED', 1)],

  // Statuses.
  ['F1 · 401', status(401), failed('UNAUTHENTICATED', 1)],
  ['F2 · 403', status(403), failed('FORBIDDEN', 1)],
  ['F2 · 404', status(404), failed('NOT_FOUND', 1)],
  ['F2 · 405', status(405), failed('INVALID_REQUEST', 1)],
  ['F2 · 410', status(410), failed('INVALID_REQUEST', 1)],
  ['F2 · 422', status(422), failed('INVALID_REQUEST', 1)],
  ['F3 · 409', status(409), failed('UNAVAILABLE', 2)],
  ['F3 · 409, then a token', status(409), { ...ready(2), afterwards: freshToken() }],
  ['F4 · 429', status(429), failed('RATE_LIMITED', 7)],
  ['F4 · 429, then a token', status(429), { ...ready(2), afterwards: freshToken() }],
  ['F4 · Retry-After: 30', limited('30'), failed('RATE_LIMITED', 5)],
  ['F4 · Retry-After: 0 is a second', limited('0'), failed('RATE_LIMITED', 9)],
  ['F4 · Retry-After: a date', limited('Thu, 01 Jan 2026 12:01:00 GMT'), failed('RATE_LIMITED', 6)],
  [
    'F4 · Retry-After: a date that is over',
    limited('Thu, 01 Jan 2026 11:00:00 GMT'),
    failed('RATE_LIMITED', 9),
  ],
  ['F4 · Retry-After: a week is five minutes', limited('604800'), failed('RATE_LIMITED', 1)],
  ...['-1', '7.5', '1e3', 'soon', '', '0x10', '9999999'].map((value): [string, () => Backend, Row] => [
    `F4 · Retry-After: ${value} says nothing`,
    limited(value),
    failed('RATE_LIMITED', 7),
  ]),
  ['F5 · 500', status(500), failed('UNAVAILABLE', 4)],
  ['F5 · 500, then a token', status(500), { ...ready(2), afterwards: freshToken() }],
  ['F5 · 502', status(502), failed('UNAVAILABLE', 4)],
  ['F5 · 503, Retry-After: 5', status(503, { 'retry-after': '5' }), failed('UNAVAILABLE', 4)],
  ['F5 · 503, Retry-After: 60', status(503, { 'retry-after': '60' }), failed('UNAVAILABLE', 3)],
  ['F5 · 425, too early', status(425), failed('UNAVAILABLE', 4)],
  ['F5 · 408', status(408), failed('TIMEOUT', 3)],
  ['F5 · 504', status(504), failed('TIMEOUT', 3)],
  ['F5 · no connection', () => 'broken', failed('UNAVAILABLE', 4)],
  ['F5 · no answer', () => 'hangs', failed('TIMEOUT', 3)],
  ['F11 · offline', () => 'broken', { ...failed('OFFLINE', 1), offline: true }],
];

describe('two minutes after a token endpoint answers', () => {
  for (const [what, answer, { seen, requests, afterwards, portal = 'accepts', offline = false }] of rows) {
    it(`${what}: ${seen}, ${requests} request${requests === 1 ? '' : 's'}`, async () => {
      const world = new TestWorld(NOW);
      world.isOnline = !offline;
      const story = runStory({ world, portal, backend: afterwards ? [answer, afterwards] : [answer] });
      story.start();
      await world.pass(120_000);
      const { status: shown, code } = story.seen;
      expect(
        [[shown, code].filter(Boolean).join(' '), story.requests.length],
        story.log.join('\n'),
      ).to.deep.equal([seen, requests]);
      for (const [n, time] of story.requests.slice(4).entries()) {
        expect(time - (story.requests[n] ?? 0), 'five requests in a minute').to.be.at.least(60);
      }
      story.run.leave();
      expect(world.leftovers).to.equal(0);
    });
  }

  it('is a table of 60 answers and more', () => expect(rows.length).to.be.at.least(60));
});
