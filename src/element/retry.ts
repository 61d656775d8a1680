/** When to try again: pure arithmetic, no timers. */

const FIRST_BACKOFF_MS = 2_000;
const LONGEST_BACKOFF_MS = 60_000;
const SHORTEST_RETRY_AFTER_MS = 1_000;
const LONGEST_RETRY_AFTER_MS = 300_000;

/**
 * Exponential backoff with full jitter: anything between nothing and 2, 4, 8, … seconds, so that many pages which failed
 * together do not come back together (AWS Architecture Blog, "Exponential Backoff and Jitter").
 *
 * @param failures how many attempts have failed so far, from 1
 */
export const backoffMs = (failures: number, random: () => number): number =>
  random() * Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), LONGEST_BACKOFF_MS);

/** `Sun, 06 Nov 1994 08:49:37 GMT`, the one date format that servers still send (RFC 9110, 5.6.7). */
const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads a `Retry-After` header (RFC 9110, 10.2.3) into milliseconds between 1 second and 5 minutes.
 * Strict, because `Date.parse` takes "-1" and "7.5" for dates: anything else is `undefined`.
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d{1,6}$/.test(header)
    ? Number(header) * 1000
    : IMF_FIXDATE.test(header)
      ? Date.parse(header) - now
      : NaN;
  return Number.isNaN(ms)
    ? undefined
    : Math.min(Math.max(ms, SHORTEST_RETRY_AFTER_MS), LONGEST_RETRY_AFTER_MS);
}
