/**
 * Tells the height of this document, now and whenever it changes.
 *
 * A ResizeObserver alone is not enough: browsers stop rendering frames that are hidden or far off screen, and with it the
 * observer. A MutationObserver goes on, so a portal that fills itself out of sight still gets its height.
 */

/** Hosts drop what comes faster than 30 messages a second; an animated height must not lose its last step to that. */
const SHORTEST_INTERVAL_MS = 50;

export interface HeightObserver {
  /** Reports the height as it is now, even if it has not changed: a new host has not heard of it. */
  report(): void;
  stop(): void;
}

export function observeDocumentHeight(onHeight: (px: number) => void): HeightObserver {
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;

  const measure = (): void => {
    // The root's box, not `scrollHeight`: that is never less than the frame, so the frame could never shrink.
    const px = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (px === 0 || px === last) return; // 0 is a frame that is not displayed, not an empty portal
    last = px;
    onHeight(px);
  };
  /** At once when it has been a while, else when it will have been: the last change is never lost. */
  const measureSoon = (): void => {
    isDue = true;
    if (timer !== undefined) return;
    isDue = false;
    measure();
    timer = setTimeout(() => {
      timer = undefined;
      if (isDue) measureSoon();
    }, SHORTEST_INTERVAL_MS);
  };

  const sizes = new ResizeObserver(measureSoon);
  const mutations = new MutationObserver(measureSoon);
  sizes.observe(document.documentElement);
  mutations.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  addEventListener('load', measureSoon); // images and fonts have their sizes now

  return {
    report() {
      last = 0;
      measure();
    },
    stop() {
      clearTimeout(timer);
      sizes.disconnect();
      mutations.disconnect();
      removeEventListener('load', measureSoon);
    },
  };
}
