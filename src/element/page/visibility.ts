/** Whether an element is on the screen, in a tab that somebody looks at. One observer of each kind serves the whole page. */
import { bare } from '../../protocol/own-property.js';
import { pageDocument } from './document.js';
import { whenActivated } from './lifecycle.js';
import { all, listen, shared, type Stop } from './shared.js';

type Listener = (isInView: boolean) => void;

/** @returns observes an element, and answers how to stop */
function intersection(rootMargin: string): (element: Element, listener: Listener) => Stop {
  const listeners = new Map<Element, Listener>();
  let observer: IntersectionObserver | undefined;
  return (element, listener) => {
    observer ??= new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
    }, bare({ rootMargin }));
    listeners.set(element, listener);
    observer.observe(element);
    return () => {
      listeners.delete(element);
      observer?.unobserve(element);
      if (listeners.size === 0) observer?.disconnect();
    };
  };
}

const observeView = intersection('0px');

/** Within a screen's height of it. */
const observeNear = intersection('100%');

const onTabChange = shared<[]>((tell) => listen(pageDocument, ['visibilitychange'], () => tell()));

/** Calls back as soon as it is known, and at each change; answers how to stop. */
export function onVisibility(element: Element, callback: (on: boolean) => void): Stop {
  let isInView = false;
  let told: boolean | undefined;
  const tell = (): void => {
    const on = isInView && pageDocument.visibilityState === 'visible';
    if (on !== told) callback((told = on));
  };
  const stop = all(
    observeView(element, (now) => {
      isInView = now;
      tell();
    }),
    onTabChange(tell),
  );
  if (pageDocument.visibilityState === 'hidden') tell(); // nothing is drawn, and the observer waits for that
  return stop;
}

/**
 * Calls back when an embed is wanted: now, or when a page that is made ahead of the visit is there for somebody, or, lazy, when
 * the element is near.
 */
export function whenWanted(element: Element, isLazy: boolean, callback: () => void): Stop {
  let stop: Stop = () => undefined;
  const stopActivation = whenActivated(() => {
    if (!isLazy) return callback();
    stop = observeNear(element, (isNear) => {
      if (!isNear) return;
      stop();
      callback();
    });
  });
  return () => {
    stopActivation();
    stop();
  };
}
