/** What is said while the partner waits: nothing at first, so that a fast load says nothing at all; at the end the link. */
import type { Environment } from './environment.js';

export type Words = 'loading' | 'stillLoading' | 'linkOffered';

const SAID_AFTER_MS: readonly (readonly [ms: number, words: Words])[] = [
  [150, 'loading'],
  [4_000, 'stillLoading'],
  [12_000, 'linkOffered'],
];

export class WaitingWords {
  readonly #onChange: () => void;
  readonly #wait: Environment['wait'];
  #end = new AbortController();
  #words: Words | undefined;

  constructor(onChange: () => void, wait: Environment['wait']) {
    this.#onChange = onChange;
    this.#wait = wait;
  }

  get words(): Words | undefined {
    return this.#words;
  }

  /** Before there are words the link stands where it stood before the script ran, so that the place is never empty. */
  get needsLink(): boolean {
    return this.#words === undefined || this.#words === 'linkOffered';
  }

  start(): void {
    this.stop();
    const { signal } = this.#end;
    for (const [ms, words] of SAID_AFTER_MS) {
      this.#wait(ms, signal).then(
        () => signal.aborted || this.#say(words),
        () => undefined, // there is no wait any more
      );
    }
  }

  /** The link now, rather than in a while: an attempt has failed. */
  offerLink(): void {
    this.stop();
    this.#say('linkOffered');
  }

  stop(): void {
    this.#end.abort();
    this.#end = new AbortController();
    this.#words = undefined;
  }

  #say(words: Words): void {
    this.#words = words;
    this.#onChange();
  }
}
