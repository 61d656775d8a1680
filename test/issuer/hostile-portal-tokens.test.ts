/** Portal tokens that nobody may be signed in with: wrong, forged, of another time, place or kind. */
import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { test } from 'node:test';
import { openDatabase } from '../../src/issuer/database.js';
import { addProgramme, askForPortalToken, followPortalLink, openAcme, textAt } from './acme.js';

const NOON = Date.parse('2030-01-01T12:00:00Z');
const IAT = NOON / 1000;
const HEADER = { alg: 'HS256', typ: 'portal-token+jwt', kid: '1' };

type Json = Record<string, unknown>;
const base64url = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

test('only our own tokens sign anybody in', async (t) => {
  const { issuer, key, programme, database } = await openAcme(t, { now: () => NOON });
  const create = (programmeId: string, name: string) =>
    issuer.partners.create({ programmeId, email: `${name}@example.com` });
  const alice = await create(programme.id, 'alice');
  const mallory = await create(programme.id, 'mallory');
  await issuer.partners.setStatus(mallory.id, 'BANNED');
  const globex = await addProgramme(issuer, 'globex');
  const foreigner = await create(globex.programme.id, 'foreigner');
  const { body } = await askForPortalToken(issuer, key, alice.id);
  const genuine = textAt(body, 'data', 'token');
  const foreign = await askForPortalToken(issuer, globex.key, foreigner.id);

  // What follows is signed with the real key wherever the signature is not the point.
  const connection = await openDatabase(database);
  const [row] = await connection.query('select secret from signing_keys');
  await connection.close();
  const secret = Buffer.from(textAt(row, 'secret'), 'base64url');
  const claims: Json = {
    iss: 'refport-embed',
    aud: programme.id,
    sub: alice.id,
    jti: randomBytes(16).toString('hex'),
    iat: IAT,
    exp: IAT + 300,
  };
  const hmac = (text: string, algorithm = 'sha256', by: Buffer | string = secret) =>
    createHmac(algorithm, by).update(text).digest('base64url');
  const raw = (header: unknown, payload: unknown, signature?: string) => {
    const text = `${base64url(header)}.${base64url(payload)}`;
    return `${text}.${signature ?? hmac(text)}`;
  };
  const withHeader = (change: Json) => raw({ ...HEADER, ...change }, claims);
  const withClaims = (change: Json) => raw(HEADER, { ...claims, ...change });
  const without = (name: string) => withClaims({ [name]: undefined });
  const [head = '', payload = '', signature = ''] = genuine.split('.');
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { kty: 'oct', k: Buffer.from('mine').toString('base64url') };
  const bySomebody = (header: Json, algorithm: string, by: Buffer | string) => {
    const text = `${base64url({ ...HEADER, ...header })}.${base64url(claims)}`;
    return `${text}.${hmac(text, algorithm, by)}`;
  };
  const rsaText = `${base64url({ ...HEADER, alg: 'RS256' })}.${base64url(claims)}`;

  const hostile: Record<string, string> = {
    // not a token
    empty: '',
    word: 'token',
    dots: '..',
    'two parts': `${head}.${payload}`,
    'four parts': `${genuine}.x`,
    'five parts, as if encrypted': `${genuine}.x.x`,
    'a space before': ` ${genuine}`,
    'a line break after': `${genuine}\n`,
    'NUL after': `${genuine}\0`,
    'padding after': `${genuine}=`,
    'an embed token': `pt_${randomBytes(32).toString('base64url')}`,
    'an array for a header': raw([], claims),
    'an array for a payload': raw(HEADER, []),
    'null for a payload': raw(HEADER, 'null'),
    'text for a payload': raw(HEADER, 'alice'),
    'JSON cut short': raw(HEADER, '{"iss":'),
    'all in order, and 4 KiB of blanks': raw(HEADER, JSON.stringify(claims) + ' '.repeat(4096)),
    'all in order, and 10 MB of blanks': raw(HEADER, JSON.stringify(claims) + ' '.repeat(10_000_000)),
    // signatures
    'no signature': `${head}.${payload}.`,
    'half a signature': `${head}.${payload}.${signature.slice(0, 20)}`,
    'another payload': `${head}.${base64url({ ...claims, sub: mallory.id })}.${signature}`,
    'another header': `${base64url({ ...HEADER, kid: '2' })}.${payload}.${signature}`,
    'an empty key': bySomebody({}, 'sha256', ''),
    'somebody’s key': bySomebody({}, 'sha256', randomBytes(32)),
    'the key as text': bySomebody({}, 'sha256', textAt(row, 'secret')),
    'the public key as the secret': bySomebody(
      {},
      'sha256',
      publicKey.export({ type: 'spki', format: 'pem' }),
    ),
    // algorithms
    'alg none': raw({ ...HEADER, alg: 'none' }, claims, ''),
    'alg None': raw({ ...HEADER, alg: 'None' }, claims, ''),
    'alg none, signed': withHeader({ alg: 'none' }),
    'alg HS512': bySomebody({ alg: 'HS512' }, 'sha512', secret),
    'alg HS384': bySomebody({ alg: 'HS384' }, 'sha384', secret),
    'alg RS256': `${rsaText}.${sign('sha256', Buffer.from(rsaText), privateKey).toString('base64url')}`,
    'alg RS256, signed by HMAC': withHeader({ alg: 'RS256' }),
    'alg ES256': withHeader({ alg: 'ES256' }),
    'alg in lower case': withHeader({ alg: 'hs256' }),
    'alg with a space': withHeader({ alg: 'HS256 ' }),
    'alg as a list': withHeader({ alg: ['HS256'] }),
    'no alg': withHeader({ alg: undefined }),
    // the key’s name
    'no kid': withHeader({ kid: undefined }),
    'another kid': withHeader({ kid: '2' }),
    'kid as a number': withHeader({ kid: 1 }),
    'kid of every object': withHeader({ kid: '__proto__' }),
    'kid as a path': bySomebody({ kid: '../../../../dev/null' }, 'sha256', ''),
    'kid as SQL': bySomebody({ kid: "' union select ''--" }, 'sha256', ''),
    'its own key': bySomebody({ kid: undefined, jwk }, 'sha256', 'mine'),
    'its own key beside our kid': bySomebody({ jwk }, 'sha256', 'mine'),
    'a key to be fetched': bySomebody({ jku: 'https://evil.example/jwks' }, 'sha256', 'mine'),
    'a certificate to be fetched': bySomebody({ x5u: 'https://evil.example/cert' }, 'sha256', 'mine'),
    'a certificate': bySomebody({ x5c: ['MIIB'] }, 'sha256', 'mine'),
    'crit of an unknown kind': withHeader({ crit: ['exp2'], exp2: 1 }),
    'crit empty': withHeader({ crit: [] }),
    'b64 false': withHeader({ crit: ['b64'], b64: false }),
    // kind
    'typ JWT': withHeader({ typ: 'JWT' }),
    'typ of access tokens': withHeader({ typ: 'at+jwt' }),
    'no typ': withHeader({ typ: undefined }),
    // claims
    'no iss': without('iss'),
    'another iss': withClaims({ iss: 'https://evil.example' }),
    'iss as a list': withClaims({ iss: ['refport-embed'] }),
    'no aud': without('aud'),
    'another programme': withClaims({ aud: globex.programme.id }),
    'a token of another programme': textAt(foreign.body, 'data', 'token'),
    'programmes by the dozen': withClaims({ aud: [globex.programme.id, programme.id] }),
    'no sub': without('sub'),
    'sub of nobody': withClaims({ sub: 'aff_nobody' }),
    'sub of another programme': withClaims({ sub: foreigner.id }),
    'sub of a banned partner': withClaims({ sub: mallory.id }),
    'sub as a number': withClaims({ sub: 1 }),
    'sub as an object': withClaims({ sub: { id: alice.id } }),
    'sub as a pattern': withClaims({ sub: '%' }),
    'no jti': without('jti'),
    'jti empty': withClaims({ jti: '' }),
    'jti as null': withClaims({ jti: null }),
    'jti of another form': withClaims({ jti: 'A'.repeat(32) }),
    'no iat': without('iat'),
    'iat in the future': withClaims({ iat: IAT + 60, exp: IAT + 300 }),
    'iat too long ago': withClaims({ iat: IAT - 306 }),
    'iat as text': withClaims({ iat: String(IAT) }),
    'iat in milliseconds': withClaims({ iat: NOON }),
    'no exp': without('exp'),
    'exp past': withClaims({ exp: IAT - 6 }),
    'exp as text': withClaims({ exp: String(IAT + 300) }),
    'exp null': withClaims({ exp: null }),
    'nbf in the future': withClaims({ nbf: IAT + 60 }),
    'a claim that is none of ours': withClaims({ admin: true }),
    'a claim of every object': raw(
      HEADER,
      JSON.stringify(claims).replace('{', '{"__proto__":{"admin":true},'),
    ),
  };

  let tried = 0;
  for (const [name, token] of Object.entries(hostile)) {
    const { status, headers } = await followPortalLink(issuer, token);
    assert.deepEqual([status, headers.getSetCookie()], [410, []], name);
    tried += 1;
  }
  assert.ok(tried >= 80, `${tried} tokens`);

  // The same tools make a token that is let in: every refusal above had its one reason. Then the genuine one, untouched.
  assert.equal((await followPortalLink(issuer, withClaims({}))).status, 303);
  assert.equal((await followPortalLink(issuer, genuine)).status, 303);
});
