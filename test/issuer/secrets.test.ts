/** What opens a door is handed out once, and is found nowhere afterwards. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { RequestLogLine } from 'refport-embed/issuer';
import {
  askForEmbedToken,
  askForPortalToken,
  at,
  bearer,
  followPortalLink,
  openAcme,
  openPortal,
  send,
  textAt,
} from './acme.js';

test('no key, token, session or address is in the database’s files or in the log', async (t) => {
  const lines: RequestLogLine[] = [];
  const { issuer, key, database, programme } = await openAcme(t, { log: (line) => lines.push(line) });
  const email = 'alice@example.com';
  const embed = textAt((await askForEmbedToken(issuer, key, { partner: { email } })).body, 'publicToken');
  await openPortal(issuer, embed);
  const [alice] = await issuer.partners.list(programme.id);
  assert.ok(alice);
  const portal = textAt((await askForPortalToken(issuer, key, alice.id)).body, 'data', 'token');
  const { headers } = await followPortalLink(issuer, portal);
  const [Cookie = '', session = ''] = /^[^=]+=(ps_[^;]+)/.exec(headers.getSetCookie().join()) ?? [];
  assert.ok(session, 'a session cookie');
  const page = await send(issuer, '/portal', { headers: { Cookie } });
  assert.ok(String(page.body).includes(email), 'the page of who is signed in');

  // Secrets where they do not belong, and requests that fail: none of it may be echoed or logged.
  const misplaced = [
    await send(issuer, `/embed/referrals?token=${embed}`),
    await send(issuer, `/${key}/${embed}?key=${key}&token=${portal}`),
    await send(issuer, `/v1/affiliates/${key}/portal-token`, { method: 'POST', ...bearer(key) }),
    await send(issuer, `/v1/affiliates?email=${key}`, bearer(key)),
    await send(issuer, '/api/embed/token', { method: 'POST', ...bearer(embed) }),
    await askForEmbedToken(issuer, key, key),
    await askForEmbedToken(issuer, key, { enrollmentId: embed, partner: { email: portal } }),
    await askForEmbedToken(issuer, key, { tenantId: session }),
    await followPortalLink(issuer, `${portal}x`),
    await followPortalLink(issuer, embed),
    await openPortal(issuer, portal),
  ];
  const said = [page, ...misplaced]
    .map(({ headers: sent, body }) => JSON.stringify([[...sent], body]))
    .join('\n');

  const log = JSON.stringify(lines);
  assert.ok(lines.length >= misplaced.length);
  assert.ok(lines.some(({ keyId }) => keyId?.startsWith('key_')));
  const folder = dirname(database);
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
  const stored = Buffer.concat(files);
  assert.ok(stored.includes(email), 'the scan sees what is stored');

  for (const [name, secret] of Object.entries({ key, embed, portal, session })) {
    // The half that proves (of a JWT: the signature), as text and in the other ways it could be written down.
    const proof = secret.split('.').at(-1)?.slice(-21) ?? '';
    const bytes = Buffer.from(secret.slice(3), 'base64url').subarray(16);
    for (const spelling of [
      secret,
      proof,
      ...(name === 'portal' ? [] : [bytes.toString('hex'), bytes.toString('base64'), bytes]),
    ]) {
      assert.ok(!stored.includes(spelling), `${name} is stored`);
      assert.ok(!log.includes(String(spelling)), `${name} is logged`);
      assert.ok(!said.includes(String(spelling)), `${name} is repeated`);
    }
  }
  assert.ok(!log.includes(email) && !log.includes(alice.handle), 'a person is logged');
});

test('an embed token counts in its one true spelling only', async (t) => {
  const { issuer, key } = await openAcme(t);
  const token = textAt(
    (await askForEmbedToken(issuer, key, { partner: { email: 'alice@example.com' } })).body,
    'publicToken',
  );
  // The last character has two spare bits: four characters decode to the same bytes.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const sameBytes = token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1) ?? '') + 1];
  assert.deepEqual(Buffer.from(sameBytes.slice(3), 'base64url'), Buffer.from(token.slice(3), 'base64url'));
  const changed = (index: number) =>
    token.slice(0, index) + (token[index] === 'x' ? 'y' : 'x') + token.slice(index + 1);
  const wrong = [
    sameBytes,
    changed(5), // another selector
    changed(30), // another verifier
    `${token}=`,
    token.slice(0, -1),
    token.slice(3),
    token.replace('pt_', 'rk_'),
    token.replace('pt_', 'PT_'),
    key,
    'pt_',
    `pt_${'!'.repeat(43)}`,
    'x'.repeat(1_000_000),
  ];
  for (const text of wrong) {
    const { status, body } = await openPortal(issuer, text);
    assert.deepEqual([status, at(body, 'error', 'code')], [401, 'UNAUTHORIZED'], text.slice(0, 60));
  }
  assert.equal((await openPortal(issuer, token)).status, 200);
});
