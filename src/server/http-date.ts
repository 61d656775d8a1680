/**
 * Times as HTTP writes them, read strictly. `Date.parse` takes "-1" and "7.5" for dates, which would turn a broken
 * Retry-After into an immediate retry.
 */

/** `Sun, 06 Nov 1994 08:49:37 GMT` in milliseconds; NaN for anything else. */
export function httpDateMs(text: string | null): number {
  const date = new Date(text ?? NaN);
  // IMF-fixdate is exactly what toUTCString writes, weekday included.
  return date.toUTCString() === text ? date.getTime() : NaN;
}

/** Retry-After in whole seconds, clamped to 1 s … 5 min; undefined when absent or malformed. */
export function retryAfterSeconds(text: string | null, nowMs: number): number | undefined {
  const seconds = /^\d{1,6}$/.test(text ?? '') ? Number(text) : Math.ceil((httpDateMs(text) - nowMs) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 1), 300);
}
