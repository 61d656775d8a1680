/**
 * The partners of a programme. Partner (Refport) and affiliate (Affonso) are one thing: the code says partner, and only
 * the paths and codes of Affonso's API say affiliate.
 */
import { randomInt } from 'node:crypto';
import type { Database } from './database.js';
import { timeOrderedId } from './tokens.js';

export type PartnerStatus = 'ACTIVE' | 'PENDING' | 'BANNED';

export interface Partner {
  id: string;
  programmeId: string;
  /** Trimmed, NFC, lower case. */
  email: string;
  name: string | undefined;
  /** The partner's part of the referral link: `[a-z0-9-]`, 8 to 29 characters, unique in the programme. */
  handle: string;
  status: PartnerStatus;
}

export interface NewPartner {
  programmeId: string;
  email: string;
  name?: string | undefined;
}

export interface PartnerRow extends Record<string, string | number | null> {
  id: string;
  programme_id: string;
  email: string;
  name: string | null;
  handle: string;
  status: PartnerStatus;
}

/** Most affiliates that one listing answers. */
const LIST_LIMIT = 1000;

export class Partners {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** However many ask at once for a new e-mail address, they all get the one partner. */
  async findOrCreate(partner: NewPartner): Promise<Partner> {
    const known = await this.findByEmail(partner.programmeId, partner.email);
    return known ?? (await this.#insertOrFind(partner)).partner;
  }

  /** However many ask at once for a new e-mail address, one of them gets the partner; undefined where there is one. */
  async create(partner: NewPartner): Promise<Partner | undefined> {
    const { partner: created, isNew } = await this.#insertOrFind(partner);
    return isNew ? created : undefined;
  }

  async #insertOrFind(partner: NewPartner): Promise<{ partner: Partner; isNew: boolean }> {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const created = await this.#insert(partner);
      if (created) return { partner: created, isNew: true };
      const found = await this.findByEmail(partner.programmeId, partner.email);
      if (found) return { partner: found, isNew: false };
      // The handle was taken: the next one is another.
    }
    throw new Error('No free handle for a new partner.');
  }

  async find(programmeId: string, id: string): Promise<Partner | undefined> {
    const [row] = await this.#database.query<PartnerRow>(
      'select * from partners where id = $1 and programme_id = $2',
      id,
      programmeId,
    );
    return row && partnerFromRow(row);
  }

  async findByEmail(programmeId: string, email: string): Promise<Partner | undefined> {
    const [row] = await this.#database.query<PartnerRow>(
      'select * from partners where programme_id = $1 and email = $2',
      programmeId,
      email,
    );
    return row && partnerFromRow(row);
  }

  /** The first thousand, oldest first. */
  async list(programmeId: string): Promise<Partner[]> {
    const rows = await this.#database.query<PartnerRow>(
      `select * from partners where programme_id = $1 order by id limit ${LIST_LIMIT}`,
      programmeId,
    );
    return rows.map(partnerFromRow);
  }

  /** Takes effect at once: tokens and sessions are checked against the status at every use. */
  async setStatus(id: string, status: PartnerStatus): Promise<Partner> {
    const [row] = await this.#database.query<PartnerRow>(
      'update partners set status = $2 where id = $1 returning *',
      id,
      status,
    );
    if (!row) throw new Error(`There is no partner with the id "${id}".`);
    return partnerFromRow(row);
  }

  async #insert({ programmeId, email, name }: NewPartner): Promise<Partner | undefined> {
    const [row] = await this.#database.query<PartnerRow>(
      `insert into partners (id, programme_id, email, name, handle, status, created_at)
       values ($1, $2, $3, $4, $5, 'ACTIVE', $6) on conflict do nothing returning *`,
      `aff_${timeOrderedId(this.#now())}`,
      programmeId,
      email,
      name ?? null,
      newHandle(name),
      this.#now(),
    );
    return row && partnerFromRow(row);
  }
}

export function partnerFromRow(row: PartnerRow): Partner {
  return {
    id: row.id,
    programmeId: row.programme_id,
    email: row.email,
    name: row.name ?? undefined,
    handle: row.handle,
    status: row.status,
  };
}

/** From the name, never the e-mail address: referral links are public. */
function newHandle(name = ''): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/\p{M}/gu, '')
      .match(/[a-z0-9]+/g) ?? [];
  const readable = words.join('-').slice(0, 20).replace(/-$/, '');
  const random = Array.from({ length: 8 }, () => randomInt(36).toString(36)).join('');
  return readable ? `${readable}-${random}` : random;
}
