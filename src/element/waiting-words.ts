/** What is said while the partner waits: nothing at first, so that a fast load says nothing at all; at the end the link. */

export type Words = 'loading' | 'stillLoading' | 'linkOffered';

const SAID_AFTER_MS: readonly (readonly [ms: number, words: Words])[] = [
  [150, 'loading'],
  [4_000, 'stillLoading'],
  [12_000, 'linkOffered'],
];

export class WaitingWords {
  readonly #onChange: () => void;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #words: Words | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
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
    this.#timers = SAID_AFTER_MS.map(([ms, words]) => setTimeout(() => this.#say(words), ms));
  }

  /** The link now, rather than in a while: an attempt has failed. */
  offerLink(): void {
    this.stop();
    this.#say('linkOffered');
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    this.#words = undefined;
  }

  #say(words: Words): void {
    this.#words = words;
    this.#onChange();
  }
}
