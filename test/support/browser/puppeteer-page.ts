/** Pages and frames of Chromium and Firefox, driven by puppeteer. */
import puppeteer, {
  TimeoutError,
  type ElementHandle,
  type Frame as PuppeteerFrame,
  type Page as PuppeteerPage,
  type WindowState,
} from 'puppeteer-core';
import type { Census, Page, Size } from './driver.js';
import { find, ScriptedFrame } from './driver-frame.js';
import { VIEWPORT } from './viewport.js';

/** How long a frame may take until it can run scripts. */
const SCRIPT_PATIENCE_MS = 10_000;
const NAVIGATION_PATIENCE_MS = 30_000;

class DrivenFrame extends ScriptedFrame {
  readonly #current: () => Promise<PuppeteerFrame>;

  constructor(current: () => Promise<PuppeteerFrame>) {
    super();
    this.#current = current;
  }

  protected run(expression: string): Promise<unknown> {
    return this.#inside((frame) => frame.evaluate(expression));
  }

  /**
   * Now and then puppeteer misses that a frame which has changed its process can run scripts, and waits in vain. Nothing has run in
   * it then, so a second look at the frame does no harm.
   */
  async #inside<T>(action: (frame: PuppeteerFrame) => Promise<T>): Promise<T> {
    try {
      return await action(await this.#current());
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      return action(await this.#current());
    }
  }

  protected async clickNow(selector: string): Promise<void> {
    // Chromium drops a click into a frame of another origin that it has not composited yet.
    await this.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await (await this.#element(selector))?.click();
  }

  async #element(selector: string): Promise<ElementHandle | null> {
    const handle = await this.#inside((frame) => frame.evaluateHandle(find(selector)));
    return handle.asElement() as ElementHandle | null;
  }

  inFrame(selector: string): DrivenFrame {
    return new DrivenFrame(() => this.contentFrame(selector));
  }

  protected async contentFrame(selector: string): Promise<PuppeteerFrame> {
    const frame = await (await this.#element(selector))?.contentFrame();
    if (!frame) throw new Error(`No frame at ${selector}.`);
    return frame;
  }
}

export class DrivenPage extends DrivenFrame implements Page {
  readonly #seen: { page: PuppeteerPage };

  constructor(page: PuppeteerPage) {
    const seen = { page };
    super(() => Promise.resolve(seen.page.mainFrame()));
    page.setDefaultTimeout(SCRIPT_PATIENCE_MS);
    page.setDefaultNavigationTimeout(NAVIGATION_PATIENCE_MS);
    this.#seen = seen;
  }

  protected get page(): PuppeteerPage {
    return this.#seen.page;
  }

  protected set page(page: PuppeteerPage) {
    this.#seen.page = page;
  }

  async open(url: string): Promise<void> {
    // Not until 'domcontentloaded': puppeteer would wait for that of every frame.
    await this.page.goto(url, { waitUntil: [] });
    await this.until(`document.readyState !== 'loading'`);
  }

  async url(): Promise<string> {
    return this.evaluate(() => location.href);
  }

  async back(): Promise<void> {
    // Not goBack(): it waits for a navigation that Firefox does not report when it restores the page from its cache.
    // The page that history.back() ends may be gone before it answers.
    await this.leave(() => this.evaluate('history.back()').catch(() => undefined));
  }

  async resize(size: Size): Promise<void> {
    await this.page.setViewport(size);
  }

  async screenshot(path: string, size?: Size): Promise<void> {
    if (size) await this.resize(size);
    await this.page.screenshot({ path });
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  async hide(): Promise<void> {
    await this.#setWindowState('minimized');
    await this.until('document.hidden');
  }

  async show(): Promise<void> {
    await this.#setWindowState('normal');
    await this.page.bringToFront();
    await this.until('!document.hidden');
  }

  async #setWindowState(windowState: WindowState): Promise<void> {
    await this.page.browser().setWindowBounds(await this.page.windowId(), { windowState });
  }

  async setOffline(isOffline: boolean): Promise<void> {
    await this.page.setOfflineMode(isOffline);
  }

  async print(): Promise<Uint8Array> {
    return this.page.pdf();
  }

  /** By coordinates: puppeteer's own click hangs in a Firefox without JavaScript. */
  protected override async clickNow(selector: string): Promise<void> {
    const box = await this.evaluate<[], { x: number; y: number }>(`(() => {
      const element = ${find(selector)};
      element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    })()`);
    await this.page.mouse.click(box.x, box.y);
  }
}

export class FirefoxPage extends DrivenPage {
  readonly #onClosed: () => void;

  constructor(page: PuppeteerPage, onClosed: () => void) {
    super(page);
    this.#onClosed = onClosed;
  }

  /** Leaves the window for the next page, as it was at first. */
  override async close(): Promise<void> {
    await this.page.goto('about:blank', { waitUntil: [] });
    await this.setOffline(false);
    await this.resize(VIEWPORT);
    await this.show();
    this.#onClosed();
  }
}

/** What the DevTools protocol can do, and no other. */
export class ChromiumPage extends DrivenPage {
  override async back(): Promise<void> {
    await super.back();
    this.page = await seenAnew(this.page);
  }

  async freeze(): Promise<() => Promise<void>> {
    // A session of its own, and not for longer than needed: while there is one, Chromium prerenders nothing.
    const session = await this.page.createCDPSession();
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    return async () => {
      await session.send('Page.setWebLifecycleState', { state: 'active' });
      await session.detach();
    };
  }

  async crashFrame(selector: string): Promise<void> {
    const url = (await this.contentFrame(selector)).url();
    const target = this.page
      .browserContext()
      .targets()
      .find((candidate) => candidate.url() === url);
    if (!target) throw new Error(`The frame at ${selector} has no process of its own.`);
    const session = await target.createCDPSession();
    const crashed = new Promise<unknown>((resolve) => session.once('Inspector.targetCrashed', resolve));
    session.send('Page.crash').catch(() => undefined); // there is nobody left to answer
    await crashed;
  }

  async census(): Promise<Census> {
    const devTools = await this.page.createCDPSession();
    await devTools.send('HeapProfiler.collectGarbage');
    await devTools.detach();
    const { Documents = 0, Frames = 0, Nodes = 0, JSEventListeners = 0 } = await this.page.metrics();
    return { documents: Documents, frames: Frames, nodes: Nodes, listeners: JSEventListeners };
  }
}

/**
 * The same page over another connection. A page that comes back from the cache may add a frame before puppeteer hears of its
 * coming back: puppeteer then takes the frame for one of the page before, and forgets it.
 */
async function seenAnew(page: PuppeteerPage): Promise<PuppeteerPage> {
  const browser = await puppeteer.connect({
    browserWSEndpoint: page.browser().wsEndpoint(),
    acceptInsecureCerts: true,
    defaultViewport: null,
  });
  const visitor = browser.browserContexts().find(({ id }) => id === page.browserContext().id);
  const pages = (await visitor?.pages()) ?? [];
  const again = pages.find((candidate) => candidate.url() === page.url());
  if (!again) throw new Error(`There is no page at ${page.url()} any more.`);
  return again;
}
