/** `<refport-embed>`: the element's public surface, over an `Embed` (`embed.ts`) and its runs (`embed-run.ts`, the flow). */
import type { TemplateResult } from 'lit/html.js';
import type { EmbedError } from '../protocol/embed-error.js';
import { isToken } from '../protocol/embed-token.js';
import { EmbedState } from './embed-state.js';
import type { EmbedStatus } from './embed-status.js';
import { Embed } from './embed.js';
import { isFreeName } from './free-name.js';
import { keepFocus } from './kept-focus.js';
import type { Refusal } from './message-budget.js';
import { styleSheet } from './refport-embed.styles.js';
import { TemplateElement } from './refport-embed.template.js';
import { embedView } from './refport-embed.view.js';
import { ATTRIBUTES, startsAnew, TOKEN_ATTRIBUTE } from './settings.js';
import { assignSlots, hasContent } from './slots.js';
import type { Strings } from './strings.js';
import type { FetchToken } from './token-endpoint.js';
import { version } from './version.js';

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
export class RefportEmbed extends TemplateElement {
  static readonly version = version;

  static get observedAttributes(): readonly string[] {
    return ATTRIBUTES;
  }

  /** Defines the element under a tag name, unless the name is taken; by whom, if not by this version, the console says. */
  static define(tag = 'refport-embed', registry: CustomElementRegistry = customElements): void {
    if (isFreeName(tag, version, registry)) registry.define(tag, this);
  }

  readonly #state = new EmbedState(this, this.attachInternals().states, () => this.requestUpdate());
  readonly #embed = new Embed(this, this.#state, () => this.requestUpdate());
  readonly #content = new MutationObserver(() => this.requestUpdate());
  #connection = new AbortController();
  #isStale = false;

  constructor() {
    super();
    this.renderRoot.adoptedStyleSheets = [styleSheet()]; // a style element is what a strict Content-Security-Policy forbids
  }

  /** What the element is doing, in one word. */
  get status(): EmbedStatus {
    return this.#state.status;
  }

  /** Why the embed has failed, or why the portal may not be what it seems; `undefined` when all is well. */
  get error(): EmbedError | undefined {
    return this.#state.error;
  }

  /** When the portal's token expires, by this machine's clock; `undefined` without a token, or when nobody said. */
  get expiresAt(): Date | undefined {
    return this.#embed.run?.token?.expiresAt;
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
    if (isFirstOrLast) this.#restart();
  }

  /** Headers for the token endpoint, such as one against cross-site requests. Other headers are another start. */
  get requestHeaders(): Readonly<Record<string, string>> | undefined {
    return this.#embed.source.requestHeaders;
  }

  set requestHeaders(requestHeaders: Readonly<Record<string, string>> | undefined) {
    const { source } = this.#embed;
    const isOther = JSON.stringify(requestHeaders) !== JSON.stringify(source.requestHeaders);
    source.requestHeaders = requestHeaders;
    if (isOther) this.#restart();
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
    return this.#embed.run?.refused;
  }

  /**
   * Fetches a new token and hands it to the portal; an embed that has failed for another reason starts anew. Resolves when
   * that is done or has failed; never rejects.
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

  /** Starts anew, with a new frame, as the retry button does. */
  reload(): void {
    this.#isStale = true;
    this.requestUpdate();
  }

  /** Forgets the partner, as when the visitor signs out: frame and token are gone, the link is shown. */
  reset(): void {
    this.#embed.forget();
  }

  connectedCallback(): void {
    this.requestUpdate();
    for (const name of EARLY_PROPERTIES) takeEarlyProperty(this, name);
    this.#content.observe(this, { childList: true });
    this.#connection = new AbortController();
    this.#embed.forgetInPageCache(this.#connection.signal, () => this.reload());
    if (this.#embed.run) this.#embed.readLive();
    else this.reload();
  }

  disconnectedCallback(): void {
    this.#content.disconnect();
    this.#connection.abort();
    // A move within the page disconnects and connects in one go: only who is still gone afterwards has left.
    queueMicrotask(() => this.isConnected || this.#embed.leave());
  }

  /** `moveBefore` keeps the frame alive. Without this method it would count as leaving. */
  connectedMoveCallback(): void {
    if (this.#embed.run) this.#embed.readLive();
  }

  attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (old === value) return;
    if (name === TOKEN_ATTRIBUTE) return this.#takeToken(value?.trim());
    if (!this.#embed.settings) return; // the first ones are read at the start
    if (startsAnew(name)) this.reload();
    else this.#embed.readLive();
  }

  /** Reads the token, and takes it out of the page, where every script and every recording of the visit would see it. */
  #takeToken(token: string | undefined): void {
    if (token === undefined) return; // this was us
    this.removeAttribute(TOKEN_ATTRIBUTE);
    if (isToken(token)) this.#embed.take(token);
  }

  /** Starts anew, if it has started at all. */
  #restart(): void {
    if (this.#embed.settings) this.reload();
  }

  protected override performUpdate(): void {
    const passOn = keepFocus(this.renderRoot, this.#embed.box);
    if (this.#isStale && this.isConnected) {
      this.#isStale = false;
      this.#embed.start();
    }
    super.performUpdate();
    assignSlots(this, this.renderRoot);
    passOn();
  }

  protected override render(): TemplateResult {
    return embedView({
      state: this.#state,
      canRetry: this.#embed.settings?.refresh !== 'never' || this.error?.code !== 'TOKEN_EXPIRED',
      texts: this.#embed.wording.texts,
      frames: this.#embed.box.element,
      hasOwn: (slot) => hasContent(this, slot),
      onRetry: () => this.#retry(),
      onLook: ({ target, currentTarget }) => target === currentTarget && this.#embed.readLive(),
    });
  }

  readonly #refresh = async (): Promise<void> => {
    const { run } = this.#embed;
    if (this.status === 'failed' && !run?.lacksToken) this.reload();
    else await run?.refresh();
  };

  #retry(): void {
    if (this.status !== 'failed') return;
    void this.refresh(); // a portal that only lacks a token keeps what the partner has typed into it
    this.#state.isRetry = true;
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
