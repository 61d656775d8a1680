/**
 * Embed tokens: short-lived, for one enrolment, safe in a browser. They are looked up at every use, together with the
 * partner's status, so that a ban ends them at once; a stateless token would live on.
 */
import type { Database } from './database.js';
import { EMBED_TOKEN_SECONDS } from './keys.js';
import { partnerFromRow, type Partner, type PartnerRow } from './partners.js';
import { newSecret, parseSecret, timePrefix, verifierMatches } from './tokens.js';

export type EmbedTokenReading =
  | { ok: true; partner: Partner; tenantId: string | undefined; expiresAt: number }
  | { ok: false; code: 'TOKEN_EXPIRED' | 'UNAUTHORIZED' | 'AFFILIATE_NOT_ACTIVE' };

interface EmbedTokenRow extends PartnerRow {
  verifier_hash: string;
  expires_at: number;
  tenant_id: string;
}

export class EmbedTokens {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** `expiresAt` in milliseconds. */
  async mint(enrolmentId: string, lifeSeconds: number): Promise<{ token: string; expiresAt: number }> {
    const { text, selector, verifierHash } = newSecret('pt_', this.#now());
    const expiresAt = this.#now() + lifeSeconds * 1000;
    await this.#database.query(
      'insert into embed_tokens (selector, verifier_hash, enrolment_id, expires_at) values ($1, $2, $3, $4)',
      selector,
      verifierHash,
      enrolmentId,
      expiresAt,
    );
    return { token: text, expiresAt };
  }

  /** Whose token this is, on the pages of this programme. */
  async read(programmeId: string, token: string): Promise<EmbedTokenReading> {
    const secret = parseSecret('pt_', token);
    if (!secret) return refused('UNAUTHORIZED');
    const [row] = await this.#database.query<EmbedTokenRow>(
      `select p.*, t.verifier_hash, t.expires_at, e.tenant_id
       from embed_tokens t join enrolments e on e.id = t.enrolment_id join partners p on p.id = e.partner_id
       where t.selector = $1`,
      secret.selector,
    );
    // A page that slept for days still deserves "expired" for a token that has been swept since.
    if (!row) return refused(this.#cannotBeAlive(secret.selector) ? 'TOKEN_EXPIRED' : 'UNAUTHORIZED');
    if (!verifierMatches(secret.verifier, row.verifier_hash)) return refused('UNAUTHORIZED');
    if (row.programme_id !== programmeId) return refused('UNAUTHORIZED');
    if (row.status !== 'ACTIVE') return refused('AFFILIATE_NOT_ACTIVE');
    if (row.expires_at <= this.#now()) return refused('TOKEN_EXPIRED');
    return {
      ok: true,
      partner: partnerFromRow(row),
      tenantId: row.tenant_id || undefined,
      expiresAt: row.expires_at,
    };
  }

  #cannotBeAlive(selector: string): boolean {
    return selector < timePrefix(this.#now() - EMBED_TOKEN_SECONDS * 1000);
  }
}

function refused(code: 'TOKEN_EXPIRED' | 'UNAUTHORIZED' | 'AFFILIATE_NOT_ACTIVE'): EmbedTokenReading {
  return { ok: false, code };
}
