/**
 * The url dialect: portals of today, which take the token in their URL and send `PAGE_HEIGHT` and `ERROR` messages
 * (Refport's `createEmbed`, Dub's embed). Everything about it is in this file; the element hears the channel's words.
 */
import { own } from '../protocol/own-property.js';
import type { HeldToken } from './held-token.js';
import type { Appearance, Portal, PortalOptions } from './portal.js';
import type { PortalFrame } from './portal-frame.js';

/** What a message of the dialect says, or `undefined` for other people's messages. */
function readUrlMessage(data: unknown): { height: number } | 'expired' | undefined {
  if (data === 'TOKEN_EXPIRED') return 'expired'; // an older portal sends the bare word
  const event = own(data, 'event');
  if (event === 'ERROR') return 'expired'; // `data` is an object or a string, and no code is documented for expiry
  const height = own(own(data, 'data'), 'height');
  return event === 'PAGE_HEIGHT' && Number.isFinite(height) ? { height: height as number } : undefined;
}

export class UrlPortal implements Portal {
  readonly #options: PortalOptions;
  #appearance: Appearance;
  /** The frame that is on screen. */
  #shown: PortalFrame | undefined;
  /** The frame that loads behind it, with the next token in its URL. */
  #next: PortalFrame | undefined;
  #tokenCount = 0;

  constructor(options: PortalOptions) {
    this.#options = options;
    this.#appearance = options.appearance; // nothing can be loaded before there is a token
  }

  /**
   * Loads a frame with the token. A second one loads behind the first, and takes its place when it reports a height: no
   * white flash, and no history entry, as a change of `src` would make.
   */
  deliver(token: HeldToken): void {
    this.#tokenCount += 1;
    this.#next?.remove();
    const frame = this.#options.openFrame(this.#urlWith(token), (data) => this.#receive(frame, data));
    this.#next = frame;
    if (this.#shown) frame.iframe.inert = true;
    this.#options.onDelivered(token);
  }

  showUnconfirmed(): boolean {
    if (this.#next) this.#show(this.#next);
    return true; // it may be a portal that reports no height, or a blocked one: nobody can tell
  }

  update(appearance: Appearance): void {
    this.#appearance = appearance; // for the next frame: the dialect has no message for it
  }

  close(): void {
    this.#next?.remove();
    this.#shown?.remove();
  }

  #urlWith({ token }: HeldToken): string {
    const url = new URL(this.#options.portalUrl);
    const { theme, followsSystem, vars } = this.#appearance;
    url.searchParams.set('token', token);
    url.searchParams.set('dynamicHeight', 'true');
    url.searchParams.set('theme', followsSystem ? 'system' : theme);
    if (Object.keys(vars).length > 0) url.searchParams.set('cssVars', JSON.stringify(vars));
    return url.href;
  }

  #receive(frame: PortalFrame, data: unknown): void {
    if (!this.#options.budget.admit()) return;
    const message = readUrlMessage(data);
    if (message === undefined) return; // portals share their window with analytics and the like: not a violation
    if (message === 'expired') {
      if (frame === (this.#next ?? this.#shown)) {
        this.#options.onMessage({ t: 'token:expired', n: this.#tokenCount });
      }
      return;
    }
    if (frame === this.#next) {
      this.#show(frame);
      this.#options.onMessage({ t: 'ready' }); // the first height is all that this dialect has for it
    }
    if (frame === this.#shown) this.#options.onMessage({ t: 'height', px: message.height });
  }

  #show(frame: PortalFrame): void {
    const hadFocus = this.#shown?.hasFocus;
    this.#shown?.remove();
    this.#shown = frame;
    this.#next = undefined;
    frame.iframe.inert = false;
    if (hadFocus) frame.iframe.focus({ preventScroll: true }); // whoever was in the old one is in the new one
  }
}
