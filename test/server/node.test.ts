/** From a Response to bytes, and what happens when either side stops in the middle. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as http from 'node:http';
import * as http2 from 'node:http2';
import { connect, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { toNodeListener } from 'refport-embed/server/node';
import { echoUrl, serve, speak } from './node-server.js';

test('every cookie is a header of its own, byte for byte', async (t) => {
  const cookies = ['a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2, 3; HttpOnly', 'c=; Max-Age=0'];
  const listener = toNodeListener(() => {
    const response = new Response('ok', { headers: { 'x-other': 'x, y' } });
    for (const cookie of cookies) response.headers.append('set-cookie', cookie);
    return response;
  });
  const port = await serve(t, async (req, res) => {
    res.appendHeader('set-cookie', 'session=from-middleware'); // as Express middleware does
    await listener(req, res);
  });
  const [response] = (await once(http.get({ port, host: '127.0.0.1' }), 'response')) as [
    http.IncomingMessage,
  ];
  response.resume();
  assert.deepEqual(response.headers['set-cookie'], ['session=from-middleware', ...cookies]);
  assert.equal(response.headers['x-other'], 'x, y');
});

test('a body goes out as it is made, and comes in as it is read', async (t) => {
  // The handler answers each part before the next one is sent: nothing waits for the whole.
  const port = await serve(
    t,
    toNodeListener(({ body }) => new Response(body)),
  );
  const request = http.request({ port, host: '127.0.0.1', method: 'POST' });
  request.write('one');
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  response.setEncoding('utf8');
  assert.equal((await once(response, 'data'))[0], 'one');
  request.write('two');
  assert.equal((await once(response, 'data'))[0], 'two');
  request.end();
  response.resume();
  await once(response, 'end');
});

test('8 MB there and back, through every buffer', async (t) => {
  const port = await serve(
    t,
    toNodeListener(({ body }) => new Response(body)),
  );
  const sent = new Uint8Array(8 * 1024 * 1024).map((_, i) => i * 31);
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: sent });
  assert.ok(Buffer.from(await response.arrayBuffer()).equals(sent));
});

test('a body that nobody reads does not hold the answer up, nor the next request', async (t) => {
  const port = await serve(
    t,
    toNodeListener(() => new Response('done')),
  );
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  for (let i = 0; i < 2; i++) {
    const request = http.request({ port, host: '127.0.0.1', method: 'POST', agent });
    request.end('x'.repeat(200_000));
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    response.resume();
    await once(response, 'end');
    assert.equal(response.statusCode, 200);
  }
});

for (const status of [204, 303, 304]) {
  test(`${status} has no body`, async (t) => {
    const port = await serve(
      t,
      toNodeListener(() => new Response(null, { status, headers: { location: '/x' } })),
    );
    const answer = await speak(port, 'GET / HTTP/1.1\nHost: a\nConnection: close\n\n');
    assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
    assert.ok(answer.endsWith('\r\n\r\n') || answer.endsWith('0\r\n\r\n'), answer);
  });
}

test('HEAD gets the headers alone', async (t) => {
  const answer = await speak(await serve(t, echoUrl), 'HEAD /x HTTP/1.1\nHost: a\nConnection: close\n\n');
  assert.ok(answer.endsWith('\r\n\r\n') && !answer.includes('http://'), answer);
});

test('a client that leaves while the handler works aborts the request', { timeout: 10_000 }, async (t) => {
  const aborted = deferred();
  const port = await serve(
    t,
    toNodeListener((request) => {
      request.signal.addEventListener('abort', () => aborted.resolve());
      client.destroy(); // once the handler has the request
      return new Promise(() => {});
    }),
  );
  const client = connect(port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await aborted.promise;
});

test('a client that leaves within the body ends its source', { timeout: 10_000 }, async (t) => {
  const cancelled = deferred();
  const port = await serve(
    t,
    toNodeListener(
      () =>
        new Response(
          new ReadableStream({
            pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
            cancel: () => cancelled.resolve(),
          }),
        ),
    ),
  );
  const client = connect(port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(client, 'data');
  client.pause(); // full buffers first, so that the writer is waiting for a drain
  client.destroy();
  await cancelled.promise;
});

test('a request that was answered is not aborted afterwards', async (t) => {
  let signal: AbortSignal | undefined;
  const listener = toNodeListener((request) => {
    ({ signal } = request);
    return new Response('done');
  });
  const port = await serve(t, listener);
  await speak(port, 'GET / HTTP/1.1\nHost: a\nConnection: close\n\n');
  assert.equal(signal?.aborted, false);
});

const throws = () => Promise.reject(new Error('secret detail'));

test('a handler that throws: a bare 500, and the console knows', async (t) => {
  const log = t.mock.method(console, 'error', () => {});
  const port = await serve(t, toNodeListener(throws));
  const response = await fetch(`http://127.0.0.1:${port}/`);
  assert.deepEqual([response.status, await response.text()], [500, '']);
  assert.match(String(log.mock.calls[0]?.arguments[0]), /secret detail/);
});

test('a handler that throws under Express: next(error)', async (t) => {
  const listener = toNodeListener(throws);
  const port = await serve(t, (req, res) =>
    listener(req, res, () => {
      res.statusCode = 418;
      res.end();
    }),
  );
  assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 418);
});

test('a body that breaks is cut, so that nobody takes it for whole', async (t) => {
  const listener = toNodeListener(() => {
    let parts = 0;
    const pull = (controller: ReadableStreamDefaultController) =>
      parts++ ? controller.error(new Error('broken')) : controller.enqueue(new TextEncoder().encode('half'));
    return new Response(new ReadableStream({ pull })); // chunked: only the missing last chunk tells
  });
  const port = await serve(t, listener);
  await assert.rejects(fetch(`http://127.0.0.1:${port}/`).then((response) => response.text()));
});

test('http2', { timeout: 10_000 }, async (t) => {
  const server = http2.createServer((req, res) => void echoUrl(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  t.after(() => {
    client.close();
    server.close();
  });
  const stream = client.request({ ':path': '/x', ':authority': 'host.example' });
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  assert.equal(text, 'GET http://host.example/x');
});

function deferred() {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve: () => resolve() };
}
