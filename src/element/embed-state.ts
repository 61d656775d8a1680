/** What an embed is doing and what is wrong with it, as the page can see it: status, error, `:state()`, events. */
import type { EmbedError } from '../protocol/embed-error.js';
import { canFollow, type EmbedStatus } from './embed-status.js';
import { browserEnvironment, type Environment } from './environment.js';
import { RefportErrorEvent, RefportReadyEvent, RefportStatusEvent } from './events.js';
import { WaitingWords } from './waiting-words.js';

export class EmbedState {
  readonly #element: EventTarget;
  readonly #states: CustomStateSet;
  readonly #onChange: () => void;
  readonly #clock: Environment['clock'];
  readonly waiting: WaitingWords;
  status: EmbedStatus = 'idle';
  error: EmbedError | undefined;
  /** When the embed tries again by itself, if the host has said when. */
  retryAt: Date | undefined;
  /** The host's page has taken it on itself to explain the error. */
  isExplained = false;
  /** The partner has pressed the retry button, which therefore stays, with the focus on it. */
  isRetry = false;

  constructor(
    element: EventTarget,
    states: CustomStateSet,
    onChange: () => void,
    { clock, wait } = browserEnvironment,
  ) {
    this.#element = element;
    this.#states = states;
    states.add(this.status);
    this.#onChange = onChange;
    this.#clock = clock;
    this.waiting = new WaitingWords(onChange, wait);
  }

  /** Takes a new status, unless it is news from something that is already over. */
  enter(status: EmbedStatus): void {
    const previous = this.status;
    if (previous === status || !canFollow(previous, status)) return;
    this.status = status;
    this.#states.delete(previous);
    this.#states.add(status);
    if (status !== 'failed') this.error = undefined;
    if (status === 'loading') this.waiting.start();
    else {
      this.waiting.stop();
      this.isRetry = false;
    }
    this.#onChange();
    this.#element.dispatchEvent(new RefportStatusEvent(status, previous));
    if (status === 'ready' && previous !== 'refreshing') this.#element.dispatchEvent(new RefportReadyEvent());
  }

  report(error: EmbedError): void {
    this.error = error;
    const { retryAfterMs } = error;
    this.retryAt = retryAfterMs === undefined ? undefined : new Date(this.#clock.wall() + retryAfterMs);
    this.isExplained = !this.#element.dispatchEvent(new RefportErrorEvent(error));
    console.warn(`<refport-embed> ${error.code}: ${error.message}`);
    this.#onChange();
  }
}
