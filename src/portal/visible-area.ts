/**
 * What of this frame is on the screen. A frame cannot ask the page around it; but an IntersectionObserver without a root clips by
 * everything that clips, the visitor's window included, and tells the rest in the frame's own coordinates.
 */

export interface VisibleArea {
  /** From the upper edge of the frame, as `position: fixed` counts; 0 when nothing can be seen. */
  top: number;
  /** 0 when nothing can be seen. */
  height: number;
}

export function visibleArea(): Promise<VisibleArea> {
  // The whole frame, whatever is in it: a document may be lower than its frame, or scrolled inside of it.
  const probe = document.createElement('div');
  const { style } = probe; // not an attribute: a strict Content-Security-Policy forbids that
  style.position = 'fixed';
  style.inset = '0';
  style.visibility = 'hidden';
  document.documentElement.append(probe);
  return new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      observer.disconnect();
      probe.remove();
      const { top = 0, height = 0 } = entries.at(-1)?.intersectionRect ?? {};
      resolve({ top, height });
    });
    observer.observe(probe);
  });
}
