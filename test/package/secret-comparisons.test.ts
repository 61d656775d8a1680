/** Tokens, keys and their hashes are compared in constant time, and nowhere else (`src/issuer/tokens.ts`, `verifierMatches`). */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { secretComparisons } from './secret-comparisons.js';

const OFFENDERS = [
  'if (token === row.token) go()',
  'const is = stored != apiKey',
  'return_(sha256(verifier) === row.verifier_hash)',
  'go(secret < other)',
  "go(row['secret'] === text)",
  "go(own(row, 'token') === text)",
  'go(this.#key === text)',
  "go(hash.toString('hex') === text)",
  'go((token as string) === text)',
  'go(`Bearer ${apiKey}` === header)',
  "go(header === 'Bearer ' + apiKey)",
  'go((await session) === text)',
  'go((token ?? other) === text)',
  'go(digest.equals(other))',
  'go(Buffer.compare(one, signature) === 0)',
  'go(Object.is(jwt, text))',
  'go(tokens.includes(token))',
  'go(known.has(session_cookie))',
  'go(text.startsWith(secret))',
  "switch (password) { case 'a': go(); }",
  "query('select * from api_keys where verifier_hash = $1', hash)",
  'query(`select * from embed_tokens where expires_at > $1 and t.token_hash = $2`)',
];

const INNOCENTS = [
  'if (token === undefined) go()',
  "if (session === '' || key == null) go()",
  'go(token.length !== 43)',
  "go(key.programme.status !== 'ACTIVE')",
  "go(typeof secret === 'string')",
  'go(keyId === row.key_id)',
  'go(tokenEndpoint === url)',
  'go(timingSafeEqual(hash, other))',
  "query('select selector, verifier_hash from api_keys where selector = $1')",
  "query('insert into sessions (selector, verifier_hash) values ($1, $2)')",
  "go(mode === 'token')",
];

const source = fileURLToPath(new URL('../../src', import.meta.url));
const filesOf = (folder: string): string[] =>
  readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

describe('S5 · a comparison that tells how much of a secret is right', () => {
  for (const code of OFFENDERS) {
    it(`is recognised: ${code}`, () => assert.notDeepEqual(secretComparisons('offender.ts', code), []));
  }
  for (const code of INNOCENTS) {
    it(`is not seen where there is none: ${code}`, () =>
      assert.deepEqual(secretComparisons('innocent.ts', code), []));
  }

  for (const folder of ['issuer', 'server']) {
    it(`is nowhere in src/${folder}`, () => {
      const files = filesOf(folder);
      assert.ok(files.length > 10, `${files.length} files were read`);
      const found = files.flatMap((file) =>
        secretComparisons(file, readFileSync(join(source, file), 'utf8')).map((code) => `${file}: ${code}`),
      );
      assert.deepEqual(found, []);
    });
  }
});
