/** For tests in the browser: the tab that the page is in goes behind another one, and comes back, until the test is over. */
const real = Object.getOwnPropertyDescriptor(Document.prototype, 'visibilityState') ?? {};

export function setTab(visibility: DocumentVisibilityState): void {
  Object.defineProperty(Document.prototype, 'visibilityState', { configurable: true, get: () => visibility });
  document.dispatchEvent(new Event('visibilitychange'));
}

afterEach(() => Object.defineProperty(Document.prototype, 'visibilityState', real));
