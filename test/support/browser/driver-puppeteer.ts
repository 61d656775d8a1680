/** The driver for Chromium and Firefox: puppeteer-core over the DevTools protocol and WebDriver BiDi. */
import puppeteer, {
  type BrowserContext,
  type ElementHandle,
  type Frame as PuppeteerFrame,
  type Page as PuppeteerPage,
} from 'puppeteer-core';
import type { Engine, PuppeteerInstallation } from './browsers.js';
import { pauseGroup } from './child-process.js';
import type { Browser, Census, Page, Size, VisitorOptions } from './driver.js';
import { find, ScriptedFrame } from './driver-frame.js';

export async function launchWithPuppeteer(
  engine: Engine,
  { launchOptions }: PuppeteerInstallation,
  options: VisitorOptions,
): Promise<Browser> {
  const browser = await puppeteer.launch({
    ...launchOptions,
    acceptInsecureCerts: true,
    defaultViewport: { width: 1280, height: 800 },
    extraPrefsFirefox: { ...launchOptions.extraPrefsFirefox, ...firefoxPreferences(options) },
  });
  let visitor: BrowserContext = await browser.createBrowserContext();
  return {
    engine,
    version: await browser.version(),
    async newPage() {
      const page = await visitor.newPage();
      if (engine === 'firefox') return new DrivenPage(page);
      await emulate(page, options);
      return new ChromiumPage(page);
    },
    async forgetVisitor() {
      await visitor.close();
      visitor = await browser.createBrowserContext();
    },
    // Puppeteer makes the browser the leader of a process group of its own.
    sleep: (ms) => pauseGroup(browser.process()?.pid, ms),
    close: () => browser.close(),
  };
}

/** Firefox has no protocol command for any of this (153, puppeteer 24), but it takes all of it as preferences. */
const firefoxPreferences = ({
  javaScript = true,
  dark = false,
  forcedColors = false,
  storage = true,
}: VisitorOptions): Record<string, unknown> => ({
  'javascript.enabled': javaScript,
  'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
  'browser.display.document_color_use': forcedColors ? 2 : 1, // never the page's colours, or always
  'dom.storage.enabled': storage,
  ...(!storage && { 'network.cookie.cookieBehavior': 1 }), // third parties are refused cookies and all storage
});

async function emulate(
  page: PuppeteerPage,
  { javaScript = true, dark = false, forcedColors = false, storage = true }: VisitorOptions,
): Promise<void> {
  if (!storage) await page.evaluateOnNewDocument(refuseStorage);
  await page.setJavaScriptEnabled(javaScript);
  const scheme = { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' };
  if (!forcedColors) return page.emulateMediaFeatures([scheme]);
  // Puppeteer knows nothing of forced colours. Not otherwise: with a session of our own, Chromium prerenders nothing.
  const devTools = await page.createCDPSession();
  const features = [scheme, { name: 'forced-colors', value: 'active' }];
  await devTools.send('Emulation.setEmulatedMedia', { features });
}

/** What Chromium does to a site that the visitor has forbidden to keep data: whoever only looks at a storage is thrown at. */
function refuseStorage(): void {
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  }
}

class DrivenFrame extends ScriptedFrame {
  readonly #current: () => Promise<PuppeteerFrame>;

  constructor(current: () => Promise<PuppeteerFrame>) {
    super();
    this.#current = current;
  }

  protected async run(expression: string): Promise<unknown> {
    return (await this.#current()).evaluate(expression);
  }

  protected async clickNow(selector: string): Promise<void> {
    await (await this.#element(selector))?.click();
  }

  async #element(selector: string): Promise<ElementHandle | null> {
    const handle = await (await this.#current()).evaluateHandle(find(selector));
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
  /** An empty tab for {@link hide} to put in front of this one. */
  #cover: PuppeteerPage | undefined;

  constructor(page: PuppeteerPage) {
    const seen = { page };
    super(() => Promise.resolve(seen.page.mainFrame()));
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
    await this.leave(() => this.evaluate('history.back()'));
  }

  async resize(size: Size): Promise<void> {
    await this.page.setViewport(size);
  }

  async screenshot(path: string, size?: Size): Promise<void> {
    if (size) await this.resize(size);
    await this.page.screenshot({ path });
  }

  async hide(): Promise<void> {
    this.#cover ??= await this.page.browserContext().newPage();
    await this.#cover.bringToFront();
    await this.until('document.hidden');
  }

  async show(): Promise<void> {
    await this.page.bringToFront();
    await this.until('!document.hidden');
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

/** What the DevTools protocol can do, and no other. */
class ChromiumPage extends DrivenPage {
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
