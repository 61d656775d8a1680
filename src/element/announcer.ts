/** What the page and the partner are told of an embed: `:state()`, events, the console, and the words to wait with. */
import type { EmbedError } from '../protocol/embed-error.js';
import type { EmbedStatus } from './status.js';
import { browserEnvironment } from './environment.js';
import { RefportErrorEvent, RefportReadyEvent, RefportStatusEvent } from './events.js';
import type { Words } from './view/notice.js';

/** Nothing is said at first, so that a fast load says nothing at all. */
const WAITING_WORDS: readonly (readonly [afterMs: number, words: Words])[] = [
  [150, 'loading'],
  [3_850, 'stillLoading'],
  [8_000, 'linkOffered'],
];

const { after, clock } = browserEnvironment;

export class Announcer {
  readonly #element: HTMLElement;
  readonly #onChange: () => void;
  #states: CustomStateSet | undefined;
  #stopWords = (): void => undefined;
  /** What is said while the partner waits. */
  words: Words | undefined;
  /** When the embed tries again by itself, if the host has said when. */
  retryAt: Date | undefined;
  /** The host's page has taken it on itself to explain the error. */
  isExplained = false;
  /** After Retry, keep the error box until the outcome. */
  isRetry = false;

  constructor(element: HTMLElement, onChange: () => void) {
    this.#element = element;
    this.#onChange = onChange;
    try {
      this.#states = element.attachInternals().states;
    } catch {
      // Nothing but `:state()` is missing then.
    }
    this.#mark('idle');
  }

  status(status: EmbedStatus, previous: EmbedStatus): void {
    this.stopWords();
    if (status === 'loading') this.#wait(0);
    else this.isRetry = false;
    this.#mark(status, previous);
    this.#onChange();
    this.#element.dispatchEvent(new RefportStatusEvent(status, previous));
    if (status === 'ready' && previous !== 'refreshing') this.#element.dispatchEvent(new RefportReadyEvent());
  }

  error(error: EmbedError): void {
    const { code, message, retryAfterMs } = error;
    this.retryAt = retryAfterMs === undefined ? undefined : new Date(clock.wall() + retryAfterMs);
    this.isExplained = !this.#element.dispatchEvent(new RefportErrorEvent(error));
    console.warn(`<refport-embed> ${code}: ${message}`);
    this.#onChange();
  }

  /** The link now, rather than in a while. */
  offerLink(): void {
    this.stopWords();
    this.#say('linkOffered');
  }

  stopWords(): void {
    this.#stopWords();
    this.words = undefined;
  }

  /** `:state(ready)`. Browsers before spring 2024 have no states, or know those with dashes alone. */
  #mark(status: EmbedStatus, previous?: EmbedStatus): void {
    for (const prefix of ['', '--']) {
      try {
        if (previous) this.#states?.delete(prefix + previous);
        this.#states?.add(prefix + status);
        return;
      } catch {
        // The other spelling is tried next.
      }
    }
  }

  #wait(step: number): void {
    const [afterMs, words] = WAITING_WORDS[step] ?? [];
    if (afterMs === undefined) return;
    this.#stopWords = after(afterMs, () => {
      this.#say(words);
      this.#wait(step + 1);
    });
  }

  #say(words: Words | undefined): void {
    this.words = words;
    this.#onChange();
  }
}
