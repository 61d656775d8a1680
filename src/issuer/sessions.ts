/** Sessions of partners who are signed in to the portal as a page of its own: what its cookie holds. */
import type { Database } from './database.js';
import type { Enrolments } from './enrolments.js';
import { partnerFromRow, type Partner, type PartnerRow } from './partners.js';
import { newSecret, parseSecret, verifierMatches } from './tokens.js';

export const SESSION_MS = 8 * 60 * 60 * 1000;

interface SessionRow extends PartnerRow {
  verifier_hash: string;
  expires_at: number;
}

export class Sessions {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #enrolments: Enrolments;

  constructor(database: Database, now: () => number, enrolments: Enrolments) {
    this.#database = database;
    this.#now = now;
    this.#enrolments = enrolments;
  }

  /** `expiresAt` in milliseconds. */
  async create(partnerId: string): Promise<{ session: string; expiresAt: number }> {
    const { text, selector, verifierHash } = newSecret('ps_', this.#now());
    const expiresAt = this.#now() + SESSION_MS;
    await this.#database.query(
      'insert into sessions (selector, verifier_hash, partner_id, expires_at) values ($1, $2, $3, $4)',
      selector,
      verifierHash,
      partnerId,
      expiresAt,
    );
    return { session: text, expiresAt };
  }

  /** Who is signed in, on the pages of this programme; nobody as soon as the partner is not active. */
  async read(
    programmeId: string,
    session: string,
  ): Promise<{ partner: Partner; tenantIds: string[]; expiresAt: number } | undefined> {
    const secret = parseSecret('ps_', session);
    if (!secret) return undefined;
    const [row] = await this.#database.query<SessionRow>(
      `select p.*, s.verifier_hash, s.expires_at from sessions s join partners p on p.id = s.partner_id
       where s.selector = $1 and p.programme_id = $2 and p.status = 'ACTIVE' and s.expires_at > $3`,
      secret.selector,
      programmeId,
      this.#now(),
    );
    if (!row || !verifierMatches(secret.verifier, row.verifier_hash)) return undefined;
    return {
      partner: partnerFromRow(row),
      tenantIds: await this.#enrolments.tenantIdsOf(row.id),
      expiresAt: row.expires_at,
    };
  }

  /** Signs out. An unknown session is no error: it is over already. */
  async end(session: string): Promise<void> {
    const secret = parseSecret('ps_', session);
    if (secret) await this.#database.query('delete from sessions where selector = $1', secret.selector);
  }
}
