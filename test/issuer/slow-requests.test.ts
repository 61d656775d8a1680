/** Requests that arrive slowly, or without end: each costs the issuer a connection for a while, and nobody else anything. */
import assert from 'node:assert/strict';
import { connect, type AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { getRequestListener } from '@hono/node-server';
import { impatientServer } from '../../src/issuer/impatient-server.js';
import { chunk, sayEndlessly, saySlowly } from '../support/world/tedious-client.js';
import { at, bearer, openAcme, send } from './acme.js';

/** An issuer that waits for a request for a fifth of a second, and not for ten. */
async function serveAcme(t: TestContext, requestMs = 200) {
  const { issuer, key } = await openAcme(t);
  const server = impatientServer(requestMs);
  server.on('request', getRequestListener(issuer.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { server, port: (server.address() as AddressInfo).port, key };
}

/** No request of these tests takes so long, however busy the machine is. */
const NEVER_MS = 60_000;

/** A deadline that a server without limits would not meet. */
const TIMEOUT = { timeout: 20_000 };

const head = (key: string): string =>
  `POST /api/embed/token HTTP/1.1\nHost: acme\nAuthorization: Bearer ${key}\n`;
const statusesOf = (answer: string): (string | undefined)[] =>
  [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status);

test('S11 · a body without an end is refused at 16 KiB, and the connection ends', TIMEOUT, async (t) => {
  const { port, key } = await serveAcme(t, NEVER_MS);
  const answer = await sayEndlessly(port, `${head(key)}Transfer-Encoding: chunked\n\n`, chunk(1024));
  assert.deepEqual(statusesOf(answer), ['413']);
});

test('S11 · a body without an end from nobody is not read at all', TIMEOUT, async (t) => {
  const { port } = await serveAcme(t, NEVER_MS);
  const answer = await sayEndlessly(port, `${head('rk_no')}Transfer-Encoding: chunked\n\n`, chunk(1024));
  assert.deepEqual(statusesOf(answer), ['401']);
});

const SLOW: [what: string, start: (key: string) => string][] = [
  ['a request line', () => 'GET /'],
  ['a head', (key) => `${head(key)}X-Filler: `],
  ['a body of a known length', (key) => `${head(key)}Content-Length: 1000\n\n`],
];
for (const [what, start] of SLOW) {
  test(`S11 · ${what} that comes byte by byte ends in 408, and the connection ends`, TIMEOUT, async (t) => {
    const { port, key } = await serveAcme(t);
    assert.deepEqual(statusesOf(await saySlowly(port, start(key))), ['408']);
  });
}

test('S11 · who is slow holds nobody up', TIMEOUT, async (t) => {
  const { server, port, key } = await serveAcme(t, NEVER_MS);
  const slow = Array.from({ length: 50 }, () => connect(port, '127.0.0.1'));
  t.after(() => slow.forEach((socket) => socket.destroy()));
  const begun = new Promise<void>((resolve) => {
    let count = 0;
    server.on('request', () => ++count === slow.length && resolve());
  });
  for (const socket of slow) socket.write(`${head(key)}Content-Length: 1000\n\n{`.replaceAll('\n', '\r\n'));
  await begun;
  const answer = await fetch(`http://127.0.0.1:${port}/api/embed/token`, {
    method: 'POST',
    ...bearer(key),
    body: JSON.stringify({ partner: { email: 'alice@example.com' } }),
  });
  assert.equal(answer.status, 200);
  assert.ok(slow.every((socket) => !socket.destroyed && socket.bytesRead === 0));
});

test('S11 · a small body that would unpack into a large one is not unpacked', async (t) => {
  const { issuer, key } = await openAcme(t);
  const json = JSON.stringify({ partner: { email: 'alice@example.com' } }).padEnd(5_000_000);
  const packed = gzipSync(json);
  assert.ok(packed.byteLength < 16 * 1024);
  const { status, body } = await send(issuer, '/api/embed/token', {
    method: 'POST',
    headers: { ...bearer(key).headers, 'Content-Encoding': 'gzip' },
    body: packed,
  });
  assert.deepEqual([status, at(body, 'error', 'code')], [422, 'VALIDATION_ERROR']);
});
