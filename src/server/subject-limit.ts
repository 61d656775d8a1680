/**
 * How often one person may ask. Without it, one signed-in user with a script would use up the requests that the vendor
 * grants the host's key, for everybody.
 */

/** Counts the requests of each subject, for instance in a Redis that all processes of a host share. */
export interface LimitStore {
  /**
   * Counts one request.
   *
   * @param subject names one person; it holds the ids and the e-mail address that `identify` answered
   * @returns how many seconds to wait; 0 when the request may go on
   */
  take(subject: string): number | Promise<number>;
}

/** A number of requests a minute for each subject, a store of your own, or `false` for no limit. */
export type Limit = number | LimitStore | false;

const MINUTE_MS = 60_000;

/** Most subjects that are remembered. The one that asked longest ago is forgotten first. */
const MAX_SUBJECTS = 10_000;

/** The store for a limit; undefined for none. Throws a TypeError for a number that is no limit. */
export function limitStore(limit: Limit): LimitStore | undefined {
  if (limit === false) return undefined;
  return typeof limit === 'number' ? new MemoryLimit(limit) : limit;
}

/**
 * Every request costs its part of a minute, and a subject may be a minute ahead of the clock at most (GCRA): one number
 * for each subject is enough. A refused request costs nothing.
 */
class MemoryLimit implements LimitStore {
  readonly #costMs: number;
  /** Until when a subject has used its time up; whoever asked last stands last. */
  readonly #usedUntilMs = new Map<string, number>();

  constructor(perMinute: number) {
    if (!(perMinute >= 1)) throw new TypeError('limit must be 1 or more, a store, or false.');
    this.#costMs = MINUTE_MS / perMinute;
  }

  take(subject: string): number {
    const now = Date.now();
    const usedUntilMs = Math.max(this.#usedUntilMs.get(subject) ?? 0, now);
    const aheadMs = usedUntilMs + this.#costMs - now - MINUTE_MS;
    const admitted = aheadMs < 1; // less than a clock can tell
    this.#usedUntilMs.delete(subject);
    this.#usedUntilMs.set(subject, admitted ? usedUntilMs + this.#costMs : usedUntilMs);
    if (this.#usedUntilMs.size > MAX_SUBJECTS) {
      const [longestAgo = ''] = this.#usedUntilMs.keys();
      this.#usedUntilMs.delete(longestAgo);
    }
    return admitted ? 0 : Math.ceil(aheadMs / 1000);
  }
}
