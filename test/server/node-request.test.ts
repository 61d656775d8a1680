/** From the bytes of a request to a Request: nothing a client writes may change whose site this is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toNodeListener } from 'refport-embed/server/node';
import { echoUrl, serve, speak } from './node-server.js';

test('a request arrives whole: method, URL, headers, body', async (t) => {
  const port = await serve(
    t,
    toNodeListener(async (request) =>
      Response.json({
        method: request.method,
        url: request.url,
        headers: ['x-one', 'cookie', 'sec-fetch-site'].map((name) => request.headers.get(name)),
        body: await request.text(),
      }),
    ),
  );
  const response = await fetch(`http://127.0.0.1:${port}/a/b?c=d%20e`, {
    method: 'POST',
    headers: { 'x-one': '1', cookie: 'a=1; b=2', 'sec-fetch-site': 'same-origin' },
    body: 'Grüße',
  });
  assert.deepEqual(await response.json(), {
    method: 'POST',
    url: `http://127.0.0.1:${port}/a/b?c=d%20e`,
    headers: ['1', 'a=1; b=2', 'same-origin'],
    body: 'Grüße',
  });
});

/** The Host header decides what is our own origin, so nothing but a name and a port may come of it. */
const TARGETS: [string, string, string][] = [
  ['a path', 'GET /x?y HTTP/1.1\nHost: host.example', 'GET http://host.example/x?y'],
  ['a port', 'GET / HTTP/1.1\nHost: host.example:8080', 'GET http://host.example:8080/'],
  ['IPv6', 'GET / HTTP/1.1\nHost: [::1]:8080', 'GET http://[::1]:8080/'],
  ['upper case', 'GET / HTTP/1.1\nHost: HOST.example', 'GET http://host.example/'],
  ['HTTP/1.0 without Host', 'GET /x HTTP/1.0', 'GET http://localhost/x'],
  [
    'a path that looks like a host',
    'GET //evil.example/x HTTP/1.1\nHost: host.example',
    'GET http://host.example//evil.example/x',
  ],
  [
    'an absolute target',
    'GET http://evil.example/x?y HTTP/1.1\nHost: host.example',
    'GET http://host.example/x?y',
  ],
  [
    'an absolute target without a path',
    'GET http://evil.example HTTP/1.1\nHost: host.example',
    'GET http://host.example/',
  ],
  [
    'an absolute target with a query only',
    'GET http://evil.example?y HTTP/1.1\nHost: host.example',
    'GET http://host.example/?y',
  ],
  ['OPTIONS *', 'OPTIONS * HTTP/1.1\nHost: host.example', 'OPTIONS http://host.example/*'],
];

for (const [what, head, expected] of TARGETS) {
  test(`${what}: ${expected}`, async (t) => {
    const answer = await speak(await serve(t, echoUrl), `${head}\nConnection: close\n\n`);
    assert.match(answer, /^HTTP\/1\.1 200 /);
    assert.ok(answer.includes(expected), answer);
  });
}

for (const host of [
  'evil.example/path',
  'host.example@evil.example',
  'user:pw@host.example',
  'host.example:port',
  'host.example:99999',
  'host.example?x',
  'host.example#x',
  'host.example\\evil',
  'host example',
  'a,b',
  '',
  '[::1',
]) {
  test(`Host ${JSON.stringify(host)}: 400, the handler never sees it`, async (t) => {
    const handler = t.mock.fn(() => new Response('seen'));
    const port = await serve(t, toNodeListener(handler));
    const answer = await speak(port, `GET / HTTP/1.1\nHost: ${host}\nConnection: close\n\n`);
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.equal(handler.mock.callCount(), 0);
  });
}

test('TRACE, which no Request can be: 400', async (t) => {
  const answer = await speak(await serve(t, echoUrl), 'TRACE / HTTP/1.1\nHost: a\nConnection: close\n\n');
  assert.match(answer, /^HTTP\/1\.1 400 /);
});

test('in an Express router: the whole path, and TLS as Express sees it', async (t) => {
  const port = await serve(t, (req, res) =>
    // What express.Router mounted at /api hands on, behind a trusted proxy that ended TLS.
    echoUrl(Object.assign(req, { originalUrl: '/api/portal?x', url: '/portal?x', protocol: 'https' }), res),
  );
  const answer = await speak(port, 'GET /api/portal?x HTTP/1.1\nHost: host.example\nConnection: close\n\n');
  assert.ok(answer.includes('GET https://host.example/api/portal?x'), answer);
});
