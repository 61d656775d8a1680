/** Whether anybody looks at the page, and when they come back to it: from another tab, from sleep, from being offline. */
import { pageDocument } from './page-document.js';

/** What brought the page back. */
export type Return = 'seen' | 'online';

export interface PageLife {
  readonly isVisible: boolean;
  /** `false` for certain when the machine has no network; `true` says little. */
  readonly isOnline: boolean;
  /** Calls back at each return; several may tell of the same one. */
  onReturn(signal: AbortSignal, callback: (how: Return) => void): void;
}

export const pageLife: PageLife = {
  get isVisible() {
    return pageDocument.visibilityState === 'visible' && !isPrerendering();
  },
  get isOnline() {
    return navigator.onLine;
  },
  onReturn(signal, callback) {
    const seen = (): void => {
      if (pageLife.isVisible) callback('seen');
    };
    pageDocument.addEventListener('visibilitychange', seen, { signal });
    pageDocument.addEventListener('resume', seen, { signal }); // from being frozen, in Chromium
    addEventListener('pageshow', seen, { signal });
    addEventListener('focus', seen, { signal }); // a visible page has no other word for a machine that slept
    addEventListener('online', () => callback('online'), { signal });
  },
};

/** Resolves as soon as somebody looks; rejects with the signal's reason when it aborts first. */
export function untilVisible(page: PageLife, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const visible = new Promise<void>((resolve, reject) => {
    if (page.isVisible) return resolve();
    page.onReturn(over.signal, () => page.isVisible && resolve());
    signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: over.signal });
  });
  return visible.finally(() => over.abort());
}

/** A page that is made before anybody asks for it, in Chromium: it may never be seen. */
export const isPrerendering = (): boolean =>
  (pageDocument as Document & { prerendering?: boolean }).prerendering === true;

/** Calls back when the page is there for somebody: now, unless it is prerendered. */
export function whenActivated(signal: AbortSignal, callback: () => void): void {
  if (!isPrerendering()) return callback();
  pageDocument.addEventListener('prerenderingchange', callback, { once: true, signal });
}

/** Tells when the page goes where a browser may keep it whole (the back/forward cache), and when it is taken out again. */
export function onPageCache(signal: AbortSignal, { onStored, onRestored }: PageCacheListener): void {
  const whenPersisted =
    (callback: () => void) =>
    ({ persisted }: PageTransitionEvent): void =>
      persisted ? callback() : undefined;
  addEventListener('pagehide', whenPersisted(onStored), { signal });
  addEventListener('pageshow', whenPersisted(onRestored), { signal });
}

export interface PageCacheListener {
  onStored(): void;
  onRestored(): void;
}
