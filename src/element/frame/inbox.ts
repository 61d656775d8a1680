/**
 * The one `message` listener of the page, however many embeds it has. A message passes three locks, always in the same order: it
 * comes from the window of one of our frames, from that frame's exact origin, and in a shape that the dialect knows. Anything
 * else is met with silence.
 *
 * Source alone is not enough, because a frame's window stays the same when it navigates to somebody else's page; origin
 * alone is not enough, because other frames of the page may be of the portal's origin.
 */
import { listen, shared, type Stop } from '../page/shared.js';

/** A bucket that fills at a steady rate and is emptied by use. */
class Bucket {
  readonly #capacity: number;
  readonly #perSecond: number;
  #level: number;
  #filledAt = 0;

  constructor(capacity: number, perSecond: number) {
    this.#level = this.#capacity = capacity;
    this.#perSecond = perSecond;
  }

  /** Takes so many, or answers false when there are not enough. */
  take(now: number, amount = 1): boolean {
    this.#level = Math.min(this.#capacity, this.#level + ((now - this.#filledAt) / 1000) * this.#perSecond);
    this.#filledAt = now;
    if (this.#level < amount) return false;
    this.#level -= amount;
    return true;
  }
}

const MESSAGES_PER_SECOND = 30;
const MESSAGE_BURST = 60;

/** Violations that are forgiven, before a portal is removed. */
const MAX_STRIKES = 400;

/** What a portal's messages may cost of the main thread, in milliseconds: so much at once, then a quarter of each second. */
const COST_BURST_MS = 1_500;
const COST_MS_PER_SECOND = 250;

/** Firefox unpacks a message before its event exists, where no clock of ours runs: so the values count too, as slowly as a phone reads. */
const MS_PER_VALUE = 0.004;
const MOST_VALUES = 50_000;

/** How many values there are in a message, as far as they matter; what is in a `Map` or a `Set` does not count. */
function valuesIn(data: unknown): number {
  const left = [data];
  let count = 0;
  for (; left.length > 0 && count < MOST_VALUES; count += 1) {
    const value = left.pop();
    if (typeof value === 'object' && value) for (const each of Object.values(value)) left.push(each);
  }
  return count;
}

/** Why a message was not taken: the frame shows another site, it comes too fast, or it makes no sense. */
export type Refusal = 'origin' | 'rate' | 'shape';

/**
 * How many messages a portal may send, and what they may cost. What comes faster is dropped unread; and because dropping does not
 * stop a flood (the browser still delivers every message), a portal that keeps at it is reported, and its frame removed.
 */
export class MessageBudget {
  readonly #onFlood: () => void;
  readonly #now: () => number;
  readonly #messages = new Bucket(MESSAGE_BURST, MESSAGES_PER_SECOND);
  /** A portal that animates its height is slowed, not removed: forgiven as fast as messages are admitted. */
  readonly #haste = new Bucket(MAX_STRIKES, MESSAGES_PER_SECOND);
  /** Messages that make no sense, or come from elsewhere, have no such excuse. */
  readonly #nonsense = new Bucket(MAX_STRIKES, 1);
  readonly #cost = new Bucket(COST_BURST_MS, COST_MS_PER_SECOND);
  /** How many messages were refused, by reason. The sender learns nothing; this is for whoever debugs the page. */
  readonly refused: Record<Refusal, number> = { origin: 0, rate: 0, shape: 0 };

  /** @param now milliseconds of a monotonic clock */
  constructor(onFlood: () => void, now: () => number) {
    this.#onFlood = onFlood;
    this.#now = now;
  }

  /** Reads a message, unless there are too many, and counts the time that it costs: not the time of the page's own listeners. */
  read(event: MessageEvent, receive: (data: unknown) => void): void {
    if (!this.admit()) return;
    const begin = this.#now();
    const data: unknown = event.data; // megabytes cost their time here, where the browser makes an object of them
    const now = this.#now();
    if (this.#cost.take(now, Math.max(now - begin, valuesIn(data) * MS_PER_VALUE))) receive(data);
    else this.#onFlood();
  }

  /** Whether a message that has arrived may be read at all. */
  admit(): boolean {
    return this.#messages.take(this.#now()) || this.refuse('rate');
  }

  /** Counts a message that is not taken. */
  refuse(why: Refusal): false {
    this.refused[why] += 1;
    if (DEVELOPMENT && this.refused[why] === 1) console.warn(`<refport-embed> ${HINTS[why]}`);
    if (!(why === 'rate' ? this.#haste : this.#nonsense).take(this.#now())) this.#onFlood();
    return false;
  }
}

/** For the portal's author, in development builds, once for each reason. */
const HINTS: Record<Refusal, string> = {
  origin:
    'Messages are refused: the frame shows a page of another origin than portal-url. Does the portal redirect?',
  rate: `Messages are dropped: the portal sends more than ${MESSAGES_PER_SECOND} a second.`,
  shape: 'Messages are refused: they are none of the protocol (src/protocol/messages.ts).',
};

/** A frame whose messages are heard. */
export interface Sender {
  readonly iframe: HTMLIFrameElement;
  readonly origin: string;
  readonly budget: MessageBudget;
  /** Called with data that has passed the first two locks; its shape is anything. */
  receive(data: unknown): void;
}

const onMessage = shared<[event: MessageEvent]>((tell) =>
  listen(window, ['message'], (event: MessageEvent) => {
    // A script of the page can construct events with any source and origin; the browser's own are marked as trusted.
    if (event.isTrusted && event.source) tell(event);
  }),
);

/** Hears a frame; answers how to stop. */
export const hear = (sender: Sender): Stop =>
  onMessage((event) => {
    const { iframe, origin, budget } = sender;
    if (event.source !== iframe.contentWindow) return;
    if (event.origin === origin) budget.read(event, sender.receive);
    else budget.refuse('origin');
  });
