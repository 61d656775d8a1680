/**
 * How much one API key may ask for: 600 requests a minute, counted in the database, so that the limit is exact for any
 * number of processes.
 *
 * The algorithm is GCRA: every request "costs" a tenth of a second, and a key may be in debt for at most a minute. One
 * number for each key is enough, and one statement reads, decides and writes it.
 */
import type { Database } from './database.js';

export const REQUESTS_PER_MINUTE = 600;
const WINDOW_US = 60_000_000;
const COST_US = WINDOW_US / REQUESTS_PER_MINUTE;

export interface RateLimitVerdict {
  admitted: boolean;
  /** Requests that would be admitted right after this one. */
  remaining: number;
  /** Seconds until the whole quota is there again. */
  resetSeconds: number;
  /** Seconds to wait; 0 when admitted. */
  retryAfterSeconds: number;
}

export class RateLimit {
  readonly #database: Database;
  readonly #now: () => number;
  /** Keys that this process knows to be denied: a flood of 429s costs no statement. */
  readonly #paidUntilUs = new Map<string, number>();

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Counts one request of this key, or denies it. Denied requests cost nothing. */
  async take(id: string): Promise<RateLimitVerdict> {
    const nowUs = Math.round(this.#now() * 1000);
    const denied = this.#paidUntilUs.get(id);
    if (denied !== undefined && denied - nowUs > WINDOW_US - COST_US) return verdict(false, denied - nowUs);

    const [row] = await this.#database.query<{ paid_until_us: number; admitted: number }>(
      `insert into rate_limits (id, paid_until_us, admitted) values ($1, cast($2 as bigint) + cast($3 as bigint), 1)
       on conflict (id) do update set
         paid_until_us = case
           when rate_limits.paid_until_us <= cast($2 as bigint) then cast($2 as bigint) + cast($3 as bigint)
           when rate_limits.paid_until_us <= cast($2 as bigint) + cast($4 as bigint)
             then rate_limits.paid_until_us + cast($3 as bigint)
           else rate_limits.paid_until_us end,
         admitted = case when rate_limits.paid_until_us <= cast($2 as bigint) + cast($4 as bigint) then 1 else 0 end
       returning paid_until_us, admitted`,
      id,
      nowUs,
      COST_US,
      WINDOW_US - COST_US,
    );
    if (!row) throw new Error('The rate limit statement returned nothing.');
    const admitted = row.admitted === 1;
    if (admitted) this.#paidUntilUs.delete(id);
    else this.#paidUntilUs.set(id, row.paid_until_us);
    return verdict(admitted, row.paid_until_us - nowUs);
  }
}

function verdict(admitted: boolean, debtUs: number): RateLimitVerdict {
  return {
    admitted,
    remaining: Math.max(0, Math.floor((WINDOW_US - debtUs) / COST_US)),
    resetSeconds: Math.ceil(debtUs / 1_000_000),
    retryAfterSeconds: admitted ? 0 : Math.max(1, Math.ceil((debtUs - WINDOW_US + COST_US) / 1_000_000)),
  };
}
