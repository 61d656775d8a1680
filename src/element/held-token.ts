/** A token that has arrived, and how much of its life is left. */
import type { EmbedToken } from '../protocol/embed-token.js';
import { stopwatch, type Clock } from './clock.js';

/** How long before its end a token is no longer worth handing out. */
const MARGIN_MS = 5_000;

/** A new token is handed out whatever it says of its end: the clocks may be wrong, and the portal knows. */
const TRUSTED_MS = 10_000;

export class HeldToken {
  readonly token: string;
  readonly lifetimeMs: number;
  /** When it dies by this machine's clock; `undefined` when nobody said, or no calendar goes that far. */
  readonly expiresAt: Date | undefined;
  readonly #ageMs: () => number;

  constructor({ token, lifetimeMs }: EmbedToken, clock: Clock) {
    this.token = token;
    this.lifetimeMs = lifetimeMs;
    this.#ageMs = stopwatch(clock);
    const expiresAt = new Date(clock.wall() + lifetimeMs);
    this.expiresAt = Number.isNaN(expiresAt.getTime()) ? undefined : expiresAt;
  }

  /** In milliseconds, `Infinity` when nobody said. */
  get remainingMs(): number {
    return Math.max(0, this.lifetimeMs - this.#ageMs());
  }

  /** Whether it is worth handing to a portal. */
  get isFresh(): boolean {
    return this.#ageMs() < Math.max(this.lifetimeMs - MARGIN_MS, TRUSTED_MS);
  }
}
