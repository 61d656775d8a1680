/** 600 requests a minute for each key, whichever process counts them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Issuer } from 'refport-embed/issuer';
import { at, bearer, openAcme, openAgain, send } from './acme.js';

const NOON = Date.parse('2030-01-01T12:00:00Z');
const PATH = '/v1/affiliates?email=alice%40example.com';

async function statuses(issuers: Issuer[], key: string, times: number): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (let i = 0; i < times; i += 1) {
    const issuer = issuers[i % issuers.length];
    assert.ok(issuer);
    const { status } = await send(issuer, PATH, bearer(key));
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

test('two issuers over one database admit 600 requests together, then ten a second', async (t) => {
  let now = NOON;
  const clock = { now: () => now };
  const { issuer, key, database, programme } = await openAcme(t, clock);
  const both = [issuer, await openAgain(t, database, clock)];

  assert.deepEqual(await statuses(both, key, 700), { 200: 600, 429: 100 });
  now += 99;
  assert.deepEqual(await statuses(both, key, 10), { 429: 10 });
  now += 1;
  assert.deepEqual(await statuses(both, key, 10), { 200: 1, 429: 9 });
  now += 1_000;
  assert.deepEqual(await statuses(both, key, 20), { 200: 10, 429: 10 });
  // Denied requests cost nothing: the minute after a flood is a whole one.
  now += 60_000;
  assert.deepEqual(await statuses(both, key, 601), { 200: 600, 429: 1 });

  // Another key of the same programme has its own minute, and strangers use up nobody's.
  const other = await issuer.keys.create({ programmeId: programme.id, scopes: ['read:affiliates'] });
  assert.deepEqual(await statuses(both, 'rk_nonsense', 700), { 401: 700 });
  assert.deepEqual(await statuses(both, other.key, 1), { 200: 1 });
});

test('headers say what is left, and when to come back', async (t) => {
  const { issuer, key } = await openAcme(t, { now: () => NOON });
  const first = await send(issuer, PATH, bearer(key));
  assert.equal(first.headers.get('RateLimit-Policy'), '"key";q=600;w=60');
  assert.equal(first.headers.get('RateLimit'), '"key";r=599;t=1');
  assert.equal(first.headers.get('Retry-After'), null);

  await statuses([issuer], key, 599);
  for (const path of [PATH, PATH]) {
    const denied = await send(issuer, path, bearer(key));
    assert.deepEqual([denied.status, at(denied.body, 'error', 'code')], [429, 'RATE_LIMIT_EXCEEDED']);
    assert.equal(denied.headers.get('RateLimit'), '"key";r=0;t=60');
    assert.equal(denied.headers.get('Retry-After'), '1');
  }

  const refport = await send(issuer, '/api/embed/token', { method: 'POST', ...bearer(key) });
  assert.deepEqual([refport.status, at(refport.body, 'error', 'code')], [429, 'RATE_LIMIT_EXCEEDED']);
  assert.equal(at(refport.body, 'success'), undefined);
});
