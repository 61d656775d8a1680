/**
 * What an end-to-end test can do with a browser, the same in Chromium, Firefox and WebKit.
 *
 *     const browser = await launch('firefox');
 *     const page = await browser.newPage();
 *     await page.open('http://localhost:4321/');
 *     const portal = page.inFrame('refport-embed >>> iframe');
 *     await portal.until(() => document.body.textContent.includes('Alice'));
 *     await portal.click('button');
 *     await browser.close();
 *
 * A selector may cross open shadow roots: `refport-embed >>> iframe` is the `iframe` in the shadow root of `refport-embed`.
 * A script is a function that is sent to the page as text, so it sees the page and its arguments only, or an expression as a
 * string. It may be asynchronous, for a few seconds, except without JavaScript. Arguments and results travel as JSON.
 */
import { installations, type Engine } from './browsers.js';
import { launchWithPuppeteer } from './driver-puppeteer.js';
import { launchWebKit } from './driver-webkit.js';

export interface VisitorOptions {
  /** `false`: pages run no script and show their `<noscript>`. The test's own scripts still run, synchronous ones. */
  javaScript?: boolean;
  /** `true`: the visitor's system is dark (`prefers-color-scheme`). */
  dark?: boolean;
  /** `true`: the visitor's system has colours of its own for everything (`forced-colors`). Not to be had in WebKit. */
  forcedColors?: boolean;
  /** `false`: no local storage, and whatever else this browser can go without. Cookies of the page's own site work. */
  storage?: boolean;
}

/** One visitor's browser: its pages share cookies, and none with another launch. */
export interface Browser {
  readonly engine: Engine;
  readonly version: string;
  /** A page in a window of its own, which hides no other page. */
  newPage(): Promise<Page>;
  /** A new visitor in the same browser: closes its pages, forgets cookies, storage and cache. */
  forgetVisitor(): Promise<void>;
  /** Stops all processes of the browser for so long, as closing a laptop does; the servers go on. */
  sleep(ms: number): Promise<void>;
  close(): Promise<void>;
}

export interface Page extends Frame {
  /** Resolves when the document is parsed. Not at `load`: a portal that hangs holds that back for ever. */
  open(url: string): Promise<void>;
  url(): Promise<string>;
  /** Back in history, from one document to another; resolves when that one is shown. */
  back(): Promise<void>;
  /** Sets the size of the viewport, in CSS pixels. WebKit's window is never narrower than 450. */
  resize(size: Size): Promise<void>;
  /** A PNG of the viewport; with a size, the viewport is set to it first and keeps it. */
  screenshot(path: string, size?: Size): Promise<void>;
  close(): Promise<void>;
  /** Minimises the page's window: its document is hidden. */
  hide(): Promise<void>;
  /** Restores the page's window and brings it to the front: its document is visible. */
  show(): Promise<void>;
  /** Freezes a page that is hidden, as browsers do to save memory; resolves to what thaws it. Chromium only. */
  freeze?(): Promise<() => Promise<void>>;
  /** Cuts the page and its frames off the network, and tells them so, as pulling the plug does. Not WebKit. */
  setOffline?(isOffline: boolean): Promise<void>;
  /** The page as a PDF, as the print dialog makes it. Not WebKit. */
  print?(): Promise<Uint8Array>;
  /** Ends the process that renders a frame of another site, as a bug in the browser does. Chromium only. */
  crashFrame?(selector: string): Promise<void>;
  /** Collects the garbage, and counts what is left. Chromium only: no other browser tells. */
  census?(): Promise<Census>;
}

/** What the page's process has in memory: of the page itself, and of frames of its own site. */
export interface Census {
  documents: number;
  frames: number;
  nodes: number;
  listeners: number;
}

/** A document: the page's own, or that of a frame, of whichever origin. */
export interface Frame {
  evaluate<A extends unknown[], R>(script: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  evaluate(expression: string): Promise<unknown>;
  /** Asks again and again until the answer is truthy, and returns it. Survives navigations meanwhile. */
  until<A extends unknown[], R>(
    condition: string | ((...args: A) => R),
    options?: UntilOptions<A>,
  ): Promise<Awaited<R>>;
  /** A real click: trusted, with user activation. Waits until the element is rendered. Does not wait for what it sets off: use `until`. */
  click(selector: string): Promise<void>;
  /** The element's text as rendered, trimmed. Waits for the element. */
  text(selector: string): Promise<string>;
  /** The document of an iframe. Looked up anew at each use, so it survives a reloaded or replaced frame. */
  inFrame(selector: string): Frame;
}

export interface UntilOptions<A extends unknown[] = []> {
  args?: A;
  /** 20 seconds unless told. */
  timeoutMs?: number;
}

export interface Size {
  width: number;
  height: number;
}

/** Starts a browser that {@link installations} has found. */
export async function launch(engine: Engine, options: VisitorOptions = {}): Promise<Browser> {
  const found = installations();
  if (engine === 'webkit') return launchWebKit(present(engine, found.webkit), options);
  return launchWithPuppeteer(engine, present(engine, found[engine]), options);
}

function present<T>(engine: Engine, installation: T | undefined): T {
  if (!installation) throw new Error(`No ${engine} on this machine. Install with: npm run browsers`);
  return installation;
}
