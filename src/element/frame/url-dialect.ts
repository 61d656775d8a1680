/**
 * The url dialect: portals of today, which take the token in their URL and send `PAGE_HEIGHT` and `ERROR` messages, or nothing
 * at all. What each vendor's takes and says is in `vendors.ts`; the connection hears the channel's words.
 */
import { cleanText } from '../../protocol/clean-text.js';
import { EmbedError } from '../../protocol/embed-error.js';
import { readHello } from '../../protocol/read-portal-message.js';
import { focusQuietly, hasFocus } from '../page/document.js';
import { listen } from '../page/shared.js';
import type { CachedToken } from '../token/timing.js';
import type { PortalFrame } from './frame.js';
import type { Portal, PortalConnection, PortalHost } from './portal.js';
import { EXPIRY, readUrlMessage, vendorOf } from './vendors.js';

export class UrlPortal implements Portal {
  readonly #host: PortalHost;
  readonly #connection: PortalConnection;
  /** The frame that is on screen. */
  #shown: PortalFrame | undefined;
  /** The frame that loads behind it, with the next token in its URL. */
  #next: PortalFrame | undefined;
  /** The frame that has called its token expired: it need not say so twice. */
  #expired: PortalFrame | undefined;
  /** The portal speaks the channel dialect: no downgrade. */
  #hasSaidHello = false;

  constructor(host: PortalHost, connection: PortalConnection) {
    this.#host = host;
    this.#connection = connection; // nothing can be loaded before there is a token
  }

  get isAtWork(): boolean {
    return !!this.#shown && hasFocus(this.#shown.iframe);
  }

  /**
   * Loads a frame with the token. A second one loads behind the first, and takes its place when it reports a height: no
   * white flash, and no history entry, as a change of `src` would make.
   */
  deliver(token: CachedToken): void {
    this.#next?.remove();
    const frame = this.#connection.openFrame(this.#urlWith(token), false, (data) =>
      this.#receive(frame, data),
    );
    this.#next = frame;
    if (this.#shown) frame.iframe.inert = true;
    if (vendorOf(this.#host.settings.portalUrl).height !== 'never') return;
    listen(frame.iframe, ['load'], () => {
      if (frame === (this.#next ?? this.#shown)) this.#connection.dispatch('loaded');
    });
  }

  show(): void {
    const [next, old] = [this.#next, this.#shown];
    if (!next) return;
    const hadFocus = old && hasFocus(old.iframe);
    old?.remove();
    this.#shown = next;
    this.#next = undefined;
    next.iframe.inert = false;
    if (hadFocus) focusQuietly(next.iframe); // focus stays in the portal when its frame is replaced
  }

  moved(): void {
    // A frame that is moved loads its address anew: the one with the newest token is enough.
    if (this.#next) this.#shown?.remove();
    this.#next ??= this.#shown; // it is ready again when it reports a height
    this.#shown = this.#expired = undefined;
  }

  close(): void {
    this.#next?.remove();
    this.#shown?.remove();
  }

  #urlWith({ token }: CachedToken): string {
    const { portalUrl, theme } = this.#host.settings;
    const url = new URL(portalUrl);
    const query = {
      token,
      theme: theme === 'auto' ? 'system' : theme, // the frame's `color-scheme` is its system
      ...vendorOf(portalUrl).query(this.#host.appearance()),
    };
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
    return url.href;
  }

  #receive(frame: PortalFrame, data: unknown): void {
    if (readHello(data)) this.#hasSaidHello = true;
    const message = readUrlMessage(data);
    if (message === undefined || this.#hasSaidHello) return;
    if (typeof message === 'number') {
      if (frame === this.#next) this.show();
      if (frame !== this.#shown) return;
      if (!this.#next) this.#connection.dispatch('ready'); // a height is all that this dialect has for it, however late
      this.#host.onHeight(message);
    } else if (frame === (this.#next ?? this.#shown)) this.#onError(frame, message);
  }

  #onError(frame: PortalFrame, code: string): void {
    if (EXPIRY.test(code)) {
      if (frame === this.#expired) return;
      this.#expired = frame;
      this.#connection.dispatch('expired');
    } else if (frame === this.#next) {
      // A portal that shows its data shows its own errors too.
      const error = new EmbedError('PORTAL_ERROR', `The portal reports ${cleanText(code)}.`);
      this.#connection.dispatch('trouble', error);
    }
  }
}
