/** Whether a frame is in view: on the screen, or on the part of a page that is, in a tab that somebody looks at. */
import { pageDocument } from './page-document.js';

/** Calls back as soon as it is known, and at each change. */
export function onVisibility(frame: Element, signal: AbortSignal, callback: (on: boolean) => void): void {
  let isInView = false;
  let told: boolean | undefined;
  const tell = (): void => {
    const on = isInView && pageDocument.visibilityState === 'visible';
    if (on !== told) callback((told = on));
  };
  const observer = new IntersectionObserver((entries) => {
    isInView = entries.at(-1)?.isIntersecting ?? false;
    tell();
  });
  observer.observe(frame);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  pageDocument.addEventListener('visibilitychange', tell, { signal });
  if (pageDocument.visibilityState === 'hidden') tell(); // it is not drawn, and the observer looks when it is
}
