/**
 * Keeps the place of whoever works with the keyboard. What has the focus may go: the retry button when the portal comes, the
 * frame when it fails. Then the focus moves to what has come instead, because a screen reader would begin again at the top of
 * the page. A focus that is anywhere else is left alone.
 */

/** Where the frames lie, and the one of them that is on screen or is to be. */
interface Frames {
  readonly element: HTMLElement;
  readonly frame: HTMLIFrameElement | undefined;
}

/** @returns what to call after the change */
export function keepFocus(root: ParentNode, frames: Frames): () => void {
  const { frame } = frames;
  const focused = [root.querySelector('button'), frame].find((part) => part && hasFocus(part));
  return () => {
    const isHidden = focused === frame && frames.element.inert;
    if (!focused || (focused.isConnected && !isHidden)) return;
    // The box around it all, not the button or the link in it: a key that was meant for the portal must not press them.
    const heir = frames.element.inert ? root.querySelector<HTMLElement>('.embed') : frames.frame;
    heir?.focus({ preventScroll: true });
  };
}

const hasFocus = (element: Element): boolean =>
  (element.getRootNode() as Document | ShadowRoot).activeElement === element;
