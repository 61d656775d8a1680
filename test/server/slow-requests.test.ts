/** Requests that arrive slowly, or without end, at a host's own Node server. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { toNodeListener } from 'refport-embed/server/node';
import { chunk, sayEndlessly } from '../support/world/tedious-client.js';
import { serve } from './node-server.js';
import { endpoint } from './token-endpoint.js';
import { GOOD_TOKEN } from './upstream.js';

/** A deadline that a server without limits would not meet: Node's own is five minutes. */
const TIMEOUT = { timeout: 20_000 };

const POST = 'POST /api/embed-token HTTP/1.1\nHost: host.example\nSec-Fetch-Site: same-origin\n';
const ENDLESS = `${POST}Transfer-Encoding: chunked\n\n`;
const KIB = 1024;

test(
  'S11 · the token endpoint answers without waiting for a body, and cuts one without an end',
  TIMEOUT,
  async (t) => {
    const { ask } = await endpoint(t, GOOD_TOKEN);
    const listener = toNodeListener(({ method, headers }) => ask(Object.fromEntries(headers), { method }));
    const answer = await sayEndlessly(await serve(t, listener), ENDLESS, chunk(16 * KIB));
    assert.match(answer, /^HTTP\/1\.1 200 /);
    assert.match(answer, /"publicToken":"pt_0123456789"/);
  },
);

/** Reads more than 16 KiB, and refuses to read on. */
const leaving = toNodeListener(async ({ body }) => {
  let read = 0;
  for await (const part of body ?? []) {
    read += (part as Uint8Array).byteLength;
    if (read > 16 * KIB) return new Response(null, { status: 413 });
  }
  return new Response(null, { status: 204 });
});

test('S11 · a body without an end that the handler leaves in the middle is cut', TIMEOUT, async (t) => {
  const answer = await sayEndlessly(await serve(t, leaving), ENDLESS, chunk(KIB));
  assert.match(answer, /^HTTP\/1\.1 413 /);
});

test(
  'S11 · a body that the handler leaves in the middle does not hold the next request up',
  TIMEOUT,
  async (t) => {
    const port = await serve(t, leaving);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    t.after(() => agent.destroy());
    const post = async (body: string) => {
      const asked = request({ port, host: '127.0.0.1', method: 'POST', agent });
      asked.end(body);
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      answer.resume();
      await once(answer, 'end');
      return [answer.statusCode, asked.reusedSocket];
    };
    assert.deepEqual(await post('x'.repeat(500 * KIB)), [413, false]);
    assert.deepEqual(await post('x'), [204, true]);
  },
);
