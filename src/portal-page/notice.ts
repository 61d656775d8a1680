/** Words at the head of the frame when something keeps the content away, with a button where trying again may help. */

const part = (id: string): HTMLElement | null => document.getElementById(id);

let retry: (() => void) | undefined;

/** Shows the words; with `onRetry` also the button. The outline of the content makes room for them. */
export function showNotice(text: string, onRetry?: () => void): void {
  const [notice, words, button] = [part('notice'), part('notice-text'), part('notice-retry')];
  if (!notice || !words || !button) return;
  part('skeleton')?.remove();
  retry =
    onRetry &&
    (() => {
      words.textContent = 'Trying again…';
      onRetry();
    });
  words.textContent = text;
  button.hidden = !retry;
  notice.hidden = false;
}

export function hideNotice(): void {
  const notice = part('notice');
  if (!notice || notice.hidden) return;
  // Whoever pressed the button with the keyboard goes on from the content, not from the top of the page.
  const hadFocus = notice.contains(document.activeElement);
  notice.hidden = true;
  retry = undefined;
  if (hadFocus) part('content')?.focus({ preventScroll: true });
}

/** Tries again when the button is pressed, and by itself when the network is back. */
export function enableRetry(): void {
  part('notice-retry')?.addEventListener('click', () => retry?.());
  addEventListener('online', () => retry?.());
}
