/** Whether an element is on the screen, in a tab that somebody looks at. One observer of each kind serves the whole page. */
import { pageDocument } from './document.js';
import { whenActivated } from './lifecycle.js';
import { shared } from './shared.js';

type Listener = (isInView: boolean) => void;

/** @returns observes an element, and answers how to stop */
function intersection(
  options?: IntersectionObserverInit,
): (element: Element, listener: Listener) => () => void {
  const listeners = new Map<Element, Listener>();
  let observer: IntersectionObserver | undefined;
  return (element, listener) => {
    observer ??= new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
    }, options);
    listeners.set(element, listener);
    observer.observe(element);
    return () => {
      listeners.delete(element);
      observer?.unobserve(element);
    };
  };
}

const observeView = intersection();

/** Within a screen's height of it. */
const observeNear = intersection({ rootMargin: '100%' });

const onTabChange = shared<[]>((tell, signal) =>
  pageDocument.addEventListener('visibilitychange', () => tell(), { signal }),
);

/** Calls back as soon as it is known, and at each change; answers how to stop. */
export function onVisibility(element: Element, callback: (on: boolean) => void): () => void {
  let isInView = false;
  let told: boolean | undefined;
  const tell = (): void => {
    const on = isInView && pageDocument.visibilityState === 'visible';
    if (on !== told) callback((told = on));
  };
  const stops = [
    observeView(element, (now) => {
      isInView = now;
      tell();
    }),
    onTabChange(tell),
  ];
  if (pageDocument.visibilityState === 'hidden') tell(); // nothing is drawn, and the observer waits for that
  return () => {
    for (const stop of stops) stop();
  };
}

/** Calls back once, when the element is on the screen or about to be; answers how to stop. */
export function whenNear(element: Element, callback: () => void): () => void {
  const stop = observeNear(element, (isNear) => {
    if (!isNear) return;
    stop();
    callback();
  });
  return stop;
}

/**
 * Calls back when an embed is wanted: now, or when a page that is made ahead of the visit is there for somebody, or, lazy, when
 * the element is near.
 *
 * @returns whether that is now
 */
export function whenWanted(
  element: Element,
  loading: 'eager' | 'lazy',
  signal: AbortSignal,
  callback: () => void,
): boolean {
  let isNow = false;
  whenActivated(signal, () => {
    isNow = loading === 'eager';
    if (isNow) callback();
    else signal.addEventListener('abort', whenNear(element, callback), { once: true });
  });
  return isNow;
}
