/**
 * The height of the frame: what the portal asks for, within the bounds of the page, applied once a frame.
 *
 * A portal that measures itself by the viewport (`100vh` and a margin) asks for more each time it is given more, for ever.
 * So a height that goes on changing is held; the frame scrolls inside meanwhile. When the portal has been quiet for a
 * while its last wish is granted, and if it answers that with yet another wish it is such a portal, and stays held.
 */

/** An accordion that opens is thirty changes at the most, in half a second; a loop has no end, and is slow on a busy machine. */
const MAX_CHANGES = 20;
const MAX_RESTLESS_MS = 1_500;
/** Changes further apart than this have nothing to do with each other. */
const QUIET_MS = 1_000;

export interface FrameHeightOptions {
  apply(px: number): void;
  /** Runs a callback with the next frame that the browser paints. */
  nextFrame?: (callback: () => void) => void;
  now?: () => number;
  /** Runs a callback later; answers how to call it off. */
  later?: (callback: () => void, ms: number) => () => void;
}

export class FrameHeight {
  readonly #options: Required<FrameHeightOptions>;
  #wanted = 0;
  #applied = 0;
  #isScheduled = false;
  /** When the portal was last at rest, and how often its height has changed since. */
  #restlessSince = 0;
  #changes = 0;
  #changedAt = -Infinity;
  #hold: 'no' | 'until quiet' | 'on trial' | 'for good' = 'no';
  #cancelQuiet: () => void = () => undefined;

  constructor(options: FrameHeightOptions) {
    this.#options = {
      nextFrame: requestAnimationFrame.bind(globalThis),
      now: () => performance.now(),
      later: (callback, ms) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
      ...options,
    };
  }

  /** The portal asks for a height, already within the page's bounds. */
  request(px: number): void {
    this.#wanted = Math.round(px);
    switch (this.#hold) {
      case 'no':
        if (this.#isScheduled) return;
        this.#isScheduled = true;
        return this.#options.nextFrame(() => this.#apply());
      case 'until quiet':
        return this.#waitForQuiet();
      case 'on trial':
        this.#hold = 'for good';
        return this.#cancelQuiet();
      case 'for good':
        return;
    }
  }

  /** A new document: what the last one did is forgotten. */
  reset(): void {
    this.#cancelQuiet();
    this.#hold = 'no';
    this.#changes = 0;
  }

  /** The document is gone, and with it what it wished for. */
  stop(): void {
    this.reset();
    this.#wanted = this.#applied;
  }

  /** Another portal, or none: no height is wanted, and none is applied. */
  forget(): void {
    this.reset();
    this.#wanted = this.#applied = 0;
  }

  #apply(): void {
    this.#isScheduled = false;
    if (this.#wanted === this.#applied) return;
    this.#applied = this.#wanted;
    this.#options.apply(this.#applied);
    if (!this.#isRestless()) return;
    this.#hold = 'until quiet';
    this.#waitForQuiet();
  }

  #isRestless(): boolean {
    const now = this.#options.now();
    if (now - this.#changedAt > QUIET_MS) {
      this.#restlessSince = now;
      this.#changes = 0;
    }
    this.#changedAt = now;
    this.#changes += 1;
    return this.#changes > MAX_CHANGES && now - this.#restlessSince > MAX_RESTLESS_MS;
  }

  #waitForQuiet(): void {
    this.#cancelQuiet();
    this.#cancelQuiet = this.#options.later(() => {
      if (this.#hold === 'until quiet') {
        this.#hold = 'on trial';
        this.#changes = 0;
        this.#apply();
        this.#waitForQuiet();
      } else {
        this.#hold = 'no'; // it has taken its last wish and asked for no more
      }
    }, QUIET_MS);
  }
}
