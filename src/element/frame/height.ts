/**
 * The height of the frame: what the portal asks for, within the bounds of the page, applied once a frame; and the height of last
 * time, which keeps the room free on the next visit.
 *
 * A portal that measures itself by the viewport (`100vh` and a margin) asks for more each time it is given more, for ever.
 * So a height that goes on changing is held; the frame scrolls inside meanwhile. When the portal has been quiet for a
 * while its last height is applied, and a portal that answers with yet another one stays held.
 */
import { after, deviceClock, type After, type Clock } from '../page/clock.js';
import { pageDocument } from '../page/document.js';

/** An accordion that opens is thirty changes at the most, in half a second; a loop has no end, and is slow on a busy machine. */
const MAX_CHANGES = 20;
const MAX_RESTLESS_MS = 1_500;
/** Changes further apart than this have nothing to do with each other. */
const QUIET_MS = 1_000;

/** The time that it goes by. */
export interface HeightTime {
  /** Runs a callback with the next frame that the browser paints. */
  nextFrame(callback: () => void): void;
  clock: Pick<Clock, 'monotonic'>;
  after: After;
}

const browserTime: HeightTime = {
  nextFrame: (callback) => void requestAnimationFrame(callback),
  clock: deviceClock,
  after,
};

export class FrameHeight {
  readonly #apply: (px: number) => void;
  readonly #time: HeightTime;
  #wanted = 0;
  #applied = 0;
  #isScheduled = false;
  /** When the portal was last at rest, and how often its height has changed since. */
  #restlessSince = 0;
  #changes = 0;
  #changedAt = -Infinity;
  #hold: 'no' | 'until quiet' | 'on trial' | 'for good' = 'no';
  #stopQuiet = (): void => undefined;

  constructor(apply: (px: number) => void, time = browserTime) {
    this.#apply = apply;
    this.#time = time;
  }

  /** The portal asks for a height, already within the page's bounds. */
  request(px: number): void {
    this.#wanted = Math.round(px);
    if (this.#hold === 'no') {
      if (this.#isScheduled) return;
      this.#isScheduled = true;
      this.#time.nextFrame(() => this.#applyWanted());
    } else if (this.#hold === 'until quiet') this.#waitForQuiet();
    else {
      this.#hold = 'for good';
      this.#stopQuiet();
    }
  }

  /** A new document: what the last one did is forgotten. */
  reset(): void {
    this.#stopQuiet();
    this.#hold = 'no';
    this.#changes = 0;
  }

  /** The document is gone, and with it what it wished for; `applied` is the height that the frame has from now on. */
  stop(applied = this.#applied): void {
    this.reset();
    this.#wanted = this.#applied = applied;
  }

  #applyWanted(): void {
    this.#isScheduled = false;
    if (this.#wanted === this.#applied) return;
    this.#applied = this.#wanted;
    this.#apply(this.#applied);
    if (!this.#isRestless()) return;
    this.#hold = 'until quiet';
    this.#waitForQuiet();
  }

  #isRestless(): boolean {
    const now = this.#time.clock.monotonic();
    if (now - this.#changedAt > QUIET_MS) {
      this.#restlessSince = now;
      this.#changes = 0;
    }
    this.#changedAt = now;
    this.#changes += 1;
    return this.#changes > MAX_CHANGES && now - this.#restlessSince > MAX_RESTLESS_MS;
  }

  #waitForQuiet(): void {
    this.#stopQuiet();
    this.#stopQuiet = this.#time.after(QUIET_MS, () => this.#onQuiet());
  }

  #onQuiet(): void {
    if (this.#hold === 'until quiet') {
      this.#hold = 'on trial';
      this.#changes = 0;
      this.#applyWanted();
      this.#waitForQuiet();
    } else {
      this.#hold = 'no'; // the portal has its last height and asks for no more
    }
  }
}

export interface Bounds {
  minHeight: number;
  maxHeight: number;
}

export const within = ({ minHeight, maxHeight }: Bounds, px: number): number =>
  Math.min(Math.max(px, minHeight), maxHeight);

/**
 * A number in the tab's own storage, which ends with the tab; without storage nothing is remembered. An embed is known again by
 * its page, its portal, and which of the page's embeds it is. Hashed, because an address may hold what must not lie about in a
 * storage (an invitation, a link to reset a password), and 32 bits of it hold nothing.
 */
function keyOf(element: Element, portalUrl: string): string {
  const root = element.getRootNode();
  const embeds = (root instanceof ShadowRoot ? root : pageDocument).querySelectorAll(element.localName);
  const place = `${location.pathname},${portalUrl},${Array.from(embeds).indexOf(element)}`;
  return `refport-embed:height:${hash(place)}`;
}

/** Whole CSS pixels; `undefined` when nothing is known. */
export function recallHeight(element: Element, portalUrl: string): number | undefined {
  const text = attempt((storage) => storage.getItem(keyOf(element, portalUrl)));
  return text && /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

/** @param px forgets the height when there is none */
export function rememberHeight(element: Element, portalUrl: string, px: number | undefined): void {
  attempt((storage) => {
    const key = keyOf(element, portalUrl);
    if (px === undefined) storage.removeItem(key);
    else storage.setItem(key, String(px));
  });
}

/** Accessing `sessionStorage` may throw; some browsers have none. */
function attempt<T>(action: (storage: Storage) => T): T | undefined {
  try {
    return action(sessionStorage);
  } catch {
    return undefined;
  }
}

/** FNV-1a. */
function hash(text: string): string {
  let bits = 0x811c9dc5;
  for (const character of text) bits = Math.imul(bits ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (bits >>> 0).toString(36);
}
