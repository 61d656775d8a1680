/** The sandboxed iframe that holds the portal: built, or adopted from the page. */
import { pageDocument, parseUrl } from '../page/document.js';
import { all } from '../page/shared.js';
import { onVisibility } from '../page/visibility.js';
import { hear, type MessageBudget, type Sender } from './inbox.js';

/**
 * What the portal may do. `allow-same-origin` gives it its own origin (its storage, its API, a name that messages can be
 * checked against), and is safe only because that origin is not the page's: see `address.ts`. Popups must be able to leave the
 * sandbox for payment forms to work. Never `allow-top-navigation` (a phishing page in place of the host's) and never
 * `allow-modals` (a dialog in the host's name).
 */
export const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

/** With a title and a `src`, all that a frame of ours has. */
const ATTRIBUTES = {
  sandbox: SANDBOX,
  allow: 'clipboard-write', // copying the referral link
  referrerpolicy: 'strict-origin', // the portal learns the site, not the page
} as const;

/** The frame loads when it is inserted. */
export function buildFrame(src: string, title: string): HTMLIFrameElement {
  const iframe = pageDocument.createElement('iframe');
  // All before insertion: a sandbox that is set later does not hold the document that is already loading.
  for (const [name, value] of Object.entries({ ...ATTRIBUTES, title, part: 'frame', src })) {
    iframe.setAttribute(name, value);
  }
  return iframe;
}

/** The iframe that the page's author has put inside the element. */
export const frameInside = (host: Element): HTMLIFrameElement | null =>
  host.querySelector<HTMLIFrameElement>(':scope > iframe');

/**
 * The iframe inside the element loads before the script is there, and is adopted when it is just as we would have built it for
 * `portalUrl`. Any other is taken off the page; without a `portalUrl` none is right.
 */
export function adoptFrame(host: Element, portalUrl: string | undefined): HTMLIFrameElement | undefined {
  const iframe = frameInside(host);
  if (!iframe) return undefined;
  const problem = problemOf(iframe, portalUrl);
  if (problem === undefined) return iframe;
  console.warn(
    `<refport-embed> The iframe in the page is replaced: its ${problem} is not as docs/element.md has it`,
  );
  iframe.remove();
  return undefined;
}

/** Attributes that give a frame no more than it has: all others may, those of tomorrow included. */
const HARMLESS =
  /^(src|sandbox|allow|referrerpolicy|title|style|class|id|name|slot|part|lang|dir|hidden|tabindex|width|height|frameborder|scrolling|fetchpriority|(data|aria)-.*)$/;

/** The attribute that is wrong. */
function problemOf(iframe: HTMLIFrameElement, portalUrl: string | undefined): string | undefined {
  if (portalUrl === undefined) return 'token-delivery'; // the token belongs into the address
  if (placeOf(iframe.src) !== placeOf(portalUrl)) return 'src';
  if (!iframe.title.trim()) return 'title';
  const flags = (text: string | null): string | undefined => text?.trim().split(/\s+/).sort().join(' ');
  const isRight = (name: string): boolean =>
    HARMLESS.test(name) || (name === 'loading' && iframe.loading === 'eager');
  return (
    Object.entries(ATTRIBUTES).find(
      ([name, value]) => flags(iframe.getAttribute(name)) !== flags(value),
    )?.[0] ?? iframe.getAttributeNames().find((name) => !isRight(name))
  );
}

/** An address without its query, which keeps the frames of one page apart. */
function placeOf(address: string): string | undefined {
  const url = parseUrl(address); // an attribute that is no address is handed through as it was written
  return url && url.origin + url.pathname;
}

/** A frame on the page: it is heard, and can be spoken to. */
export class PortalFrame implements Sender {
  readonly iframe: HTMLIFrameElement;
  readonly origin: string;
  readonly budget: MessageBudget;
  readonly receive: (data: unknown) => void;
  #stop: () => void;

  constructor(
    iframe: HTMLIFrameElement,
    src: string,
    budget: MessageBudget,
    receive: (data: unknown) => void,
  ) {
    this.iframe = iframe;
    this.origin = new URL(src).origin;
    this.budget = budget;
    this.receive = receive;
    this.#stop = hear(this);
  }

  /**
   * Whether another document than the empty one it began with is in the frame, so that it may have spoken before anybody
   * listened. (Of another origin's document a page can see nothing but that.)
   */
  get isLoaded(): boolean {
    return this.iframe.isConnected && this.iframe.contentDocument === null;
  }

  /** Speaks to the portal, and to nobody else who may have taken its place in the frame. */
  post(message: unknown, transfer: Transferable[] = []): void {
    this.iframe.contentWindow?.postMessage(message, this.origin, transfer);
  }

  /** Calls back when the frame is in view, and when it is not, as soon as that is known and at each change. */
  onVisibility(callback: (on: boolean) => void): void {
    this.#stop = all(this.#stop, onVisibility(this.iframe, callback));
  }

  remove(): void {
    this.#stop();
    this.iframe.remove();
  }
}
