/** So many times in so much time, and no more. */
export class RateLimiter {
  readonly #limit: number;
  readonly #now: () => number;
  #times: number[] = [];

  /** @param now milliseconds of a monotonic clock */
  constructor(limitPerMinute: number, now: () => number) {
    this.#limit = limitPerMinute;
    this.#now = now;
  }

  record(): void {
    this.#times = [...this.#times, this.#now()].slice(-this.#limit);
  }

  /** How long until one more is within the limit, in milliseconds. */
  get delayMs(): number {
    const [oldest = 0] = this.#times;
    return this.#times.length < this.#limit ? 0 : Math.max(0, oldest + 60_000 - this.#now());
  }
}

/** Whatever happens: no more requests than this, unless a person asks. */
const REQUESTS_A_MINUTE = 4;

export const requestLimiter = (now: () => number): RateLimiter => new RateLimiter(REQUESTS_A_MINUTE, now);

/** By endpoint. They outlive the sessions: an element that starts anew, or comes again, goes on where it was. */
const limiters = new Map<string, RateLimiter>();

export function limiterFor(endpoint: string, now: () => number): RateLimiter {
  const limiter = limiters.get(endpoint) ?? requestLimiter(now);
  limiters.set(endpoint, limiter);
  return limiter;
}

/** A portal that calls a second token expired needs this long at least: sooner is an echo of the last one. */
const SHORTEST_LIFE_MS = 1_000;
const REFRESHES_A_MINUTE = 3;

/** Keeps a portal that calls every token expired from making the page ask without end. */
export class StormGuard {
  readonly #now: () => number;
  readonly #refreshes: RateLimiter;
  #isFirst = true;

  /** @param now milliseconds of a monotonic clock */
  constructor(now: () => number) {
    this.#now = now;
    this.#refreshes = new RateLimiter(REFRESHES_A_MINUTE, now);
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
    const earliest = this.#isFirst ? 0 : deliveredAt + SHORTEST_LIFE_MS;
    this.#isFirst = false;
    this.#refreshes.record();
    return Math.max(0, earliest - this.#now());
  }
}
