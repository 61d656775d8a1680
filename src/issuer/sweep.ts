/**
 * Forgets what has expired. Selectors and ids begin with the time, so that the old rows of a table are one range at the
 * start of its index: a batch costs the same whether thousands or millions of rows follow.
 */
import type { Database } from './database.js';
import { EMBED_TOKEN_SECONDS } from './keys.js';
import { PORTAL_TOKEN_SECONDS } from './portal-tokens.js';
import { SESSION_MS } from './sessions.js';
import { timePrefix } from './tokens.js';

const BATCH = 1000;
/** Kept for an hour past expiry: a used portal token must stay known for as long as any clock may take it for valid. */
const GRACE_MS = 60 * 60 * 1000;

const TABLES = [
  { table: 'embed_tokens', key: 'selector', lifeMs: EMBED_TOKEN_SECONDS * 1000 },
  { table: 'sessions', key: 'selector', lifeMs: SESSION_MS },
  { table: 'redeemed', key: 'jti', lifeMs: PORTAL_TOKEN_SECONDS * 1000 },
];

/** Deletes in batches, so that no statement holds the database for long. */
export async function sweep(database: Database, nowMs: number): Promise<void> {
  for (const { table, key, lifeMs } of TABLES) {
    const oldest = timePrefix(nowMs - lifeMs - GRACE_MS);
    let swept = BATCH;
    while (swept === BATCH) {
      const rows = await database.query(
        `delete from ${table} where ${key} in
           (select ${key} from ${table} where ${key} < $1 order by ${key} limit ${BATCH}) returning ${key}`,
        oldest,
      );
      swept = rows.length;
    }
  }
}
