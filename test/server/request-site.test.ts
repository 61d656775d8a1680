/** Who made the browser send it: both handlers, against every shape of request that browsers and attackers make. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { click, link } from './portal-link.js';
import { codeOf, endpoint, HOST } from './token-endpoint.js';
import { GOOD_LOGIN, GOOD_TOKEN } from './upstream.js';

/** Request shapes as browsers send them (Chromium and Firefox, measured), and as attackers would like them. */
const TOKEN_REQUESTS: [string, 'GET' | 'POST', Record<string, string>, 200 | 403][] = [
  ['own page, GET', 'GET', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }, 200],
  ['own page, POST', 'POST', { 'sec-fetch-site': 'same-origin', origin: HOST }, 200],
  [
    'own page behind a proxy that renames the host',
    'POST',
    { 'sec-fetch-site': 'same-origin', origin: 'https://www.example' },
    200,
  ],
  ['typed into the address bar', 'GET', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }, 200],
  ['old browser, own page, GET', 'GET', {}, 200],
  ['old browser, own page, POST', 'POST', { origin: HOST }, 200],

  ['evil page, fetch', 'GET', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
  ['evil page, POST', 'POST', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
  [
    'evil page, image',
    'GET',
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    403,
  ],
  ['evil page, script', 'GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'script' }, 403],
  [
    'evil page, iframe',
    'GET',
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    403,
  ],
  [
    'evil link',
    'GET',
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    403,
  ],
  [
    'evil form',
    'POST',
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example', 'sec-fetch-mode': 'navigate' },
    403,
  ],
  ['sandboxed srcdoc', 'POST', { 'sec-fetch-site': 'cross-site', origin: 'null' }, 403],
  ['sibling subdomain', 'GET', { 'sec-fetch-site': 'same-site' }, 403],
  [
    'sibling subdomain, POST',
    'POST',
    { 'sec-fetch-site': 'same-site', origin: 'https://blog.host.example' },
    403,
  ],
  ['evil page that claims our Origin', 'POST', { 'sec-fetch-site': 'cross-site', origin: HOST }, 403],
  ['two values', 'GET', { 'sec-fetch-site': 'same-origin, cross-site' }, 403],
  ['another spelling', 'GET', { 'sec-fetch-site': 'Same-Origin' }, 403],
  ['a value of tomorrow', 'GET', { 'sec-fetch-site': 'same-party' }, 403],
  ['an empty value', 'GET', { 'sec-fetch-site': '' }, 403],

  ['old browser, evil POST', 'POST', { origin: 'https://evil.example' }, 403],
  ['old browser, evil GET with CORS', 'GET', { origin: 'https://evil.example' }, 403],
  ['old browser, null', 'POST', { origin: 'null' }, 403],
  ['old browser, plain http', 'POST', { origin: 'http://host.example' }, 403],
  ['old browser, other port', 'POST', { origin: 'https://host.example:8443' }, 403],
  ['old browser, our name in front', 'POST', { origin: 'https://host.example.evil.example' }, 403],
  ['old browser, our name behind', 'POST', { origin: 'https://evilhost.example' }, 403],
  ['old browser, subdomain', 'POST', { origin: 'https://a.host.example' }, 403],
  ['old browser, trailing dot', 'POST', { origin: 'https://host.example.' }, 403],
  ['old browser, a path', 'POST', { origin: 'https://host.example/' }, 403],
  ['old browser, upper case', 'POST', { origin: 'https://HOST.example' }, 403],
  ['old browser, user info', 'POST', { origin: 'https://host.example@evil.example' }, 403],
  ['old browser, a list', 'POST', { origin: 'https://host.example https://evil.example' }, 403],
  ['old browser, no URL', 'POST', { origin: 'host.example' }, 403],
  ['old browser, empty', 'POST', { origin: '' }, 403],
];

for (const [what, method, headers, status] of TOKEN_REQUESTS) {
  test(`token endpoint, ${what}: ${status}`, async (t) => {
    const { ask, asked } = await endpoint(t, GOOD_TOKEN);
    const response = await ask(headers, { method });
    assert.deepEqual([response.status, asked.length], [status, status === 200 ? 1 : 0]);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    if (status === 403) assert.equal(await codeOf(response), 'CROSS_SITE');
  });
}

test('behind a proxy that ends TLS, our own https pages are our own', async (t) => {
  const { ask } = await endpoint(t, GOOD_TOKEN);
  const url = 'http://host.example/api/embed-token';
  assert.equal((await ask({ origin: HOST }, { method: 'POST' }, url)).status, 200);
  assert.equal((await ask({ origin: 'http://host.example' }, { method: 'POST' }, url)).status, 200);
  assert.equal((await ask({ origin: 'https://host.example:444' }, { method: 'POST' }, url)).status, 403);
});

test('a framework that puts the address it listens at into the URL: the Host header says what the browser asked', async (t) => {
  const { ask } = await endpoint(t, GOOD_TOKEN);
  const url = 'http://localhost:3000/api/embed-token'; // Next.js, `next start`
  const statusFor = async (origin: string, host = 'host.example') =>
    (await ask({ origin, host }, { method: 'POST' }, url)).status;
  assert.equal(await statusFor('http://host.example'), 200);
  assert.equal(await statusFor('https://host.example'), 200); // behind a proxy that ends TLS
  assert.equal(await statusFor('http://host.example:3000'), 403);
  assert.equal(await statusFor('https://evil.example'), 403);
  assert.equal(await statusFor('null'), 403);

  const { open } = await link(t, [GOOD_LOGIN]);
  const follow = async (referer: string) =>
    (await open({ referer, host: 'host.example' }, {}, 'http://localhost:3000/api/portal')).status;
  assert.equal(await follow('https://host.example/account'), 303);
  assert.equal(await follow('https://evil.example/account'), 403);
});

const direct = { ...click, 'sec-fetch-site': 'none' };

const NAVIGATIONS: [string, Record<string, string>, 303 | 403][] = [
  ['own link', click, 303],
  ['old browser, own page', { referer: `${HOST}/account` }, 303],

  ['evil link', { ...click, 'sec-fetch-site': 'cross-site' }, 403],
  ['evil link from a sibling', { ...click, 'sec-fetch-site': 'same-site' }, 403],
  ['evil iframe', { ...click, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' }, 403],
  [
    'evil image',
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    403,
  ],
  ['own iframe', { ...click, 'sec-fetch-dest': 'iframe' }, 403],
  ['own object', { ...click, 'sec-fetch-dest': 'object' }, 403],
  ['own embed', { ...click, 'sec-fetch-dest': 'embed' }, 403],
  [
    'own fetch',
    { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    403,
  ],
  [
    'own image',
    { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    403,
  ],
  [
    'own script',
    { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
    403,
  ],
  [
    'own service worker',
    { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'same-origin', 'sec-fetch-dest': 'serviceworker' },
    403,
  ],
  ['a document that nobody navigates to', { ...click, 'sec-fetch-mode': 'no-cors' }, 403],
  ['site alone', { 'sec-fetch-site': 'same-origin' }, 403],
  ['two sites', { ...click, 'sec-fetch-site': 'same-origin, cross-site' }, 403],
  ['another spelling', { ...click, 'sec-fetch-site': 'SAME-ORIGIN' }, 403],
  ['typed address', direct, 403],
  [
    'evil link with our Referer',
    { ...click, 'sec-fetch-site': 'cross-site', referer: `${HOST}/account` },
    403,
  ],
  ['no word about its origin', {}, 403],
  ['old browser, evil page', { referer: 'https://evil.example/?https://host.example/' }, 403],
  ['old browser, lookalike', { referer: 'https://host.example.evil.example/' }, 403],
  ['old browser, other port', { referer: 'https://host.example:8443/' }, 403],
  ['old browser, plain http', { referer: 'http://host.example/' }, 403],
  ['old browser, opaque', { referer: 'about:blank' }, 403],
  ['old browser, no URL', { referer: 'null' }, 403],
];

for (const [what, headers, status] of NAVIGATIONS) {
  test(`portal link, ${what}: ${status}`, async (t) => {
    const { open, asked } = await link(t, [GOOD_LOGIN]);
    const response = await open(headers);
    assert.deepEqual([response.status, asked.length], [status, status === 303 ? 1 : 0]);
    assert.equal(response.headers.has('location'), status === 303);
  });
}

/** Clicks that lead to `app.`, in a page of `www.` that is listed, and what looks like them. */
const WWW = 'https://www.acme.example';
const sameSite = { ...click, 'sec-fetch-site': 'same-site' };
const crossSite = { ...click, 'sec-fetch-site': 'cross-site' };
const from = (referer: string) => ({ referer });

const LISTED_CLICKS: [string, Record<string, string>, 303 | 403][] = [
  ['www. leads to app.', { ...sameSite, ...from(`${WWW}/`) }, 303],
  ['with its whole address', { ...sameSite, ...from(`${WWW}/account?tab=2`) }, 303],
  ['www. redirects through app. itself', { ...sameSite, ...from(`${WWW}/`) }, 303],
  ['www. redirects through another site of the host', { ...crossSite, ...from(`${WWW}/`) }, 303],
  ['a listed page on another site', { ...crossSite, ...from('https://acme.shop/') }, 303],
  ['our own page, still', click, 303],
  ['old browser, www.', from(`${WWW}/`), 303],
  ['old browser, own page', from(`${HOST}/account`), 303],

  ['www. that sends no Referer', sameSite, 403],
  ['a sibling that is not listed', { ...sameSite, ...from('https://blog.acme.example/') }, 403],
  ['a sibling with our name in its path', { ...sameSite, ...from(`https://blog.acme.example/${WWW}/`) }, 403],
  ['www. in plain http', { ...sameSite, ...from('http://www.acme.example/') }, 403],
  ['www. on another port', { ...sameSite, ...from('https://www.acme.example:8443/') }, 403],
  ['www. with a dot behind', { ...sameSite, ...from('https://www.acme.example./') }, 403],
  ['a lookalike', { ...crossSite, ...from('https://www.acme.example.evil.example/') }, 403],
  ['an evil redirect through www.', { ...crossSite, ...from('https://evil.example/') }, 403],
  ['a typed address', { ...click, 'sec-fetch-site': 'none', ...from(`${WWW}/`) }, 403],
  ['www. in a frame', { ...sameSite, ...from(`${WWW}/`), 'sec-fetch-dest': 'iframe' }, 403],
  ['an image in www.', { ...sameSite, ...from(`${WWW}/`), 'sec-fetch-mode': 'no-cors' }, 403],
  ['a value of tomorrow', { ...click, 'sec-fetch-site': 'same-party', ...from(`${WWW}/`) }, 403],
  ['two values', { ...click, 'sec-fetch-site': 'same-site, same-site', ...from(`${WWW}/`) }, 403],
  ['old browser, a sibling', from('https://blog.acme.example/'), 403],
];

for (const [what, headers, status] of LISTED_CLICKS) {
  test(`portal link with allowOrigins, ${what}: ${status}`, async (t) => {
    const { open, asked } = await link(t, [GOOD_LOGIN], { allowOrigins: [WWW, 'https://acme.shop'] });
    const response = await open(headers);
    assert.deepEqual([response.status, asked.length], [status, status === 303 ? 1 : 0]);
    assert.equal(response.headers.has('location'), status === 303);
  });
}

for (const bad of ['*', 'https://*.acme.example', 'https://www.acme.example/', 'www.acme.example']) {
  test(`portal link, allowOrigins: [${JSON.stringify(bad)}] is refused at start-up`, async (t) => {
    await assert.rejects(link(t, [GOOD_LOGIN], { allowOrigins: [bad] }), TypeError);
  });
}

test('bookmarks and mail programs, where the host wants them', async (t) => {
  const { open } = await link(t, [GOOD_LOGIN], { allowDirectVisits: true });
  assert.equal((await open(direct)).status, 303);
  assert.equal((await open({ ...direct, 'sec-fetch-dest': 'iframe' })).status, 403);
  assert.equal((await open({ ...direct, 'sec-fetch-site': 'cross-site' })).status, 403);
});
