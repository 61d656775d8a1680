/** `<refport-embed>`: the element's public surface, over an `Embed` (`embed.ts`). */
import type { EmbedError } from '../protocol/embed-error.js';
import { isToken } from '../protocol/embed-token.js';
import type { EmbedStatus } from './status.js';
import { Embed } from './embed.js';
import type { Refusal } from './frame/inbox.js';
import { isFreeName } from './free-name.js';
import type { Strings } from './i18n/strings.js';
import { ATTRIBUTES, TOKEN_ATTRIBUTE } from './settings.js';
import type { FetchToken } from './token/request.js';
import { textOf } from './token/source.js';
import { version } from './version.js';

/** Server-side rendering imports the class too, where there is nothing to extend. */
const Base = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

/**
 * A partner's referral portal in a sandboxed frame. The attributes are described in `docs/element.md`; `token-endpoint`
 * is the only one that is needed.
 *
 * @slot - the fallback, normally one link: shown before the script runs, without JavaScript, and when it has failed
 * @slot loading - replaces skeleton and words while it loads
 * @slot error - replaces the box with the words when it has failed
 * @csspart frame - the iframe
 * @csspart loading - the box with skeleton and words while it loads
 * @csspart error - the box with the words when it has failed
 * @csspart retry - the button to try again
 * @csspart link - the box around the fallback
 * @fires {RefportStatusEvent} refport-status - the status has changed
 * @fires {RefportReadyEvent} refport-ready - the portal shows the partner's data
 * @fires {RefportTokenEvent} refport-token - a token has been handed to the portal
 * @fires {RefportResizeEvent} refport-resize - the frame has a new height
 * @fires {RefportErrorEvent} refport-error - the embed has failed; `preventDefault()` keeps the built-in words away
 */
export class RefportEmbed extends Base {
  static readonly version = version;

  static get observedAttributes(): readonly string[] {
    return ATTRIBUTES;
  }

  /** Defines the element under a tag name, unless the name is taken; by whom, if not by this version, the console says. */
  static define(tag = 'refport-embed', registry: CustomElementRegistry = customElements): void {
    if (isFreeName(tag, version, registry)) registry.define(tag, this);
  }

  readonly #embed = new Embed(this);

  /** What the element is doing, in one word. */
  get status(): EmbedStatus {
    return this.#embed.connector.status;
  }

  /** Why the embed has failed, or why the portal may not be what it seems; `undefined` when all is well. */
  get error(): EmbedError | undefined {
    return this.#embed.connector.error;
  }

  /** When the portal's token expires, by this machine's clock; `undefined` without a token, or when nobody said. */
  get expiresAt(): Date | undefined {
    return this.#embed.connector.token?.expiresAt;
  }

  /**
   * The page's own way to get a token, in place of `token-endpoint`; it is called for each. Another function takes the place of
   * the first one from the next token on, without a new start, so that a framework may make one for every rendering.
   */
  get fetchToken(): FetchToken | undefined {
    return this.#embed.source.fetchToken;
  }

  set fetchToken(fetchToken: FetchToken | undefined) {
    const { source } = this.#embed;
    const isFirstOrLast = !fetchToken !== !source.fetchToken;
    source.fetchToken = fetchToken;
    if (isFirstOrLast) this.reload();
  }

  /** Headers for the token endpoint, such as one against cross-site requests. Other headers are another start. */
  get requestHeaders(): Readonly<Record<string, string>> | undefined {
    return this.#embed.source.requestHeaders;
  }

  set requestHeaders(requestHeaders: Readonly<Record<string, string>> | undefined) {
    const { source } = this.#embed;
    const isOther = textOf(requestHeaders) !== textOf(source.requestHeaders);
    source.requestHeaders = requestHeaders;
    if (isOther) this.reload();
  }

  /** The page's own words in place of ours, each for itself, in the language of the page. */
  get strings(): Partial<Strings> | undefined {
    return this.#embed.wording.own;
  }

  set strings(strings: Partial<Strings> | undefined) {
    this.#embed.wording.own = strings;
  }

  /** How many of the frame's messages were refused, by reason: for debugging a portal. */
  get diagnostics(): Readonly<Record<Refusal, number>> | undefined {
    return this.#embed.connector.budget?.refused;
  }

  /** Resolves when everything that has happened so far is drawn. */
  get updateComplete(): Promise<void> {
    return this.#embed.drawn ?? Promise.resolve();
  }

  /** Where the element draws: its shadow root, as soon as it has one. */
  get renderRoot(): HTMLElement | ShadowRoot {
    return this.shadowRoot ?? this;
  }

  /**
   * Fetches a new token and hands it to the portal; an embed that has failed for another reason starts anew. Resolves when there
   * is a token or none is to be had, at once when the embed starts anew; never rejects. Counts as a request of the page, not of
   * a person: at most four a minute.
   *
   * There is an attribute of this name, and React and Vue write a property wherever there is one: a string that is assigned is
   * meant for the attribute.
   */
  get refresh(): () => Promise<void> {
    return this.#refresh;
  }

  set refresh(setting: string | null | undefined) {
    if (typeof setting === 'string') this.setAttribute('refresh', setting);
    else this.removeAttribute('refresh');
  }

  readonly #refresh = (): Promise<void> => this.#embed.refresh();

  /** Starts anew, with a new frame, as the retry button does. An element that is not on the page starts when it comes there. */
  reload(): void {
    if (this.isConnected) this.#embed.requestStart();
  }

  /** Forgets the partner, as when the visitor signs out: frame and token are gone, the link is shown. */
  reset(): void {
    this.#embed.guard(() => this.#embed.reset());
  }

  connectedCallback(): void {
    this.#embed.guard(() => {
      for (const name of EARLY_PROPERTIES) takeEarlyProperty(this, name);
      this.#embed.connected();
    });
  }

  disconnectedCallback(): void {
    // A move within the page disconnects and connects in one go: only who is still gone afterwards has left.
    queueMicrotask(() => this.isConnected || this.#embed.guard(() => this.#embed.leave()));
  }

  /** `moveBefore` keeps the frame alive. Without this method it would count as leaving. */
  connectedMoveCallback(): void {
    this.#embed.readLive();
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (old === value) return;
    this.#embed.guard(() => {
      if (name === TOKEN_ATTRIBUTE) this.#takeToken(value?.trim());
      else this.#embed.onAttribute(name);
    });
  }

  /** Reads the token, and takes it out of the page, where every script and every recording of the visit would see it. */
  #takeToken(token: string | undefined): void {
    if (token === undefined) return; // this was us
    this.removeAttribute(TOKEN_ATTRIBUTE);
    if (isToken(token)) this.#embed.give(token);
  }
}

const EARLY_PROPERTIES = ['fetchToken', 'requestHeaders', 'strings', 'refresh'] as const;

/** A property that was set before the element was defined hides the accessor of the same name: it is set once more. */
function takeEarlyProperty(element: RefportEmbed, name: (typeof EARLY_PROPERTIES)[number]): void {
  if (!Object.hasOwn(element, name)) return;
  const early = { [name]: element[name] };
  Reflect.deleteProperty(element, name);
  Object.assign(element, early);
}
