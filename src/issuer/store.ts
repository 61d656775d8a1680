/** Everything the issuer remembers, opened together. Times are milliseconds; `now` is the only clock. */
import { openDatabase, type Database } from './database.js';
import { EmbedTokens } from './embed-tokens.js';
import { Enrolments } from './enrolments.js';
import { Keys } from './keys.js';
import { Partners } from './partners.js';
import { PortalTokens } from './portal-tokens.js';
import { Programmes } from './programmes.js';
import { Sessions } from './sessions.js';

export interface Store {
  readonly programmes: Programmes;
  readonly keys: Keys;
  readonly partners: Partners;
  readonly enrolments: Enrolments;
  readonly embedTokens: EmbedTokens;
  readonly portalTokens: PortalTokens;
  readonly sessions: Sessions;
  readonly database: Database;
  readonly now: () => number;
}

export interface StoreOptions {
  /** SQLite file, or `:memory:`. */
  database: string;
  /** What subdomains are below: `portal.example`, `localhost:8787`. */
  baseDomain: string;
  now: () => number;
}

export async function openStore({ database: path, baseDomain, now }: StoreOptions): Promise<Store> {
  const database = await openDatabase(path);
  const programmes = new Programmes(database, now, baseDomain);
  const enrolments = new Enrolments(database, now);
  const sessions = new Sessions(database, now, enrolments);
  return {
    programmes,
    keys: new Keys(database, now, programmes),
    partners: new Partners(database, now),
    enrolments,
    embedTokens: new EmbedTokens(database, now),
    portalTokens: new PortalTokens(database, now, sessions),
    sessions,
    database,
    now,
  };
}
