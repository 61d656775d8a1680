/** Whether anybody looks at the page, and when they come back to it: from another tab, from sleep, from being offline. */
import type { Wait } from './clock.js';
import { pageDocument } from './document.js';
import { shared } from './shared.js';

/** What brought the page back. */
export type WakeReason = 'seen' | 'online';

export interface Lifecycle {
  readonly isVisible: boolean;
  /** `false` for certain when the machine has no network; `true` says little. */
  readonly isOnline: boolean;
  /** Calls back at each return, several times for one of them; answers how to stop. */
  onWake(listener: (why: WakeReason) => void): () => void;
}

export const lifecycle: Lifecycle = {
  get isVisible() {
    return pageDocument.visibilityState === 'visible' && !isPrerendering();
  },
  get isOnline() {
    return navigator.onLine;
  },
  onWake: shared((tell, signal) => {
    const seen = (): void => {
      if (lifecycle.isVisible) tell('seen');
    };
    pageDocument.addEventListener('visibilitychange', seen, { signal });
    pageDocument.addEventListener('resume', seen, { signal }); // from being frozen, in Chromium
    addEventListener('pageshow', seen, { signal });
    addEventListener('focus', seen, { signal }); // the only sign of a machine that slept with the page in front
    addEventListener('online', () => tell('online'), { signal });
  }),
};

/** Resolves as soon as somebody looks; rejects with the signal's reason when it aborts first. */
export function untilVisible(page: Lifecycle, signal: AbortSignal): Promise<void> {
  let stop: (() => void) | undefined;
  return new Promise<void>((resolve, reject) => {
    if (page.isVisible) return resolve();
    stop = page.onWake(() => page.isVisible && resolve());
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  }).finally(() => stop?.());
}

const TICK_MS = 500;

/** Resolves after so much time that the page was visible: a slow background tab is nobody's failure. */
export async function visibleTime(
  ms: number,
  signal: AbortSignal,
  { wait, page }: { wait: Wait; page: Lifecycle },
): Promise<void> {
  // Counted in ticks: after a sleep the clock has jumped, but nothing has had its time to load.
  for (let leftMs = ms; leftMs > 0;) {
    await untilVisible(page, signal);
    await wait(TICK_MS, signal);
    if (page.isVisible) leftMs -= TICK_MS;
  }
}

/** Chromium makes a page ahead of the visit: it may never be seen. */
const isPrerendering = (): boolean =>
  (pageDocument as Document & { prerendering?: boolean }).prerendering === true;

/** Calls back when the page is there for somebody: now, unless it is prerendered. */
export function whenActivated(signal: AbortSignal, callback: () => void): void {
  if (!isPrerendering()) return callback();
  pageDocument.addEventListener('prerenderingchange', callback, { once: true, signal });
}

/** Calls back when the browser stores the page whole (the back/forward cache), and when it restores it. */
export const onPageCache = shared<[isStored: boolean]>((tell, signal) => {
  for (const type of ['pagehide', 'pageshow'] as const) {
    addEventListener(type, ({ persisted }) => persisted && tell(type === 'pagehide'), { signal });
  }
});
