/** The driver for WebKit: WebKitGTK's MiniBrowser over WebDriver. */
import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page, Size, VisitorOptions } from './driver.js';
import { find, ScriptedFrame } from './driver-frame.js';
import type { ElementReference, WebDriverSession } from './webdriver.js';
import { VIEWPORT } from './viewport.js';
import { startWebKit, type WebKitInstallation } from './webkit.js';

const CLICK_PATIENCE_MS = 5_000;
const POLL_MS = 50;

export async function launchWebKit(
  installation: WebKitInstallation,
  options: VisitorOptions,
): Promise<Browser> {
  const { javaScript = true, dark = false, storage = true } = options;
  const webkit = await startWebKit(installation);
  const start = () =>
    webkit.startSession([
      `--enable-javascript=${javaScript}`,
      `--enable-html5-local-storage=${storage}`,
      `--enable-html5-database=${storage}`,
      ...(dark ? ['--dark-mode'] : []),
    ]);
  let session = await start();
  // A session begins with one window, and ends with its last: the windows of closed pages are for the pages to come.
  let free: string[] = [await windowOf(session)];
  return {
    engine: 'webkit',
    version: `WebKitGTK/${session.browserVersion}`,
    async newPage() {
      const handle = free.pop() ?? (await openWindow(session));
      const page = new WebKitPage(new WebKitWindow(session, handle), () => free.push(handle));
      await page.resize(VIEWPORT);
      return page;
    },
    async forgetVisitor() {
      await session.end();
      session = await start();
      free = [await windowOf(session)];
    },
    sleep: (ms) => session.sleep(ms),
    async close() {
      await session.end();
      webkit.stop();
    },
  };
}

async function windowOf(session: WebDriverSession): Promise<string> {
  return (await session.get('window')) as string;
}

async function openWindow(session: WebDriverSession): Promise<string> {
  const { handle } = (await session.post('window/new', { type: 'window' })) as { handle: string };
  return handle;
}

/** Commands that concern one window. The session has one current window and frame; commands wait for each other. */
class WebKitWindow {
  static readonly #queues = new WeakMap<WebDriverSession, Promise<unknown>>();
  readonly #session: WebDriverSession;
  readonly #handle: string;

  constructor(session: WebDriverSession, handle: string) {
    this.#session = session;
    this.#handle = handle;
  }

  /** Runs commands in the frame that these selectors lead to, one iframe inside the other. */
  enter<T>(path: readonly string[], commands: (session: WebDriverSession) => Promise<T>): Promise<T> {
    const session = this.#session;
    const turn = (WebKitWindow.#queues.get(session) ?? Promise.resolve()).then(async () => {
      await session.post('window', { handle: this.#handle });
      await session.post('frame', { id: null });
      for (const selector of path) {
        const frame = await session.evaluate(find(selector));
        if (!frame) throw new Error(`No frame at ${selector}.`);
        await session.post('frame', { id: frame });
      }
      return commands(session);
    });
    const settled = turn.catch(() => undefined); // the next one in the queue goes on, whatever became of this one
    WebKitWindow.#queues.set(session, settled);
    return turn;
  }
}

class WebKitFrame extends ScriptedFrame {
  protected readonly window: WebKitWindow;
  readonly #path: readonly string[];

  constructor(window: WebKitWindow, path: readonly string[] = []) {
    super();
    this.window = window;
    this.#path = path;
  }

  protected run(expression: string): Promise<unknown> {
    return this.window.enter(this.#path, (session) => session.evaluate(expression));
  }

  protected async clickNow(selector: string): Promise<void> {
    const click = (): Promise<unknown> =>
      this.window.enter(this.#path, async (session) =>
        session.clickElement((await session.evaluate(find(selector))) as ElementReference),
      );
    // WebKit refuses while the frame around the element has not been laid out.
    for (const deadline = Date.now() + CLICK_PATIENCE_MS; ; await wait(POLL_MS)) {
      const refusal = await click().then(
        () => undefined,
        (error: Error) => error,
      );
      if (!refusal) return;
      if (!refusal.message.includes('not interactable') || Date.now() > deadline) throw refusal;
    }
  }

  inFrame(selector: string): WebKitFrame {
    return new WebKitFrame(this.window, [...this.#path, selector]);
  }
}

class WebKitPage extends WebKitFrame implements Page {
  readonly #onClosed: () => void;

  constructor(window: WebKitWindow, onClosed: () => void) {
    super(window);
    this.#onClosed = onClosed;
  }

  /** Leaves the window for the next page. */
  async close(): Promise<void> {
    await this.open('about:blank');
    this.#onClosed();
  }

  async open(url: string): Promise<void> {
    await this.leave(() => this.window.enter([], (session) => session.navigate(url)));
  }

  async url(): Promise<string> {
    return this.evaluate(() => location.href);
  }

  async back(): Promise<void> {
    await this.leave(() => this.window.enter([], (session) => session.post('back')));
  }

  /** WebDriver sizes the window, tool bar included. */
  async resize(size: Size): Promise<void> {
    const [chromeWidth, chromeHeight] = await this.evaluate(
      () => [outerWidth - innerWidth, outerHeight - innerHeight] as const,
    );
    const rectangle = { width: size.width + chromeWidth, height: size.height + chromeHeight };
    await this.window.enter([], (session) => session.post('window/rect', rectangle));
  }

  async screenshot(path: string, size?: Size): Promise<void> {
    if (size) await this.resize(size);
    await writeFile(path, await this.window.enter([], (session) => session.screenshot()));
  }

  async hide(): Promise<void> {
    await this.window.enter([], (session) => session.post('window/minimize'));
    await this.until('document.hidden');
  }

  /** WebDriver knows no command for it, but a window that is given a place is on the screen again. */
  async show(): Promise<void> {
    await this.window.enter([], async (session) =>
      session.post('window/rect', (await session.get('window/rect')) as object),
    );
    await this.until('!document.hidden');
  }
}
