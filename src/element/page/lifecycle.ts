/** Whether anybody looks at the page, and when they come back to it: from another tab, from sleep, from being offline. */
import type { After } from './clock.js';
import { pageDocument } from './document.js';
import { all, listen, shared, type Stop } from './shared.js';

/** What brought the page back. */
export type WakeReason = 'seen' | 'online';

export interface Lifecycle {
  readonly isVisible: boolean;
  /** `false` for certain when the machine has no network; `true` says little. */
  readonly isOnline: boolean;
  /** Calls back at each return, several times for one of them; answers how to stop. */
  onWake(listener: (why: WakeReason) => void): Stop;
}

export const lifecycle: Lifecycle = {
  get isVisible() {
    return pageDocument.visibilityState === 'visible' && !isPrerendering();
  },
  get isOnline() {
    return navigator.onLine;
  },
  onWake: shared((tell) => {
    const seen = (): void => {
      if (lifecycle.isVisible) tell('seen');
    };
    return all(
      listen(pageDocument, ['visibilitychange', 'resume'], seen), // from being frozen, in Chromium
      listen(window, ['pageshow', 'focus'], seen), // the only sign of a machine that slept with the page in front
      listen(window, ['online'], () => tell('online')),
    );
  }),
};

/** What waiting takes. */
interface Time {
  after: After;
  page: Lifecycle;
}

/** Calls back when somebody looks again. */
function onceSeen(page: Lifecycle, callback: () => void): Stop {
  const stop = page.onWake(() => {
    if (!page.isVisible) return;
    stop();
    callback();
  });
  return stop;
}

/** Calls back when so much time is over and somebody looks. */
export function whenVisibleAfter(ms: number, callback: () => void, { after, page }: Time): Stop {
  let stop = after(ms, () => {
    if (page.isVisible) callback();
    else stop = onceSeen(page, callback);
  });
  return () => stop();
}

const TICK_MS = 500;

/** Calls back after so much time that the page was visible: a slow background tab is nobody's failure. */
export function afterVisible(ms: number, callback: () => void, { after, page }: Time): Stop {
  let stop: Stop = () => undefined;
  // Counted in ticks: after a sleep the clock has jumped, but nothing has had its time to load.
  const tick = (leftMs: number): void => {
    if (leftMs <= 0) return callback();
    if (page.isVisible) stop = after(TICK_MS, () => tick(page.isVisible ? leftMs - TICK_MS : leftMs));
    else stop = onceSeen(page, () => tick(leftMs));
  };
  tick(ms);
  return () => stop();
}

/** Chromium makes a page ahead of the visit: it may never be seen. */
const isPrerendering = (): boolean =>
  (pageDocument as Document & { prerendering?: boolean }).prerendering === true;

/** Calls back when the page is there for somebody: now, unless it is prerendered. */
export function whenActivated(callback: () => void): Stop {
  if (isPrerendering()) return listen(pageDocument, ['prerenderingchange'], callback);
  callback();
  return () => undefined;
}

/** Calls back when the browser stores the page whole (the back/forward cache), and when it restores it. */
export const onPageCache = shared<[isStored: boolean]>((tell) =>
  listen(window, ['pagehide', 'pageshow'], ({ type, persisted }: PageTransitionEvent) => {
    if (persisted) tell(type === 'pagehide');
  }),
);
