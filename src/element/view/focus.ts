import { focusQuietly, hasFocus } from '../page/document.js';

/**
 * Keeps the place of whoever works with the keyboard. What has the focus may go: the retry button when the portal comes, the
 * frame when it fails. Then the focus moves to what has come instead, because a screen reader would begin again at the top of
 * the page. A focus that is anywhere else is left alone.
 *
 * @param box around it all
 * @param frames where the frames lie
 * @param frame the one that is on screen, or is to be
 * @returns what to call after the change, with the frame of then
 */
export function keepFocus(
  box: HTMLElement,
  frames: HTMLElement,
  frame: HTMLElement | undefined,
): (frame: HTMLElement | undefined) => void {
  const focused = [box.querySelector('button'), frame].find((part) => part && hasFocus(part));
  return (now) => {
    const isHidden = focused === frame && frames.inert;
    if (!focused || (focused.isConnected && !isHidden)) return;
    // The box, not the button or the link in it: a key that was meant for the portal must not press them.
    focusQuietly(frames.inert ? box : now);
  };
}
