/** Whatever a vendor answers: a token that looks like one, or a BAD_RESPONSE that says so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ALICE, failureOf, vendor } from './refport-client.js';
import { json, NOW, type Answer } from './upstream.js';

/** Answers that hold no token although they say 200, and errors that no vendor wrote. */
const STRANGE: [string, Answer, string][] = [
  [
    'an HTML page',
    { headers: { 'content-type': 'text/html' }, body: '<!doctype html><h1>Sign in</h1>' },
    'BAD_RESPONSE',
  ],
  ['an empty 200', { body: '' }, 'BAD_RESPONSE'],
  ['204', { status: 204 }, 'BAD_RESPONSE'],
  ['cut JSON', { body: '{"publicToken":"pt_0123456789","exp' }, 'BAD_RESPONSE'],
  ['two documents', { body: '{}{}' }, 'BAD_RESPONSE'],
  ['UTF-16', { body: Buffer.from('\ufeff{"publicToken":"pt_0123456789"}', 'utf16le') }, 'BAD_RESPONSE'],
  ['{}', json({}), 'BAD_RESPONSE'],
  ['null', json(null), 'BAD_RESPONSE'],
  ['an array', json([{ publicToken: 'pt_0123456789' }]), 'BAD_RESPONSE'],
  ['a string', json('pt_0123456789'), 'BAD_RESPONSE'],
  ['a number', json(7), 'BAD_RESPONSE'],
  ['the SDK shape', json({ data: { publicToken: 'pt_0123456789' }, error: null }), 'BAD_RESPONSE'],
  ['an error with status 200', json({ error: { code: 'NOT_FOUND', message: '' } }), 'BAD_RESPONSE'],
  ['redirect', { status: 302, headers: { location: '/elsewhere' } }, 'NETWORK_ERROR'],
  ['404 in HTML', { status: 404, body: '<h1>Not found</h1>' }, 'UNEXPECTED_STATUS'],
  ['403 of a firewall', { status: 403, body: 'Access denied' }, 'UNEXPECTED_STATUS'],
  ['404 without a code', json({ error: 'not found' }, 404), 'UNEXPECTED_STATUS'],
  ['a code that is prose', json({ error: { code: 'Not found!' } }, 404), 'UNEXPECTED_STATUS'],
  ['a code that is a number', json({ error: { code: 404 } }, 404), 'UNEXPECTED_STATUS'],
  ['502 of a proxy', { status: 502, body: '<h1>Bad gateway</h1>' }, 'UNEXPECTED_STATUS'],
  ['304', { status: 304 }, 'UNEXPECTED_STATUS'],
  ['a reset', 'reset', 'NETWORK_ERROR'],
  ['a reset within the body', 'cut', 'NETWORK_ERROR'],
];

for (const [what, answer, code] of STRANGE) {
  test(`${what} is ${code}`, async (t) => {
    const { refport } = await vendor(t, answer);
    assert.equal((await failureOf(refport.embedTokens.create(ALICE))).code, code);
  });
}

const good = { publicToken: 'pt_0123456789', expires: '2026-07-28T12:30:00Z' };

for (const [what, fields] of [
  ['an empty token', { publicToken: '' }],
  ['a short token', { publicToken: 'pt_1' }],
  ['a token of 4097 characters', { publicToken: 'x'.repeat(4097) }],
  ['a token with markup', { publicToken: '"><script>alert(1)</script>' }],
  ['a token with a line break', { publicToken: 'pt_0123456789\r\nSet-Cookie: a=b' }],
  ['a token with a trailing line break', { publicToken: 'pt_0123456789\n' }],
  ['a token that is a list', { publicToken: ['pt_0123456789'] }],
  ['a token that is an object', { publicToken: { toString: 'pt_0123456789' } }],
  ['no expires', { expires: undefined }],
  ['expires in words', { expires: 'tomorrow' }],
  ['expires as a number', { expires: NOW + 1000 }],
  ['expires "-1"', { expires: '-1' }],
  ['expires without an offset', { expires: '2026-07-28T12:30:00' }],
  ['expires on no day', { expires: '2026-13-45T12:30:00Z' }],
  ['expires in year 275760', { expires: '+275760-09-13T00:00:00Z' }],
  ['expires now', { expires: '2026-07-28T12:00:00Z' }],
  ['expires in the past', { expires: '2020-01-01T00:00:00Z' }],
] as const) {
  test(`${what} is BAD_RESPONSE`, async (t) => {
    const { refport } = await vendor(t, json({ ...good, ...fields }));
    assert.equal((await failureOf(refport.embedTokens.create(ALICE))).code, 'BAD_RESPONSE');
  });
}

test('a byte order mark, gzip and unknown fields do no harm', async (t) => {
  const body = gzipSync(`\ufeff${JSON.stringify({ ...good, partnerId: 'p_1' })}`);
  const { refport } = await vendor(t, { headers: { 'content-encoding': 'gzip' }, body });
  assert.equal((await refport.embedTokens.create(ALICE)).publicToken, 'pt_0123456789');
});

test('an inherited field is no field', async (t) => {
  const { refport } = await vendor(t, json({ expires: good.expires }));
  const everyObject = Object.getPrototypeOf({}) as { publicToken?: string };
  everyObject.publicToken = good.publicToken;
  t.after(() => delete everyObject.publicToken);
  assert.equal((await failureOf(refport.embedTokens.create(ALICE))).code, 'BAD_RESPONSE');
});

for (const hours of [-24, -1, 1, 24]) {
  test(`a host whose clock is ${hours} h off reads the vendor's clock`, async (t) => {
    const answer = json(good, 200, { date: new Date(NOW).toUTCString() });
    const { refport } = await vendor(t, answer, { now: () => NOW + hours * 3_600_000 });
    assert.equal((await refport.embedTokens.create(ALICE)).expiresInSeconds, 1800);
  });
}
