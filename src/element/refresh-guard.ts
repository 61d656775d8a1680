/** Keeps a portal that calls every token expired from making the page ask for tokens without end. */
import { RateWindow } from './rate-window.js';

/** A portal needs this long at least to find a token bad; sooner is an echo of the last one. */
const SHORTEST_LIFE_MS = 1_000;
const MAX_REFRESHES = 3;
const WINDOW_MS = 60_000;

export class RefreshGuard {
  readonly #now: () => number;
  readonly #refreshes: RateWindow;
  #deliveredAt = -Infinity;

  /** @param now milliseconds of a clock that nobody sets */
  constructor(now: () => number) {
    this.#now = now;
    this.#refreshes = new RateWindow(MAX_REFRESHES, WINDOW_MS, now);
  }

  /** A token has been handed to the portal. */
  delivered(): void {
    this.#deliveredAt = this.#now();
  }

  /** How long to wait before the next refresh, in milliseconds; `undefined` when there have been too many. */
  admit(): number | undefined {
    if (this.#refreshes.delayMs > 0) return undefined;
    this.#refreshes.record();
    return Math.max(0, this.#deliveredAt + SHORTEST_LIFE_MS - this.#now());
  }
}
