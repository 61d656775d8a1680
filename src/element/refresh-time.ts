/** When to replace a token before it expires: pure arithmetic, no timers. */

/** Part of a token's life that is kept in reserve, for a request that has to be repeated. */
const RESERVE = 0.2;
const LARGEST_RESERVE_MS = 120_000;
const SOONEST_MS = 10_000;
const LATEST_MS = 6 * 3_600_000;

/**
 * How long to wait, in milliseconds, between 10 seconds and 6 hours; `undefined` for a token that lives no longer than that:
 * whether it is any good, only the portal can tell. With jitter, so that pages which began together do not ask together.
 */
export function refreshTimeMs(lifetimeMs: number, random: () => number): number | undefined {
  if (lifetimeMs <= SOONEST_MS) return undefined;
  const reserveMs = Math.min(lifetimeMs * RESERVE, LARGEST_RESERVE_MS);
  const ms = lifetimeMs - reserveMs * (0.5 + random() / 2);
  return Math.min(Math.max(ms, SOONEST_MS), LATEST_MS);
}
