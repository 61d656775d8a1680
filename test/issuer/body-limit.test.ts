/** A request's body is read to 16 KiB and not a byte further. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askForEmbedToken, at, bearer, openAcme, send } from './acme.js';

const LIMIT = 16 * 1024;
const partner = { email: 'alice@example.com' };
const bodyOf = (bytes: number) => {
  const empty = JSON.stringify({ partner, filler: '' });
  return JSON.stringify({ partner, filler: 'x'.repeat(bytes - empty.length) });
};

test('a body of 16 KiB is read, one byte more is too much', async (t) => {
  const { issuer, key } = await openAcme(t);
  assert.equal((await askForEmbedToken(issuer, key, bodyOf(LIMIT))).status, 200);
  const { status, body } = await askForEmbedToken(issuer, key, bodyOf(LIMIT + 1));
  assert.deepEqual([status, at(body, 'error', 'code')], [413, 'PAYLOAD_TOO_LARGE']);
});

test('an announced length is believed before anything is read', async (t) => {
  const { issuer, key } = await openAcme(t);
  const headers = { ...bearer(key).headers, 'Content-Length': String(LIMIT + 1) };
  const body = new ReadableStream(
    {
      pull: () => assert.fail('the body was read'),
    },
    { highWaterMark: 0 },
  );
  const answer = await send(issuer, '/api/embed/token', { method: 'POST', headers, body, duplex: 'half' });
  assert.equal(answer.status, 413);
});

test('a body that says no length is left at the limit', async (t) => {
  const { issuer, key } = await openAcme(t);
  const chunk = new Uint8Array(1024).fill(32);
  let sent = 0;
  let cancelled = false;
  const body = new ReadableStream({
    pull(controller) {
      sent += chunk.length;
      controller.enqueue(chunk);
      if (sent > 64 * LIMIT) controller.close(); // or a reader without a limit would hang the test
    },
    cancel() {
      cancelled = true;
    },
  });
  const answer = await send(issuer, '/api/embed/token', {
    method: 'POST',
    ...bearer(key),
    body,
    duplex: 'half',
  });
  assert.equal(answer.status, 413);
  assert.ok(sent <= LIMIT + 4 * chunk.length, `${sent} bytes were asked for`);
  assert.ok(cancelled);
});

test('nobody’s body is read', async (t) => {
  const { issuer } = await openAcme(t);
  const body = new ReadableStream({ pull: () => assert.fail('the body was read') }, { highWaterMark: 0 });
  const answer = await send(issuer, '/api/embed/token', { method: 'POST', body, duplex: 'half' });
  assert.equal(answer.status, 401);
});
