/** Does things at their times, one after the other: timers of their own could overtake each other. */
export class InOrder {
  readonly #queue: { at: number; act: () => void }[] = [];
  #onEmpty: (() => void) | undefined;
  #isRunning = false;

  /** @param at no sooner than that of the last one, in `performance.now()`'s milliseconds */
  at(at: number, act: () => void): void {
    this.#queue.push({ at, act });
    if (!this.#isRunning) this.#waitForNext();
  }

  /** Calls back as soon as nothing waits. */
  whenEmpty(callback: () => void): void {
    if (!this.#isRunning) return callback();
    this.#onEmpty = callback;
  }

  #waitForNext(): void {
    const next = this.#queue[0];
    this.#isRunning = next !== undefined;
    if (!next) {
      const callback = this.#onEmpty;
      this.#onEmpty = undefined;
      return callback?.();
    }
    setTimeout(() => this.#doWhatIsDue(), Math.max(0, next.at - performance.now()));
  }

  #doWhatIsDue(): void {
    const now = performance.now() + 0.5; // timers count whole milliseconds
    for (let next = this.#queue[0]; next && next.at <= now; next = this.#queue[0]) {
      this.#queue.shift();
      next.act();
    }
    this.#waitForNext();
  }
}
