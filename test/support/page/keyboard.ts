/** Keys, pressed for real, and what has the focus. */
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';

/** WebKit is driven over WebDriver, whose keys come in one piece; the other two hold a key down until told. */
const isWebKit = !/chrome|firefox/i.test(navigator.userAgent);

/** Another test may have left a window in front of this one, and keys go to the one in front. Not in WebKit, which has one. */
export async function comeToFront(): Promise<void> {
  if (!isWebKit) await executeServerCommand('come-to-front');
}

export const pressTab = (): Promise<void> => sendKeys({ press: 'Tab' });

export async function pressShiftTab(): Promise<void> {
  if (isWebKit) return sendKeys({ press: 'Shift+Tab' });
  await sendKeys({ down: 'Shift' });
  await sendKeys({ press: 'Tab' });
  await sendKeys({ up: 'Shift' });
}

export const pressEnter = (): Promise<void> => sendKeys({ press: 'Enter' });

/** What has the focus, through open shadow roots; a frame, when it is something in it. */
export function focused(): Element {
  let element = document.activeElement ?? document.body;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** `button Try again`, `a Open your referral portal`, `iframe`, `body`. */
export function nameOf(element: Element): string {
  const text = element === document.body || !(element instanceof HTMLElement) ? '' : element.innerText.trim();
  return `${element.localName} ${text}`.trim();
}

/** By name: to print a frame, as the difference between two elements, would take mocha for ever. */
export function expectFocusOn(element: Element | null): void {
  if (focused() === element) return;
  throw new Error(
    `The focus is on ${nameOf(focused())}, not on ${element ? nameOf(element) : 'what is not there'}.`,
  );
}
