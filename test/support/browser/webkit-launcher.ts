/** WebKitGTK as a browser of web-test-runner: 90 lines in place of the 442 packages of @web/test-runner-webdriver. */
import type { BrowserLauncher, SessionResult } from '@web/test-runner';
import type { WebDriverSession } from './webdriver.js';
import { startWebKit, type WebKit, type WebKitInstallation } from './webkit.js';

/** Names of keys, as sendKeys() takes them, that WebDriver knows by a code: https://www.w3.org/TR/webdriver2/#keyboard-actions */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Space: ' ',
};

/** `Shift+Tab`: the first is held while the second is pressed. */
const chordOf = (key: string): string[] => (key.length > 1 ? key.split('+') : [key]);

const BUTTONS = { left: 0, middle: 1, right: 2 } as const;
type Button = keyof typeof BUTTONS;

export class WebKitLauncher implements BrowserLauncher {
  readonly name = 'WebKit';
  /** By this type @web/test-runner-commands knows that it may call the methods below for sendKeys() and sendMouse(). */
  readonly type = 'webdriver';
  /** One window, one page of tests at a time. */
  readonly concurrency = 1;
  readonly #installation: WebKitInstallation;
  readonly #active = new Set<string>();
  #webkit: WebKit | undefined;
  #session: WebDriverSession | undefined;

  constructor(installation: WebKitInstallation) {
    this.#installation = installation;
  }

  async startSession(id: string, url: string): Promise<void> {
    this.#webkit ??= await startWebKit(this.#installation);
    this.#session ??= await this.#webkit.startSession([
      '--javascript-can-open-windows-automatically=true', // as the other two do when they are driven
    ]);
    this.#active.add(id);
    await this.#session.navigate(url);
  }

  isActive(id: string): boolean {
    return this.#active.has(id);
  }

  async getBrowserUrl(): Promise<string> {
    return String(await this.#browser.get('url'));
  }

  async stopSession(id: string): Promise<SessionResult> {
    await this.#browser.navigate('about:blank');
    this.#active.delete(id);
    return {};
  }

  startDebugSession(): Promise<never> {
    throw new Error('WebKit cannot be debugged from here: use --manual and open the page in MiniBrowser.');
  }

  async stop(): Promise<void> {
    await this.#session?.end();
    this.#webkit?.stop();
  }

  // The commands of @web/test-runner-commands; each begins with the session's id, of which there is one at a time.

  async sendKeys(_id: string, keys: readonly string[]): Promise<void> {
    const actions = keys.flatMap((key) => {
      const values = chordOf(key).map((name) => KEYS[name] ?? name);
      return [
        ...values.map((value) => ({ type: 'keyDown', value })),
        ...values.toReversed().map((value) => ({ type: 'keyUp', value })),
      ];
    });
    await this.#browser.post('actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  sendMouseMove(_id: string, x: number, y: number): Promise<void> {
    return this.#mouse({ type: 'pointerMove', duration: 0, x, y });
  }

  sendMouseDown(_id: string, button: Button = 'left'): Promise<void> {
    return this.#mouse({ type: 'pointerDown', button: BUTTONS[button] });
  }

  sendMouseUp(_id: string, button: Button = 'left'): Promise<void> {
    return this.#mouse({ type: 'pointerUp', button: BUTTONS[button] });
  }

  async sendMouseClick(id: string, x: number, y: number, button?: Button): Promise<void> {
    await this.sendMouseMove(id, x, y);
    await this.sendMouseDown(id, button);
    await this.sendMouseUp(id, button);
  }

  async resetMouse(): Promise<void> {
    await this.#browser.delete('actions');
  }

  async #mouse(action: object): Promise<void> {
    const pointer = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' } };
    await this.#browser.post('actions', { actions: [{ ...pointer, actions: [action] }] });
  }

  get #browser(): WebDriverSession {
    if (!this.#session) throw new Error('WebKit has not been started.');
    return this.#session;
  }
}
