/**
 * A world for whatever takes an `Environment`: its time passes when the test says so, and everything due in it happens in
 * order. The machine may sleep in it, its clock be set, its tab be hidden, its network be gone.
 *
 *     const world = new TestWorld();
 *     const session = new TokenSession(ask, limiter, world);
 *     await world.pass(60_000);
 */
import type { Environment } from '../../../src/element/environment.js';
import type { WakeReason } from '../../../src/element/page/lifecycle.js';

interface Timer {
  at: number;
  ring(): void;
}

export class TestWorld implements Environment {
  #elapsedMs = 0;
  /** How far the wall clock is off what has really passed, by sleep and by hand. */
  #wallOffsetMs: number;
  readonly #timers = new Set<Timer>();
  readonly #returns = new Set<(why: WakeReason) => void>();
  isVisible = true;
  isOnline = true;
  /** What `random()` answers. */
  chance = 0.5;

  constructor(wall = Date.parse('2026-01-01T12:00:00Z')) {
    this.#wallOffsetMs = wall;
  }

  readonly clock = {
    wall: (): number => this.#wallOffsetMs + this.#elapsedMs,
    monotonic: (): number => this.#elapsedMs,
  };
  readonly page = pageOf(this, this.#returns);
  readonly random = (): number => this.chance;
  readonly takePreload = (): boolean => false;
  fetch: typeof fetch = () => Promise.reject(new TypeError('This world has no network.'));

  readonly after = (ms: number, ring: () => void): (() => void) => {
    const timer = { at: this.#elapsedMs + ms, ring };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** How many timers and listeners are waiting for something. */
  get leftovers(): number {
    return this.#timers.size + this.#returns.size;
  }

  /** Lets time pass, and whatever falls due in it happen. */
  async pass(ms: number, turns?: number): Promise<void> {
    const end = this.#elapsedMs + ms;
    await settled(turns);
    for (let timer = this.#next(end); timer; timer = this.#next(end)) {
      this.#elapsedMs = Math.max(this.#elapsedMs, timer.at);
      this.#timers.delete(timer);
      timer.ring();
      await settled(turns);
    }
    this.#elapsedMs = end;
  }

  /** The machine sleeps: its clock goes on, its timers do not, and the one that never jumps stands still. */
  async sleep(ms: number): Promise<void> {
    this.#wallOffsetMs += ms;
    await settled();
  }

  /** Somebody sets the clock, forward or back. */
  setClock(ms: number): void {
    this.#wallOffsetMs += ms;
  }

  /** The visitor looks at the page again, or the network is back. */
  async return(why: WakeReason = 'seen'): Promise<void> {
    if (why === 'seen') this.isVisible = true;
    else this.isOnline = true;
    for (const told of this.#returns) told(why);
    await settled();
  }

  #next(end: number): Timer | undefined {
    const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
    return next && next.at <= end ? next : undefined;
  }
}

const pageOf = (world: TestWorld, returns: Set<(why: WakeReason) => void>): Environment['page'] => ({
  get isVisible() {
    return world.isVisible;
  },
  get isOnline() {
    return world.isOnline;
  },
  onWake(listener) {
    const told = (why: WakeReason): void => listener(why); // one entry for each call
    returns.add(told);
    return () => returns.delete(told);
  },
});

/** What is under way has come to rest: promises, streams and messages, of which none takes longer than a few turns. */
export async function settled(turns = 6): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await nextTurn();
}

/** One pair of ports for all turns: in WebKit a new pair costs a hundredth of a second. */
const { port1, port2 } = new MessageChannel();
port1.start();

/** A turn of the event loop, and sooner than `setTimeout` would have it. */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    port1.addEventListener('message', () => resolve(), { once: true });
    port2.postMessage(undefined);
  });
