/** The sandboxed iframe that holds the portal, attribute by attribute, and the way to speak with what is in it. */
import { listenTo, stopListeningTo, type ListeningFrame } from './frame-messages.js';
import { onVisibility } from './frame-visibility.js';

/**
 * What the portal may do. `allow-same-origin` gives it its own origin (its storage, its API, a name that messages can be
 * checked against), and is safe only because that origin is not the page's: see `portal-url.ts`. Popups must be
 * able to leave the sandbox for payment forms to work. Never `allow-top-navigation` (a phishing page in place of the
 * host's) and never `allow-modals` (a dialog in the host's name).
 */
export const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

/** Who hears what comes from the frame. */
export type FrameReceiver = Pick<ListeningFrame, 'receive' | 'onForeignOrigin'>;

export interface PortalFrameOptions extends FrameReceiver {
  /** A URL without a problem (`portal-url.ts`). */
  src: string;
  /** What a screen reader calls the frame. */
  title: string;
  /** A frame that stands in the page already; otherwise one is built. */
  written?: HTMLIFrameElement | undefined;
}

export class PortalFrame implements ListeningFrame {
  readonly iframe: HTMLIFrameElement;
  readonly origin: string;
  readonly receive: (data: unknown) => void;
  readonly onForeignOrigin: () => void;
  readonly #end = new AbortController();

  constructor({ src, title, written, receive, onForeignOrigin }: PortalFrameOptions) {
    this.origin = new URL(src).origin;
    this.receive = receive;
    this.onForeignOrigin = onForeignOrigin;
    this.iframe = written ?? buildFrame(src, title);
    listenTo(this);
  }

  /**
   * Whether another document than the empty one it began with is in the frame, so that it may have spoken before anybody
   * listened. (Of another origin's document a page can see nothing but that.)
   */
  get isLoaded(): boolean {
    return this.iframe.isConnected && this.iframe.contentDocument === null;
  }

  /** Whether it, or something in it, has the focus of its page. */
  get hasFocus(): boolean {
    return (this.iframe.getRootNode() as Document | ShadowRoot).activeElement === this.iframe;
  }

  /** Speaks to the portal, and to nobody else who may have taken its place in the frame. */
  post(message: unknown, transfer: Transferable[] = []): void {
    this.iframe.contentWindow?.postMessage(message, this.origin, transfer);
  }

  /** Calls back when it is in view, and when it is not, as soon as that is known and at each change. */
  onVisibility(callback: (on: boolean) => void): void {
    onVisibility(this.iframe, this.#end.signal, callback);
  }

  remove(): void {
    this.#end.abort();
    stopListeningTo(this);
    this.iframe.remove();
  }
}

/** It loads when it is inserted. */
function buildFrame(src: string, title: string): HTMLIFrameElement {
  const iframe = document.createElement('iframe');
  // All before insertion: a sandbox that is set later does not hold the document that is already loading.
  iframe.setAttribute('sandbox', SANDBOX);
  iframe.allow = 'clipboard-write'; // copying the referral link
  iframe.referrerPolicy = 'strict-origin'; // the portal learns the site, not the page
  iframe.title = title;
  iframe.setAttribute('part', 'frame');
  iframe.src = src;
  return iframe;
}

/**
 * The iframe that stands in the page already, inside the element: it starts to load before the script is there, and is taken
 * over when it is just as we would have built it for `portalUrl`. Any other is taken off the page, and a right one takes its
 * place; without a `portalUrl` none is right.
 */
export function takeWrittenFrame(
  host: Element,
  portalUrl: string | undefined,
): HTMLIFrameElement | undefined {
  const iframe = host.querySelector<HTMLIFrameElement>(':scope > iframe');
  if (!iframe) return undefined;
  const problem = problemOf(iframe, portalUrl);
  if (problem === undefined) return iframe;
  console.warn(`<refport-embed> The iframe in the page is replaced, because its ${problem}.`);
  iframe.remove();
  return undefined;
}

function problemOf(iframe: HTMLIFrameElement, portalUrl: string | undefined): string | undefined {
  if (portalUrl === undefined) return 'address has no token, which token-delivery="url" puts there';
  const flags = (text: string): string => text.trim().split(/\s+/).sort().join(' ');
  if (placeOf(iframe.src) !== placeOf(portalUrl)) return 'src is not the portal-url';
  if (flags(iframe.getAttribute('sandbox') ?? '') !== flags(SANDBOX)) return `sandbox is not "${SANDBOX}"`;
  if (iframe.allow !== 'clipboard-write') return 'allow is not "clipboard-write"';
  if (iframe.referrerPolicy !== 'strict-origin') return 'referrerpolicy is not "strict-origin"';
  return iframe.title.trim() === '' ? 'title is empty, and a screen reader has no name for it' : undefined;
}

/** An address without its query, which may differ: it is how several frames of one page get addresses of their own. */
function placeOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined; // what is no address at all is handed through as it was written
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
