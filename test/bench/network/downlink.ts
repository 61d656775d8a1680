/** What a visitor's line is like. */
export interface Line {
  name: string;
  /** From the browser to any origin, and back. */
  rttMs: number;
  bitsPerSecond: number;
}

/** The visitor's end of the line, through which everything comes that any origin sends. */
export class Downlink {
  readonly #bytesPerMs: number;
  #freeAt = 0;

  constructor({ bitsPerSecond }: Line) {
    this.#bytesPerMs = bitsPerSecond / 8 / 1000;
  }

  /** When so many bytes are through, after those that came before them. */
  pass(bytes: number): number {
    this.#freeAt = Math.max(performance.now(), this.#freeAt) + bytes / this.#bytesPerMs;
    return this.#freeAt;
  }
}
