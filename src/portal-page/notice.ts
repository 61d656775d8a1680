/** Words at the head of the frame when something keeps the content away, with what the partner can do about it. */
import { wordsFor, type Sentence, type Words } from './words.js';

/** Whoever reads these may help themselves with the portal as a page of its own. */
const WITH_LINK: readonly Sentence[] = ['waiting', 'expired', 'refused', 'stopped'];

const isAlone = window.parent === window;

const part = (id: string): HTMLElement | null => document.getElementById(id);

let { language, words }: { language: string; words: Words } = wordsFor([]);
let shown: Sentence | undefined;
let retry: (() => void) | undefined;

/** Chooses the first of these languages that is spoken, also for the words that are there already. */
export function speak(tags: readonly string[]): void {
  ({ language, words } = wordsFor(tags));
  if (shown) showNotice(shown, retry);
}

/** Shows the words; with `onRetry` also the button. The outline of the content makes room for them. */
export function showNotice(sentence: Sentence, onRetry?: () => void): void {
  const [notice, text, button] = ['notice', 'notice-text', 'notice-retry'].map(part);
  const link = document.querySelector<HTMLAnchorElement>('#notice-link');
  if (!notice || !text || !button || !link) return;
  part('skeleton')?.remove();
  part('content')?.setAttribute('aria-busy', 'false');
  shown = sentence;
  retry = onRetry;
  notice.lang = language;
  notice.dir = language === 'ar' ? 'rtl' : 'ltr';
  text.textContent = words[sentence];
  button.textContent = words.retry;
  button.hidden = !retry;
  // In a tab of its own there is no page around it to keep.
  link.textContent = isAlone ? words.retry : words.open;
  link.target = isAlone ? '' : '_blank';
  link.hidden = !WITH_LINK.includes(sentence);
  notice.hidden = false;
}

export function hideNotice(): void {
  const notice = part('notice');
  if (!notice || notice.hidden) return;
  // Whoever pressed the button with the keyboard goes on from the content, not from the top of the page.
  const hadFocus = notice.contains(document.activeElement);
  notice.hidden = true;
  shown = undefined;
  retry = undefined;
  if (hadFocus) part('content')?.focus({ preventScroll: true });
}

/** Tries again when the button is pressed, and by itself when the network or the page is back. */
export function enableRetry(): void {
  part('notice-retry')?.addEventListener('click', tryAgain);
  addEventListener('online', tryAgain);
  addEventListener('pageshow', ({ persisted }) => persisted && tryAgain());
}

function tryAgain(): void {
  const text = part('notice-text');
  if (!retry || !text) return;
  text.textContent = words.retrying;
  retry();
}
