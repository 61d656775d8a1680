/** What a request says about itself decides whether it may use a link up, or press a button. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acmeWithLinks } from './acme-with-links.js';
import { PartnerBrowser, type Page } from './partner-browser.js';

test('who only looks does not use the link up', async (t) => {
  const { issuer, alice, linkFor } = await acmeWithLinks(t);
  const link = await linkFor(alice);
  const browser = new PartnerBrowser(issuer);
  const lookers: [string, () => Promise<Page>, number][] = [
    ['a link checker', () => browser.look(link), 200],
    ['a prefetch', () => browser.open(link, { 'Sec-Purpose': 'prefetch' }), 503],
    ['a prerender', () => browser.open(link, { 'Sec-Purpose': 'prefetch;prerender' }), 503],
    ['an older prefetch', () => browser.open(link, { Purpose: 'prefetch' }), 503],
    ['an image', () => browser.open(link, { 'Sec-Fetch-Dest': 'image' }), 403],
    ['a frame', () => browser.open(link, { 'Sec-Fetch-Dest': 'iframe' }), 403],
  ];
  for (const [name, look, status] of lookers) {
    assert.equal((await look()).status, status, name);
    assert.equal(browser.cookies.size, 0, name);
  }
  assert.match((await browser.visit(link)).html, /Signed in as/);
});

const senders: { name: string; headers: Record<string, string>; accepted: boolean }[] = [
  { name: 'the portal', headers: { 'Sec-Fetch-Site': 'same-origin' }, accepted: true },
  { name: 'the portal, in an older browser', headers: { Origin: 'http://acme.localhost' }, accepted: true },
  { name: 'another site', headers: { 'Sec-Fetch-Site': 'cross-site' }, accepted: false },
  { name: 'another programme', headers: { 'Sec-Fetch-Site': 'same-site' }, accepted: false },
  { name: 'another site, in an older browser', headers: { Origin: 'https://evil.example' }, accepted: false },
  { name: 'a sandboxed frame, in an older browser', headers: { Origin: 'null' }, accepted: false },
  { name: 'who does not say', headers: {}, accepted: false },
];

for (const { name, headers, accepted } of senders) {
  test(`signing out: ${name} is ${accepted ? 'obeyed' : 'refused'}`, async (t) => {
    const { issuer, alice, linkFor } = await acmeWithLinks(t);
    const browser = new PartnerBrowser(issuer);
    await browser.open(await linkFor(alice));
    const cookies = new Map(browser.cookies);

    const answer = await browser.press('/auth/sign-out', headers);
    assert.equal(answer.status, accepted ? 303 : 403);
    if (accepted) assert.match((await browser.visit('/auth/signed-out')).html, /You are signed out/);
    assert.equal(browser.cookies.size, accepted ? 0 : 1);
    for (const [key, cookie] of cookies) browser.cookies.set(key, cookie);
    assert.equal((await browser.open('/portal')).status, accepted ? 401 : 200, 'the session itself');
  });
}
