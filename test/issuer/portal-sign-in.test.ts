/** The portal as a page of its own: one link, one sign-in, and nobody in an account that is not theirs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acmeWithLinks } from './acme-with-links.js';
import { PartnerBrowser } from './partner-browser.js';

const NOON = Date.parse('2030-01-01T12:00:00Z');
const HOURS = 60 * 60_000;

const tokenOf = (link: string): string => new URLSearchParams(link.split('?')[1]).get('token') ?? '';

const EXPIRED_OR_USED = /This link has expired or was already used/;

test('a link signs its partner in and shows them the portal, with a way out', async (t) => {
  const { issuer, alice, linkFor } = await acmeWithLinks(t);
  const browser = new PartnerBrowser(issuer);
  const signedIn = await browser.open(await linkFor(alice));
  assert.deepEqual([signedIn.status, signedIn.location], [303, '/portal']);
  assert.equal(signedIn.headers.get('Referrer-Policy'), 'no-referrer');
  assert.equal(signedIn.headers.get('Cache-Control'), 'no-store');

  const { status, html } = await browser.open('/portal');
  assert.equal(status, 200);
  for (const shown of ['Alice Liddell', 'alice@example.com', 'org_001', '?via=alice-liddell-']) {
    assert.ok(html.includes(shown), shown);
  }
  assert.match(html, /<form method="post" action="\/auth\/sign-out">/);
});

test('a link works once: of twenty who follow it at the same time one is let in', async (t) => {
  const { issuer, alice, linkFor } = await acmeWithLinks(t);
  const link = await linkFor(alice);
  const pages = await Promise.all(Array.from({ length: 20 }, () => new PartnerBrowser(issuer).open(link)));
  assert.equal(pages.filter(({ status }) => status === 303).length, 1);
  for (const page of pages.filter(({ status }) => status !== 303)) {
    assert.equal(page.status, 410);
    assert.match(page.html, EXPIRED_OR_USED);
    assert.equal(page.headers.getSetCookie().length, 0);
  }
});

test('a link works for five minutes', async (t) => {
  let now = NOON;
  const { issuer, alice, linkFor } = await acmeWithLinks(t, { now: () => now });
  const link = await linkFor(alice);
  now += 6 * 60_000;
  assert.match((await new PartnerBrowser(issuer).open(link)).html, EXPIRED_OR_USED);
});

test('on https the session is a __Host- cookie that no script and no other site can use', async (t) => {
  const { issuer, alice, linkFor } = await acmeWithLinks(t, {
    baseDomain: 'portal.example',
    now: () => NOON,
  });
  // Behind a proxy that ends TLS the request itself is plain http: the programme's address decides.
  for (const origin of ['https://acme.portal.example', 'http://acme.portal.example']) {
    const browser = new PartnerBrowser(issuer, origin);
    await browser.open(await linkFor(alice));
    const cookie = browser.cookies.get('__Host-refport');
    assert.deepEqual(cookie?.attributes.toSorted(), [
      'HttpOnly',
      'Max-Age=28800',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ]);
  }
});

test('on http://*.localhost the cookie goes without Secure, which WebKit would drop', async (t) => {
  const { issuer, alice, linkFor } = await acmeWithLinks(t, { now: () => NOON });
  const browser = new PartnerBrowser(issuer);
  await browser.open(await linkFor(alice));
  const attributes = browser.cookies.get('refport')?.attributes;
  assert.deepEqual(attributes?.toSorted(), ['HttpOnly', 'Max-Age=28800', 'Path=/', 'SameSite=Lax']);
});

test('a session ends after eight hours', async (t) => {
  let now = NOON;
  const { issuer, alice, linkFor } = await acmeWithLinks(t, { now: () => now });
  const browser = new PartnerBrowser(issuer);
  await browser.open(await linkFor(alice));
  now += 8 * HOURS - 1;
  assert.equal((await browser.open('/portal')).status, 200);
  now += 1;
  const { status, html } = await browser.open('/portal');
  assert.equal(status, 401);
  assert.match(html, /one step away/);
});

test('a session ends at once when the partner is banned', async (t) => {
  const { issuer, alice, linkFor } = await acmeWithLinks(t);
  const browser = new PartnerBrowser(issuer);
  await browser.open(await linkFor(alice));
  await issuer.partners.setStatus(alice.id, 'BANNED');
  assert.equal((await browser.open('/portal')).status, 401);
});

test('a used link says so, and that one is still signed in', async (t) => {
  const { issuer, alice, linkFor } = await acmeWithLinks(t);
  const browser = new PartnerBrowser(issuer);
  const link = await linkFor(alice);
  await browser.open(link);
  const again = await browser.open(link);
  assert.equal(again.status, 410);
  assert.match(again.html, EXPIRED_OR_USED);
  assert.match(again.html, /still signed in as <strong><bdi>Alice Liddell<\/bdi>/);
  assert.match(again.html, /href="\/portal"/);
});

test('a second link for the same partner is followed without a question, and ends the first session', async (t) => {
  const { issuer, alice, linkFor } = await acmeWithLinks(t);
  const browser = new PartnerBrowser(issuer);
  await browser.open(await linkFor(alice));
  const stolen = new PartnerBrowser(issuer);
  for (const [name, cookie] of browser.cookies) stolen.cookies.set(name, cookie);

  assert.equal((await browser.open(await linkFor(alice))).location, '/portal');
  assert.equal((await browser.open('/portal')).status, 200);
  assert.equal((await stolen.open('/portal')).status, 401);
});

test('a link for somebody else asks first, and stands in no page and no URL meanwhile', async (t) => {
  const { issuer, alice, bob, linkFor } = await acmeWithLinks(t);
  const browser = new PartnerBrowser(issuer);
  await browser.open(await linkFor(alice));

  const link = await linkFor(bob);
  const redirect = await browser.open(link);
  assert.deepEqual([redirect.status, redirect.location], [303, '/auth/switch']);
  const question = await browser.open('/auth/switch');
  assert.equal(question.status, 200);
  assert.match(question.html, /You are signed in as <strong><bdi>Alice Liddell<\/bdi>/);
  assert.match(question.html, /is for <strong><bdi>Bob<\/bdi>/);
  assert.ok(!question.html.includes(tokenOf(link)));
  assert.match((await browser.open('/portal')).html, /Alice Liddell/, 'nothing has changed yet');

  const foreign = await browser.press('/auth/switch', {
    'Sec-Fetch-Site': 'cross-site',
    Origin: 'https://evil.example',
  });
  assert.equal(foreign.status, 403);
  assert.match((await browser.open('/portal')).html, /Alice Liddell/, 'nor because another site wanted it');

  const switched = await browser.press('/auth/switch');
  assert.deepEqual([switched.status, switched.location], [303, '/portal']);
  assert.match((await browser.open('/portal')).html, /Signed in as <bdi>Bob<\/bdi>/);
  assert.match((await browser.press('/auth/switch')).html, EXPIRED_OR_USED, 'the link is used up');
});

test('who asks whether to switch and then finds the link used stays signed in', async (t) => {
  const { issuer, alice, bob, linkFor } = await acmeWithLinks(t);
  const browser = new PartnerBrowser(issuer);
  await browser.open(await linkFor(alice));
  const link = await linkFor(bob);
  await browser.open(link);
  await new PartnerBrowser(issuer).open(link);
  assert.match((await browser.press('/auth/switch')).html, EXPIRED_OR_USED);
  assert.match((await browser.open('/portal')).html, /Alice Liddell/);
});

test('a link of one programme does not work at the address of another', async (t) => {
  const { issuer, alice, linkFor } = await acmeWithLinks(t);
  await issuer.programmes.create({
    name: 'Other',
    reward: 'Thanks',
    landingUrl: 'https://other.example',
    subdomain: 'other',
    embedOrigins: [],
  });
  const link = await linkFor(alice);
  assert.match((await new PartnerBrowser(issuer, 'http://other.localhost').open(link)).html, EXPIRED_OR_USED);
  const browser = new PartnerBrowser(issuer);
  await browser.open(link);
  const elsewhere = new PartnerBrowser(issuer, 'http://other.localhost');
  for (const [name, cookie] of browser.cookies) elsewhere.cookies.set(name, cookie);
  assert.equal((await elsewhere.open('/portal')).status, 401, 'nor does the session');
});

test('no token and no session stands in a page, in a header that others see, or in the log', async (t) => {
  const lines: string[] = [];
  const { issuer, alice, bob, linkFor } = await acmeWithLinks(t, {
    log: (line) => lines.push(JSON.stringify(line)),
  });
  const browser = new PartnerBrowser(issuer);
  const links = [await linkFor(alice), await linkFor(bob)];
  const [first = '', second = ''] = links;
  const pages = [
    await browser.open(first),
    await browser.open('/portal'),
    await browser.open(first),
    await browser.open(second),
    await browser.open('/auth/switch'),
    await browser.press('/auth/switch'),
    await browser.open('/portal'),
    await browser.open(`/embed/referrals?token=${tokenOf(second)}`),
  ];
  const secrets = [...links.map(tokenOf), ...[...browser.cookies.values()].map(({ value }) => value)];
  assert.equal(secrets.length, 3);
  assert.ok(secrets.every((secret) => secret.length > 20));
  for (const page of pages) page.headers.delete('Set-Cookie');
  const seen = [...pages.map(({ html, headers }) => html + JSON.stringify([...headers])), ...lines];
  assert.ok(lines.length >= pages.length);
  for (const secret of secrets) assert.ok(!seen.some((text) => text.includes(secret)));
});
