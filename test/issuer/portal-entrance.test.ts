/** `/portal` for whoever is not signed in: the way to get in, in the visitor's language. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAcme, send } from './acme.js';

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
  ['de;q=0,fr;q=0.1', 'fr'],
  ['sv', 'en'],
  ['', 'en'],
  ['constructor,__proto__;q=0.9', 'en'],
] as const) {
  test(`whoever is not signed in reads the way in, and has a link: Accept-Language ${JSON.stringify(accepts)} is ${language}`, async (t) => {
    const { issuer } = await openAcme(t);
    const { status, body } = await send(issuer, '/portal', { headers: { 'Accept-Language': accepts } });
    const html = String(body);
    assert.equal(status, 401);
    assert.match(
      html,
      new RegExp(`<html\\s+lang="${language}"\\s+dir="${language === 'ar' ? 'rtl' : 'ltr'}"`),
    );
    const [, title = ''] = /<h1>([^<>]{8,})<\/h1>/.exec(html) ?? [];
    assert.equal(title === 'Your portal is one step away', language === 'en', title);
    assert.match(html, /<a [^>]*href="https:\/\/acme\.example\/welcome"[^>]*>[^<]*acme\.example[^<]*<\/a/);
  });
}
