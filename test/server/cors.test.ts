/** Pages of another origin: only those that the host lists, by exact name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alice, endpoint } from './token-endpoint.js';
import { GOOD_TOKEN, refused } from './upstream.js';

const LISTED = 'https://www.acme.example';
const foreign = { 'sec-fetch-site': 'cross-site', origin: LISTED };

test('a listed origin is answered by name, with cookies, and may read what it needs', async (t) => {
  const { ask } = await endpoint(t, GOOD_TOKEN, { allowOrigins: [LISTED] });
  const { status, headers } = await ask(foreign);
  assert.equal(status, 200);
  assert.equal(headers.get('access-control-allow-origin'), LISTED);
  assert.equal(headers.get('access-control-allow-credentials'), 'true');
  assert.equal(headers.get('access-control-expose-headers'), 'Retry-After, Date');
});

test('a listed origin reads its errors too', async (t) => {
  const signedOut = await endpoint(t, GOOD_TOKEN, { allowOrigins: [LISTED], identify: () => null });
  const limited = await endpoint(t, refused(429, 'RATE_LIMIT_EXCEEDED'), { allowOrigins: [LISTED] });
  for (const response of [await signedOut.ask(foreign), await limited.ask(foreign)]) {
    assert.equal(response.headers.get('access-control-allow-origin'), LISTED);
  }
});

test('a preflight of a listed origin: 204, nobody is identified, nothing is minted', async (t) => {
  const identify = t.mock.fn(() => alice);
  const { ask, asked } = await endpoint(t, GOOD_TOKEN, { allowOrigins: [LISTED], identify });
  const headers = { ...foreign, 'access-control-request-headers': 'x-csrf-token' };
  const response = await ask(headers, { method: 'OPTIONS' });
  assert.equal(response.status, 204);
  assert.equal(response.headers.get('access-control-allow-origin'), LISTED);
  assert.equal(response.headers.get('access-control-allow-headers'), 'x-csrf-token');
  assert.deepEqual([identify.mock.callCount(), asked.length], [0, 0]);
});

/** Twenty ways to look like the listed origin. */
const LOOKALIKES = [
  'null',
  '*',
  'https://acme.example',
  'http://www.acme.example',
  'https://www.acme.example:443',
  'https://www.acme.example:8443',
  'https://www.acme.example/',
  'https://www.acme.example.',
  'https://www.acme.example.evil.example',
  'https://evilwww.acme.example',
  'https://evil.www.acme.example',
  'https://www.acme.example@evil.example',
  'https://evil.example#https://www.acme.example',
  'https://evil.example?https://www.acme.example',
  'https://WWW.ACME.EXAMPLE',
  'HTTPS://www.acme.example',
  'https://www.acme.example, https://evil.example',
  'https://xn--www-acme.example',
  'https://www.acme\u00ade.example',
  'file://',
  'chrome-extension://abcdef',
];

for (const origin of LOOKALIKES) {
  test(`the origin ${origin} is not ${LISTED}`, async (t) => {
    const { ask, asked } = await endpoint(t, GOOD_TOKEN, { allowOrigins: [LISTED] });
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const response = await ask({ 'sec-fetch-site': 'cross-site', origin }, { method });
      assert.ok(response.status === 403 || response.status === 405, `${method}: ${response.status}`);
      assert.equal(response.headers.get('access-control-allow-origin'), null);
    }
    assert.equal(asked.length, 0);
  });
}

for (const bad of [
  '*',
  'null',
  '',
  'acme.example',
  'https://acme.example/',
  'https://*.acme.example/x',
  'https://*.acme.example',
  'http://acme.example',
]) {
  test(`allowOrigins: [${JSON.stringify(bad)}] is refused at start-up`, async (t) => {
    await assert.rejects(endpoint(t, GOOD_TOKEN, { allowOrigins: [bad] }), {
      name: 'TypeError',
      message: /allowOrigins/,
    });
  });
}
