/** What the page and the partner are told of an embed: `:state()`, events, the console, and the words to wait with. */
import type { EmbedError } from '../protocol/embed-error.js';
import type { EmbedStatus } from './connection.js';
import type { Environment } from './environment.js';
import { RefportErrorEvent, RefportReadyEvent, RefportStatusEvent } from './events.js';
import { WaitingWords } from './i18n/wording.js';

export class Announcer {
  readonly #element: HTMLElement;
  readonly #environment: Environment;
  readonly #onChange: () => void;
  readonly waiting: WaitingWords;
  #states: CustomStateSet | undefined;
  /** When the embed tries again by itself, if the host has said when. */
  retryAt: Date | undefined;
  /** The host's page has taken it on itself to explain the error. */
  isExplained = false;
  /** After Retry, keep the error box until the outcome. */
  isRetry = false;

  constructor(element: HTMLElement, onChange: () => void, environment: Environment) {
    this.#element = element;
    this.#environment = environment;
    this.#onChange = onChange;
    this.waiting = new WaitingWords(onChange, environment);
    try {
      this.#states = element.attachInternals().states;
    } catch {
      // Nothing but `:state()` is missing then.
    }
    this.#show('idle');
  }

  status(status: EmbedStatus, previous: EmbedStatus): void {
    if (status === 'loading') this.waiting.start();
    else {
      this.waiting.stop();
      this.isRetry = false;
    }
    this.#show(status, previous);
    this.#element.dispatchEvent(new RefportStatusEvent(status, previous));
    if (status === 'ready' && previous !== 'refreshing') this.#element.dispatchEvent(new RefportReadyEvent());
  }

  error(error: EmbedError): void {
    const { code, message, retryAfterMs } = error;
    this.retryAt =
      retryAfterMs === undefined ? undefined : new Date(this.#environment.clock.wall() + retryAfterMs);
    this.isExplained = !this.#element.dispatchEvent(new RefportErrorEvent(error));
    console.warn(`<refport-embed> ${code}: ${message}`);
    this.#onChange();
  }

  /** `:state(ready)`. Browsers before spring 2024 have no states, or know those with dashes alone. */
  #show(status: EmbedStatus, previous?: EmbedStatus): void {
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
}
