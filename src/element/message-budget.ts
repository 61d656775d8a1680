/**
 * How many messages a portal may send. What comes faster is dropped unread; and because dropping does not stop a flood
 * (the browser still delivers every message), who keeps at it is reported, and its frame removed.
 */

/** A bucket that fills at a steady rate and is emptied by use. */
class TokenBucket {
  readonly #capacity: number;
  readonly #perSecond: number;
  #level: number;
  #filledAt: number;

  constructor(capacity: number, perSecond: number, now: number) {
    this.#capacity = capacity;
    this.#perSecond = perSecond;
    this.#level = capacity;
    this.#filledAt = now;
  }

  /** Takes one, or answers false when there is none. */
  take(now: number): boolean {
    this.#level = Math.min(this.#capacity, this.#level + ((now - this.#filledAt) / 1000) * this.#perSecond);
    this.#filledAt = now;
    if (this.#level < 1) return false;
    this.#level -= 1;
    return true;
  }
}

const MESSAGES_PER_SECOND = 30;
const MESSAGE_BURST = 60;
/** Violations are forgiven at the same rate, so that a portal which animates its height is slowed, not removed. */
const MAX_STRIKES = 400;

/** Why a message was not taken: the frame shows another site, it comes too fast, or it makes no sense. */
export type Refusal = 'origin' | 'rate' | 'shape';

export class MessageBudget {
  readonly #onFlood: () => void;
  readonly #now: () => number;
  readonly #messages: TokenBucket;
  readonly #strikes: TokenBucket;
  /** How many messages were refused, by reason. The sender learns nothing; this is for whoever debugs the page. */
  readonly refused: Record<Refusal, number> = { origin: 0, rate: 0, shape: 0 };

  /** @param now milliseconds of a clock that nobody sets */
  constructor(onFlood: () => void, now: () => number) {
    this.#onFlood = onFlood;
    this.#now = now;
    this.#messages = new TokenBucket(MESSAGE_BURST, MESSAGES_PER_SECOND, now());
    this.#strikes = new TokenBucket(MAX_STRIKES, MESSAGES_PER_SECOND, now());
  }

  /** Whether a message that has arrived may be read at all. */
  admit(): boolean {
    if (this.#messages.take(this.#now())) return true;
    this.refuse('rate');
    return false;
  }

  /** Counts a message that is not taken. */
  refuse(why: Refusal): void {
    this.refused[why] += 1;
    if (DEVELOPMENT && this.refused[why] === 1) console.warn(`<refport-embed> ${HINTS[why]}`);
    if (!this.#strikes.take(this.#now())) this.#onFlood();
  }
}

/** For the portal's author, in development builds, once for each reason. */
const HINTS: Record<Refusal, string> = {
  origin:
    'Messages are refused: the frame shows a page of another origin than portal-url. Does the portal redirect?',
  rate: `Messages are dropped: the portal sends more than ${MESSAGES_PER_SECOND} a second.`,
  shape: 'Messages are refused: they are none of the protocol (src/protocol/messages.ts).',
};
