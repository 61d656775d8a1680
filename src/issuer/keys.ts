/** API keys: what a host's backend shows to be let in. Each belongs to one programme. */
import type { Database } from './database.js';
import type { Programme, ProgrammeRow, Programmes } from './programmes.js';
import { newSecret, parseSecret, verifierMatches } from './tokens.js';

export const SCOPES = ['read:affiliates', 'write:affiliates'] as const;
export type Scope = (typeof SCOPES)[number];

/** Longest and usual life of an embed token. */
export const EMBED_TOKEN_SECONDS = 30 * 60;

export interface ApiKey {
  id: string;
  scopes: readonly string[];
  /** Life of the embed tokens that this key asks for. */
  embedTokenSeconds: number;
  programme: Programme;
}

export interface NewKey {
  programmeId: string;
  scopes: readonly Scope[];
  embedTokenSeconds?: number | undefined;
}

interface KeyRow extends ProgrammeRow {
  selector: string;
  verifier_hash: string;
  scopes: string;
  embed_token_seconds: number;
}

export class Keys {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #programmes: Programmes;

  constructor(database: Database, now: () => number, programmes: Programmes) {
    this.#database = database;
    this.#now = now;
    this.#programmes = programmes;
  }

  /** The key is shown here and never again. */
  async create(key: NewKey): Promise<{ id: string; key: string }> {
    const { text, selector, verifierHash } = newSecret('rk_', this.#now());
    const [row] = await this.#database.query(
      `insert into api_keys (selector, verifier_hash, programme_id, scopes, embed_token_seconds, created_at)
       select cast($1 as text), cast($2 as text), id, cast($4 as text), cast($5 as bigint), cast($6 as bigint)
       from programmes where id = $3 returning selector`,
      selector,
      verifierHash,
      key.programmeId,
      key.scopes.join(' '),
      key.embedTokenSeconds ?? EMBED_TOKEN_SECONDS,
      this.#now(),
    );
    if (!row) throw new Error(`There is no programme with the id "${key.programmeId}".`);
    return { id: `key_${selector}`, key: text };
  }

  /** Takes effect at once. Revoking twice is no error. */
  async revoke(id: string): Promise<void> {
    const [row] = await this.#database.query(
      'update api_keys set revoked_at = $2 where selector = $1 returning selector',
      id.replace(/^key_/, ''),
      this.#now(),
    );
    if (!row) throw new Error(`There is no key with the id "${id}". Its id was printed when it was created.`);
  }

  async authenticate(text: string): Promise<ApiKey | undefined> {
    const secret = parseSecret('rk_', text);
    if (!secret) return undefined;
    const [row] = await this.#database.query<KeyRow>(
      `select p.*, k.selector, k.verifier_hash, k.scopes, k.embed_token_seconds
       from api_keys k join programmes p on p.id = k.programme_id
       where k.selector = $1 and k.revoked_at is null`,
      secret.selector,
    );
    if (!row || !verifierMatches(secret.verifier, row.verifier_hash)) return undefined;
    return {
      id: `key_${row.selector}`,
      scopes: row.scopes.split(' '),
      embedTokenSeconds: row.embed_token_seconds,
      programme: this.#programmes.fromRow(row),
    };
  }
}
