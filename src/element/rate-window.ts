/** So many times in so much time, and no more. */
export class RateWindow {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  #times: number[] = [];

  /** @param now milliseconds of a clock that nobody sets */
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
