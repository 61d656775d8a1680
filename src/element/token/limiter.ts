/** So many times in so much time, and no more. */
export class RateLimiter {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  #times: number[] = [];

  /** @param now milliseconds of a monotonic clock */
  constructor(limit: number, windowMs: number, now: () => number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  record(): void {
    this.#times = [...this.#times, this.#now()].slice(-this.#limit);
  }

  /** How long until one more is within the limit, in milliseconds. */
  get delayMs(): number {
    const [oldest] = this.#times;
    if (oldest === undefined || this.#times.length < this.#limit) return 0;
    return Math.max(0, oldest + this.#windowMs - this.#now());
  }
}

/** Whatever happens: no more requests than this, unless a person asks. */
const REQUESTS_A_MINUTE = 4;

/** By endpoint. They outlive the sessions: an element that starts anew, or comes again, goes on where it was. */
const limiters = new Map<unknown, RateLimiter>();

/** @param source an endpoint's address, or the element whose own function is asked */
export function limiterFor(source: string | WeakKey, now: () => number): RateLimiter {
  const known = typeof source === 'string' ? limiters : own;
  const limiter = known.get(source as WeakKey & string) ?? new RateLimiter(REQUESTS_A_MINUTE, 60_000, now);
  known.set(source as WeakKey & string, limiter);
  return limiter;
}

const own = new WeakMap<WeakKey, RateLimiter>();

/** A portal that calls a second token expired needs this long at least: sooner is an echo of the last one. */
const SHORTEST_LIFE_MS = 1_000;
const MAX_REFRESHES = 3;
const STORM_WINDOW_MS = 60_000;

/** Keeps a portal that calls every token expired from making the page ask without end. */
export class StormGuard {
  readonly #now: () => number;
  readonly #refreshes: RateLimiter;
  #isFirst = true;

  /** @param now milliseconds of a monotonic clock */
  constructor(now: () => number) {
    this.#now = now;
    this.#refreshes = new RateLimiter(MAX_REFRESHES, STORM_WINDOW_MS, now);
  }

  /** There have been so many refreshes that the portal is taken to refuse every token. */
  get isStorm(): boolean {
    return this.#refreshes.delayMs > 0;
  }

  /**
   * Counts a refresh.
   *
   * @param deliveredAt when the portal was given its last token, by the clock of the constructor
   * @returns how long to wait before the refresh, in milliseconds; nothing before the first
   */
  record(deliveredAt: number): number {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    this.#refreshes.record();
    return isFirst ? 0 : Math.max(0, deliveredAt + SHORTEST_LIFE_MS - this.#now());
  }
}
