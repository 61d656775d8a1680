/** When to refresh a token, when to try again, and how long a token is good: pure arithmetic, no timers. */
import { isAccessDenied, type EmbedError, type EmbedErrorCode } from '../../protocol/embed-error.js';
import type { EmbedToken } from '../../protocol/embed-token.js';
import { stopwatch, type Clock } from '../page/clock.js';

/** Part of a token's life that is kept in reserve, for a request that has to be repeated. */
const RESERVE = 0.2;
const LARGEST_RESERVE_MS = 120_000;
const SOONEST_MS = 10_000;
const LATEST_MS = 6 * 3_600_000;

/**
 * How long to wait before the refresh, in milliseconds, between 10 seconds and 6 hours; `undefined` for a token that lives no
 * longer than that: only the portal can tell whether it is good. With jitter, so that pages which began together do not ask
 * together.
 */
export function refreshTimeMs(lifetimeMs: number, random: () => number): number | undefined {
  if (lifetimeMs <= SOONEST_MS) return undefined;
  const reserveMs = Math.min(lifetimeMs * RESERVE, LARGEST_RESERVE_MS);
  const ms = lifetimeMs - reserveMs * (0.5 + random() / 2);
  return Math.min(Math.max(ms, SOONEST_MS), LATEST_MS);
}

const FIRST_BACKOFF_MS = 2_000;
const LONGEST_BACKOFF_MS = 60_000;
const SHORTEST_RETRY_AFTER_MS = 1_000;
const LONGEST_RETRY_AFTER_MS = 300_000;

/**
 * Exponential backoff with full jitter: between nothing and 2, 4, 8, … seconds, so that many pages which failed together do not
 * come back together (AWS Architecture Blog, "Exponential Backoff and Jitter").
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

/** How long before its end a token is no longer worth handing out. */
const MARGIN_MS = 5_000;

/** A new token is handed out whatever it says of its end: the clocks may be wrong, and the portal knows. */
const TRUSTED_MS = 10_000;

/** A token that has arrived, and how much of its life is left. */
export class CachedToken {
  readonly token: string;
  readonly lifetimeMs: number;
  /** When it expires by this machine's clock; `undefined` when nobody said, or no calendar goes that far. */
  readonly expiresAt: Date | undefined;
  readonly #ageMs: () => number;

  constructor({ token, lifetimeMs }: EmbedToken, clock: Clock) {
    this.token = token;
    this.lifetimeMs = lifetimeMs;
    this.#ageMs = stopwatch(clock);
    const expiresAt = new Date(clock.wall() + lifetimeMs);
    this.expiresAt = Number.isNaN(expiresAt.getTime()) ? undefined : expiresAt;
  }

  /** A token that stands in the page: nobody says how long it lives. */
  static ofPage(token: string, clock: Clock): CachedToken {
    return new CachedToken({ token, lifetimeMs: Infinity }, clock);
  }

  /** In milliseconds, `Infinity` when nobody said. */
  get remainingMs(): number {
    return Math.max(0, this.lifetimeMs - this.#ageMs());
  }

  /** Whether it has died for certain: of a token that lives for seconds, or less, only the portal can tell. */
  get isOver(): boolean {
    return this.lifetimeMs > SOONEST_MS && this.remainingMs === 0;
  }

  /** Whether it is worth handing to a portal. */
  get isFresh(): boolean {
    return this.#ageMs() < Math.max(this.lifetimeMs - MARGIN_MS, TRUSTED_MS);
  }
}

/** How often a request is made in a row, for the failures that can pass by themselves within seconds. */
const ATTEMPTS: Partial<Record<EmbedErrorCode, number>> = { UNAVAILABLE: 4, TIMEOUT: 3, BAD_RESPONSE: 3 };

/** Longer `Retry-After`: fail now, retry on schedule. */
const LONGEST_WAIT_MS = 10_000;

/** Asked again at the time the host says; a 429 that says none is asked later and later. A refusal is not asked again. */
export const hasRetryTime = (error: EmbedError): boolean =>
  error.code === 'RATE_LIMITED' || (!isAccessDenied(error) && (error.retryAfterMs ?? 0) > LONGEST_WAIT_MS);

/** Whether another request can help, without anybody doing anything. */
export const passesByItself = ({ code }: EmbedError): boolean => ATTEMPTS[code] !== undefined;

/** 409 says that two requests got in each other's way: one more try settles it. */
export const attemptsFor = ({ status, code }: EmbedError): number =>
  status === 409 ? 2 : (ATTEMPTS[code] ?? 1);
