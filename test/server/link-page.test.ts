/** Whoever cannot be sent to the portal reads why, in their language, and has a next step. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { RefportError } from 'refport-embed/server';
import { click, clickIn, link } from './portal-link.js';
import { GOOD_LOGIN, json, refused, type Answer } from './upstream.js';

const NOBODY = json({ success: true, data: [] });
const unknownPartner = (t: TestContext) =>
  link(t, [NOBODY], { identify: () => ({ email: 'alice@example.com' }) });

for (const [accepts, language] of [
  ['en-GB,en;q=0.9', 'en'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['fr', 'fr'],
  ['es-MX', 'es'],
  ['it-CH', 'it'],
  ['nl', 'nl'],
  ['pt-BR,pt;q=0.9', 'pt'],
  ['ja', 'ja'],
  ['ar-EG', 'ar'],
  ['sv,da;q=0.9,nl;q=0.5,en;q=0.1', 'nl'],
  ['en;q=0.2, DE ; q=0.9', 'de'],
  ['de;q=0,fr;q=0.1', 'fr'],
  ['sv', 'en'],
  ['*', 'en'],
  ['', 'en'],
  ['constructor,__proto__;q=0.9', 'en'],
  [';q=1,,;;,de;q=x', 'en'],
] as const) {
  test(`Accept-Language ${JSON.stringify(accepts)}: ${language}`, async (t) => {
    const { open } = await unknownPartner(t);
    const response = await open(clickIn(accepts));
    assert.equal(response.headers.get('content-language'), language);
    const direction = language === 'ar' ? 'rtl' : 'ltr';
    assert.ok((await response.text()).includes(`<html lang="${language}" dir="${direction}">`));
  });
}

test('in every language each reason has words of its own, and a link that goes on', async (t) => {
  const reasons = {
    signedOut: await link(t, [GOOD_LOGIN], { identify: () => null }),
    noAccess: await unknownPartner(t),
    notAnswering: await link(t, [{ status: 503 }]),
    confirm: await link(t, [GOOD_LOGIN]),
  };
  const sentences = new Set<string>();
  for (const language of ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'ja', 'ar']) {
    for (const [reason, { open }] of Object.entries(reasons)) {
      const site = reason === 'confirm' ? { 'sec-fetch-site': 'cross-site' } : {};
      const text = await (await open({ ...clickIn(language), ...site })).text();
      const [, sentence = ''] = /<p>([^<>]+)<\/p>/.exec(text) ?? [];
      assert.match(sentence, /.{8,}[.。]$/u, `${language} ${reason}`);
      assert.match(text, /<a href="">[^<>]{3,}<\/a>/, `${language} ${reason}`);
      sentences.add(sentence);
    }
  }
  assert.equal(sentences.size, 9 * 4);
});

test('a page that loads nothing, runs nothing, stands in no frame and is kept by nobody', async (t) => {
  const { open } = await unknownPartner(t);
  const response = await open(clickIn('en'));
  assert.deepEqual(Object.fromEntries(response.headers), {
    'cache-control': 'no-store, private',
    'content-language': 'en',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'content-type': 'text/html; charset=utf-8',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    vary: 'Cookie, Origin, Sec-Fetch-Site, Accept, Accept-Language',
    'x-content-type-options': 'nosniff',
  });
  const text = await response.text();
  assert.match(text, /^<!doctype html>\n<html lang="en" dir="ltr">\n<meta charset="utf-8">/);
  assert.match(text, /<title>Referral portal<\/title>.*<main>\n<h1>Referral portal<\/h1>/s);
  assert.doesNotMatch(text, /<script|src=|url\(|@import/);
});

for (const [whence, site] of [
  ['from another site', 'cross-site'],
  ['from a sibling that is not listed', 'same-site'],
  ['from a bookmark or the address bar', 'none'],
] as const) {
  test(`the page for people ${whence} is right about them, and its link opens the portal`, async (t) => {
    const { open, asked } = await link(t, [GOOD_LOGIN]);
    const page = await open({ ...clickIn('en'), 'sec-fetch-site': site });
    assert.deepEqual([page.status, asked.length], [403, 0]);
    const text = await page.text();
    assert.match(text, /Your portal opens with one more click\..*<a href="">Open the portal<\/a>/s);
    assert.doesNotMatch(text, /another site/);
    assert.equal((await open(click)).status, 303);
    const referer = 'https://host.example/api/portal'; // what a browser without Fetch Metadata sends
    assert.equal((await open({ referer })).status, 303);
  });
}

for (const [what, answer, headers] of [
  [
    'patience',
    refused(429, 'RATE_LIMIT_EXCEEDED', 'Slow down.', { 'retry-after': '7' }),
    ['retry-after', '7'],
  ],
] as [string, Answer, [string, string]][]) {
  test(`${what} that the vendor asks for is asked of the browser`, async (t) => {
    const { open } = await link(t, [answer]);
    assert.equal((await open(clickIn('en'))).headers.get(headers[0]), headers[1]);
  });
}

test('nothing of the request, of a vendor’s words or of a foreign code is markup on the page', async (t) => {
  const evil = '<img src=x onerror=alert(1)>';
  const { open } = await link(t, [refused(404, 'NOT_FOUND', evil)]);
  const said = await open({ ...clickIn(`${evil},de`), referer: `https://host.example/${evil}` });
  assert.doesNotMatch(await said.text(), /<img/);

  const rejects = () => Promise.reject(new RefportError(evil, evil, { status: 404 }));
  const affonso = { affiliates: { find: rejects, create: rejects, createPortalToken: rejects } };
  const own = await link(t, [], { affonso });
  const page = await own.open(clickIn('en'));
  assert.equal(page.status, 404);
  assert.doesNotMatch(await page.text(), /<img/);
});
