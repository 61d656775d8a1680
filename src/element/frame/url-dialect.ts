/**
 * The url dialect: portals of today, which take the token in their URL and send `PAGE_HEIGHT` and `ERROR` messages
 * (Refport's `createEmbed`, Dub's embed). Everything about it is in this file; the connection hears the channel's words.
 */
import { cleanText } from '../../protocol/clean-text.js';
import { EmbedError } from '../../protocol/embed-error.js';
import { own } from '../../protocol/own-property.js';
import { readHello } from '../../protocol/read-portal-message.js';
import { focusQuietly, hasFocus } from '../page/document.js';
import type { CachedToken } from '../token/timing.js';
import type { PortalFrame } from './frame.js';
import type { Portal, PortalConnection, PortalHost } from './portal.js';

/** By which name a vendor's portal takes the language, where that is not `locale`. All else has the same names everywhere. */
const LOCALE_PARAMETERS: readonly (readonly [host: RegExp, name: string])[] = [
  [/(^|\.)affonso\.io$/, 'lang'],
];

/** Codes and words that call a token no longer good; so does an error without any. */
const EXPIRY = /^$|token|expire|session|auth|signed.?out|40[13]/i;

/** What a message of the dialect says: a height, the code of an error, or `undefined` for other people's messages. */
function readUrlMessage(data: unknown): number | string | undefined {
  if (data === 'TOKEN_EXPIRED') return ''; // an older portal sends the bare word
  const event = own(data, 'event');
  const body = own(data, 'data');
  if (event === 'ERROR') {
    const code = own(body, 'code') ?? body; // an object or a string
    return typeof code === 'string' ? code : '';
  }
  const height = own(body, 'height');
  return event === 'PAGE_HEIGHT' && Number.isFinite(height) ? (height as number) : undefined;
}

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
  }

  showUnconfirmed(): void {
    this.#show();
  }

  moved(): void {
    this.#next?.remove();
    this.#next = this.#shown; // it is ready again when it reports a height
    this.#shown = undefined;
  }

  close(): void {
    this.#next?.remove();
    this.#shown?.remove();
  }

  #urlWith({ token }: CachedToken): string {
    const { portalUrl, theme } = this.#host.settings;
    const { vars, locale } = this.#host.appearance();
    const url = new URL(portalUrl);
    const [, language = 'locale'] = LOCALE_PARAMETERS.find(([host]) => host.test(url.hostname)) ?? [];
    const { searchParams } = url;
    searchParams.set('token', token);
    searchParams.set('dynamicHeight', 'true');
    searchParams.set('theme', theme === 'auto' ? 'system' : theme); // the frame's `color-scheme` is its system
    searchParams.set(language, locale);
    if (Object.keys(vars).length > 0) searchParams.set('cssVars', JSON.stringify(vars));
    return url.href;
  }

  #receive(frame: PortalFrame, data: unknown): void {
    if (readHello(data)) this.#hasSaidHello = true;
    const message = readUrlMessage(data);
    // Portals share their window with analytics and the like: other people's messages are no violation.
    if (message === undefined || this.#hasSaidHello) return;
    if (typeof message === 'number') {
      if (frame === this.#next) {
        this.#show();
        this.#connection.dispatch('ready'); // the first height is all that this dialect has for it
      }
      if (frame === this.#shown) this.#host.onHeight(message);
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

  #show(): void {
    const [next, old] = [this.#next, this.#shown];
    if (!next) return;
    const hadFocus = old && hasFocus(old.iframe);
    old?.remove();
    this.#shown = next;
    this.#next = undefined;
    next.iframe.inert = false;
    if (hadFocus) focusQuietly(next.iframe); // focus stays in the portal when its frame is replaced
  }
}
