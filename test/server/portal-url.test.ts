/** Where a partner may be sent: to a listed portal, whatever the vendor answers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portalRedirectHandler } from 'refport-embed/server';
import { click, HOST, link, PORTAL } from './portal-link.js';
import { GOOD_LOGIN, portalLogin } from './upstream.js';

/** What a vendor, or somebody who took it over, could answer as the place to send a signed-in partner. */
const HOSTILE_URLS: unknown[] = [
  'https://evil.example/auth/token?token=x',
  'https://evil.example/https://acme.example/',
  'https://acme.example.evil.example/',
  'https://evilacme.example/',
  'https://sub.acme.example/',
  'https://acme.example:8443/',
  'https://acme.example./',
  'https://acme.example@evil.example/',
  'https://acme.example:pw@evil.example/',
  'https://user@acme.example/',
  'https://user:pw@acme.example/',
  'https://evil.example\\@acme.example/',
  'https://acme.example\\@evil.example/',
  'https:\\\\acme.example\\auth',
  'https:/acme.example/',
  'https:acme.example/',
  'https:///evil.example/',
  'http://acme.example/',
  '//acme.example/',
  '//evil.example/',
  '/auth/token?token=x',
  'auth/token',
  '',
  ' ',
  ' https://acme.example/',
  'https://acme.example/ ',
  'https://acme.example/\tx',
  'https://acme.example/\r\nSet-Cookie: a=b',
  'https://ac\nme.example/',
  'https://acme.example/\0',
  'https://acme\u2024example/',
  'https://аcme.example/',
  'https://acme.example\u200b.evil.example/',
  'https://[::1]/',
  'https://0x7f.1/',
  'https://acme.example%2eevil.example/',
  'https://',
  'javascript:alert(1)',
  'javascript://acme.example/%0aalert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:https://acme.example/8d5b',
  'file:///etc/passwd',
  'ftp://acme.example/',
  'view-source:https://acme.example/',
  'filesystem:https://acme.example/x',
  'intent://acme.example/#Intent;scheme=https;end',
  'about:blank',
  'http://localhost/',
  null,
  42,
  true,
  {},
  ['https://acme.example/'],
  { href: 'https://acme.example/' },
];

for (const portalUrl of HOSTILE_URLS) {
  test(`portalUrl ${JSON.stringify(portalUrl)}: 502, nobody is sent anywhere`, async (t) => {
    const { open, errors } = await link(t, [portalLogin(portalUrl)]);
    const response = await open();
    assert.deepEqual([response.status, response.headers.get('location'), errors.length], [502, null, 1]);
    assert.doesNotMatch(await response.text(), /acme|evil|alert/);
  });
}

for (const [portalUrl, location = portalUrl] of [
  ['https://acme.example/auth/token?token=a.b.c'],
  ['https://acme.example:443/auth', 'https://acme.example/auth'],
  ['HTTPS://ACME.example/Auth', 'https://acme.example/Auth'],
  ['https://acme.example', 'https://acme.example/'],
  ['https://acme.example//evil.example/', 'https://acme.example//evil.example/'],
  ['http://portal.localhost:4321/auth/token?token=a.b.c'],
] as [string, string?][]) {
  test(`portalUrl ${portalUrl} goes to ${location}`, async (t) => {
    const portalOrigins = [PORTAL, 'http://portal.localhost:4321'];
    const { open } = await link(t, [portalLogin(portalUrl)], { portalOrigins });
    assert.equal((await open()).headers.get('location'), location);
  });
}

test('a client of the host’s own is not trusted either', async () => {
  const affiliates = {
    createPortalToken: async () => ({ token: '', portalUrl: 'javascript:alert(1)', expiresAt: new Date() }),
    find: async () => undefined,
    create: async () => assert.fail('nobody is created'),
  };
  const handler = portalRedirectHandler({
    affonso: { affiliates },
    identify: () => ({ affiliateId: 'x' }),
    portalOrigins: [PORTAL],
    onError: () => {},
  });
  assert.equal((await handler(new Request(HOST, { headers: click }))).status, 502);
});

test('the host is told which origin to list', async (t) => {
  const { open, errors } = await link(t, [portalLogin('https://go.acme.example/auth')]);
  await open();
  assert.match(String(errors[0]), /https:\/\/go\.acme\.example is not in portalOrigins/);
});

for (const bad of [
  '*',
  'https://acme.example/',
  'acme.example',
  'http://acme.example',
  'javascript:',
  'https://*.acme.example',
  'https://*',
  'https://acme.example,https://b.example',
]) {
  test(`portalOrigins: [${JSON.stringify(bad)}] is refused at start-up`, async (t) => {
    await assert.rejects(link(t, [GOOD_LOGIN], { portalOrigins: [bad] }), {
      name: 'TypeError',
      message: /portalOrigins/,
    });
  });
}
