/**
 * Portal tokens: the JWT in the link that signs a partner in, once, within five minutes (Affonso, "Generate Portal
 * Token"). Signed so that nobody can make one; recorded when used so that nobody can use one twice.
 */
import { randomBytes } from 'node:crypto';
import { SignJWT, jwtVerify, type JWTHeaderParameters } from 'jose';
import * as z from 'zod';
import type { Database } from './database.js';
import { partnerFromRow, type Partner, type PartnerRow } from './partners.js';
import type { Sessions } from './sessions.js';
import { timeOrderedId } from './tokens.js';

const ALGORITHM = 'HS256';
const TYPE = 'portal-token+jwt';
const ISSUER = 'refport-embed';
export const PORTAL_TOKEN_SECONDS = 5 * 60;
/** Several machines may issue and redeem: their clocks may differ by this much. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** Ours have some 400 characters. Checked before anything is parsed: jose would take megabytes. */
const MAX_LENGTH = 4096;
/** Its decoder skips blanks and line breaks, too. */
const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Nobody else signs with our key, so anything but exactly our own claims is refused. The audience is the programme. */
const claimsSchema = z.strictObject({
  iss: z.literal(ISSUER),
  aud: z.string(),
  sub: z.string().min(1).max(64),
  jti: z.string().regex(/^[0-9a-f]{32}$/),
  iat: z.number().int(),
  exp: z.number().int(),
});
type Claims = z.infer<typeof claimsSchema>;

export class PortalTokens {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #sessions: Sessions;
  #keys: Promise<Map<string, CryptoKey>> | undefined;

  constructor(database: Database, now: () => number, sessions: Sessions) {
    this.#database = database;
    this.#now = now;
    this.#sessions = sessions;
  }

  /** `expiresAt` in milliseconds. */
  async mint(partner: Partner): Promise<{ token: string; expiresAt: number }> {
    const [[kid, key] = []] = await this.#signingKeys();
    if (!kid || !key) throw new Error('The database has no key to sign portal tokens with.');
    const issuedAt = Math.floor(this.#now() / 1000);
    const expiresAt = issuedAt + PORTAL_TOKEN_SECONDS;
    const token = await new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
      .setIssuer(ISSUER)
      .setAudience(partner.programmeId)
      .setSubject(partner.id)
      .setJti(timeOrderedId(this.#now()))
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(key);
    return { token, expiresAt: expiresAt * 1000 };
  }

  /** Whose token this is, if it could be redeemed now. Uses nothing up. */
  async peek(programmeId: string, token: string): Promise<Partner | undefined> {
    const claims = await this.#verify(programmeId, token);
    if (!claims) return undefined;
    const [row] = await this.#database.query<PartnerRow>(
      `select * from partners where id = $1 and programme_id = $2 and status = 'ACTIVE'
       and not exists (select 1 from redeemed where jti = $3)`,
      claims.sub,
      programmeId,
      claims.jti,
    );
    return row && partnerFromRow(row);
  }

  /**
   * Uses the token up and signs its partner in. Of any number of racing calls one succeeds, because a single statement
   * looks and records.
   */
  async redeem(
    programmeId: string,
    token: string,
  ): Promise<{ partner: Partner; session: string; expiresAt: number } | undefined> {
    const claims = await this.#verify(programmeId, token);
    if (!claims) return undefined;
    const [redeemed] = await this.#database.query(
      `insert into redeemed (jti, expires_at) select cast($1 as text), cast($2 as bigint)
       from partners where id = $3 and programme_id = $4 and status = 'ACTIVE'
       on conflict do nothing returning jti`,
      claims.jti,
      claims.exp * 1000,
      claims.sub,
      programmeId,
    );
    if (!redeemed) return undefined;
    const session = await this.#sessions.create(claims.sub);
    const signedIn = await this.#sessions.read(programmeId, session.session);
    return signedIn && { partner: signedIn.partner, ...session };
  }

  async #verify(programmeId: string, token: string): Promise<Claims | undefined> {
    if (token.length > MAX_LENGTH || !FORM.test(token)) return undefined;
    const keys = await this.#signingKeys();
    const keyFor = ({ kid = '' }: JWTHeaderParameters) => {
      const key = keys.get(kid);
      if (!key) throw new Error('Unknown kid.');
      return key;
    };
    const verified = await jwtVerify(token, keyFor, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: ISSUER,
      audience: programmeId,
      maxTokenAge: PORTAL_TOKEN_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(this.#now()),
    }).catch(() => undefined);
    return verified && claimsSchema.safeParse(verified.payload).data;
  }

  /** Made once for each database, and imported once for each process. */
  #signingKeys(): Promise<Map<string, CryptoKey>> {
    this.#keys ??= this.#loadSigningKeys();
    return this.#keys;
  }

  async #loadSigningKeys(): Promise<Map<string, CryptoKey>> {
    await this.#database.query(
      `insert into signing_keys (kid, secret) values ('1', $1) on conflict do nothing`,
      randomBytes(32).toString('base64url'),
    );
    const rows = await this.#database.query<{ kid: string; secret: string }>(
      'select kid, secret from signing_keys',
    );
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    return new Map(
      await Promise.all(
        rows.map(async ({ kid, secret }): Promise<[string, CryptoKey]> => {
          const bytes = Buffer.from(secret, 'base64url');
          return [kid, await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify'])];
        }),
      ),
    );
  }
}
