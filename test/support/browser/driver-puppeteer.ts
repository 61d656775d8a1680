/** The driver for Chromium and Firefox: puppeteer-core over the DevTools protocol and WebDriver BiDi. */
import puppeteer, { type BrowserContext, type Page as PuppeteerPage } from 'puppeteer-core';
import type { Engine, PuppeteerInstallation } from './browsers.js';
import { pauseGroup } from './child-process.js';
import type { Browser, VisitorOptions } from './driver.js';
import { ChromiumPage, FirefoxPage } from './puppeteer-page.js';
import { VIEWPORT } from './viewport.js';

export async function launchWithPuppeteer(
  engine: Engine,
  { launchOptions }: PuppeteerInstallation,
  options: VisitorOptions,
): Promise<Browser> {
  const browser = await puppeteer.launch({
    ...launchOptions,
    acceptInsecureCerts: true,
    defaultViewport: VIEWPORT,
    extraPrefsFirefox: { ...launchOptions.extraPrefsFirefox, ...firefoxPreferences(options) },
  });
  let visitor: BrowserContext = await browser.createBrowserContext();
  /** Windows of this visitor whose page is closed. Firefox takes longer for a new window than for most pages. */
  let free: PuppeteerPage[] = [];
  return {
    engine,
    version: await browser.version(),
    async newPage() {
      // A window of its own: what one page does leaves the others visible, in the headless shell as in a browser with tabs.
      const page = free.pop() ?? (await visitor.newPage({ type: 'window' }));
      if (engine === 'firefox') {
        const windows = free;
        return new FirefoxPage(page, () => windows.push(page));
      }
      await emulate(page, options);
      return new ChromiumPage(page);
    },
    async forgetVisitor() {
      await visitor.close();
      free = [];
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
