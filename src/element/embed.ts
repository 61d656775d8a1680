/** An embed on its page: reads the attributes, decides when an attempt begins, and tells the page what comes of it. */
import { EmbedError } from '../protocol/embed-error.js';
import { bare } from '../protocol/own-property.js';
import { acceptedAnswers } from './accepted-answers.js';
import { Announcer } from './announcer.js';
import { Connector } from './connect.js';
import type { ConnectorHost } from './connector-host.js';
import type { EmbedStatus } from './status.js';
import { browserEnvironment } from './environment.js';
import { RefportResizeEvent, RefportTokenEvent } from './events.js';
import { portalUrlProblem } from './frame/address.js';
import { PortalFrame } from './frame/frame.js';
import { rememberHeight } from './frame/height.js';
import type { MessageBudget } from './frame/inbox.js';
import { guardWith } from './guard.js';
import { ENGLISH } from './i18n/strings.js';
import { Wording } from './i18n/wording.js';
import { onChildChange, onFrameStopped, whenParsed } from './page/document.js';
import { onPageCache } from './page/lifecycle.js';
import { localeOf, onSurroundings, readThemeVars, resolveTheme, type Appearance } from './page/look.js';
import { all, type Stop } from './page/shared.js';
import { whenWanted } from './page/visibility.js';
import { readSettings, startsAnew, type Settings } from './settings.js';
import { canAsk, type TokenSource } from './token/source.js';
import type { CachedToken } from './token/timing.js';
import { View, type ViewOwner } from './view/view.js';

export class Embed implements ConnectorHost, ViewOwner {
  readonly #element: HTMLElement;
  readonly connector = new Connector(this);
  readonly wording = new Wording(() => this.requestDraw(), browserEnvironment);
  #shadow: View | undefined;
  readonly #announcer: Announcer;
  readonly guard = guardWith(() => [() => this.leave(), ...(this.#shadow?.waysBackToLink ?? [])]);
  /** Where tokens come from; what the page changes here counts from the next start on. */
  readonly source = bare<TokenSource>();
  #settings: Settings | undefined;
  #isStale = false;
  #userInitiated = false;
  /** Resolves when everything that has happened so far is drawn. */
  drawn: Promise<void> | undefined;
  /** Ends what listens to the page, as long as the element is on it. */
  #stopListening: Stop | undefined;
  #stopWaiting: Stop = () => undefined;

  constructor(element: HTMLElement) {
    this.#element = element;
    this.#announcer = new Announcer(element, () => this.requestDraw());
  }

  /** Made late: where it cannot be made, the constructor has not failed, and the link stands as it stood. */
  get #view(): View {
    return (this.#shadow ??= new View(this.#element, this));
  }

  get settings(): Settings {
    return (this.#settings ??= readSettings(this.#element));
  }

  /** The element is on the page, or stands somewhere else on it: hear what changes there. */
  connected(): void {
    const isMoved = this.#stopListening && this.connector.isRunning;
    this.#stopListening?.();
    let wasRunning = false;
    this.#stopListening = all(
      onSurroundings(this.#element, () => this.readLive()),
      onChildChange(this.#element, () => this.requestDraw()),
      // A page that the browser stores whole keeps nobody's portal: later the user may have changed.
      onPageCache((isStored) => {
        if (!isStored) return wasRunning && this.requestStart();
        this.source.initialToken = undefined;
        wasRunning = this.connector.isRunning;
        if (wasRunning) this.guard(() => this.connector.forget()); // not the room: the page comes back scrolled as it was
      }),
      onFrameStopped((origin) => this.connector.onFrameStopped(origin)),
    );
    if (!isMoved) return this.requestStart();
    this.readLive();
    this.connector.moved();
  }

  /** An attribute has changed. One of an element that is not on the page, or about to start, is read at the start. */
  onAttribute(name: string): void {
    if (!this.#stopListening || this.#isStale) return;
    if (startsAnew(name)) this.requestStart();
    else this.readLive();
  }

  /** Starts anew in a moment: frameworks set attributes right after insertion. */
  requestStart(userInitiated = false): void {
    this.#isStale = true;
    this.#userInitiated = userInitiated;
    this.requestDraw();
  }

  /** Draws what there is to show, in a moment. */
  requestDraw(): void {
    this.drawn ??= Promise.resolve().then(() => this.guard(() => this.#draw()));
  }

  #draw(): void {
    this.drawn = undefined; // what changes from now on is drawn anew
    this.#view.draw(() => {
      if (this.#isStale && this.#stopListening && this.#element.isConnected) this.#start();
      return {
        status: this.connector.status,
        error: this.connector.error,
        settings: this.settings,
        canAsk: canAsk(this.settings, this.source),
        texts: this.wording.texts,
        announcer: this.#announcer,
      };
    });
  }

  /** Begins anew, with a new frame, as soon as the page and the settings want it. */
  #start(): void {
    this.#isStale = false;
    this.#stopWaiting();
    this.wording.retry();
    const settings = (this.#settings = readSettings(this.#element));
    if (!canAsk(settings, this.source) && this.source.initialToken === undefined) {
      this.#view.release();
      if (settings.portalLink) this.#speak();
      return this.connector.leave(); // the link is all there is to show
    }
    const problem = portalUrlProblem(settings.portalUrl, self.origin);
    if (problem !== undefined) {
      this.connector.dispatch('misconfigured', new EmbedError('CONFIG', problem));
      return this.#speak();
    }
    let hasBegun = false;
    const begin = (): void => {
      hasBegun = true;
      this.source.acceptedAnswers = acceptedAnswers(this.#element, this.settings.tokenEndpoint);
      this.connector.start(this.#userInitiated); // the request and the frame, before anything that takes time
      if (!this.connector.isRunning) return; // a listener has ended it
      this.readLive();
      this.#view.expectHeight(this.settings);
      // Re-read after a frame: frameworks set attributes right after insertion.
      requestAnimationFrame(() => this.connector.isRunning && this.readLive());
    };
    this.#stopWaiting = whenWanted(this.#element, settings.loading === 'lazy', () => this.guard(begin));
    if (hasBegun) return;
    this.connector.leave(); // nothing is shown as ready that has not begun
    this.#view.expectHeight(this.settings);
    this.#speak();
  }

  /** Fetches a new token and hands it to the portal; an embed that has failed for another reason starts anew. */
  async refresh(userInitiated = false): Promise<void> {
    if (this.connector.status === 'failed' && !this.connector.isTokenMissing)
      this.requestStart(userInitiated);
    else await this.connector.refresh(userInitiated);
  }

  /** The partner has pressed the button. */
  retry(): void {
    if (this.connector.status !== 'failed') return;
    void this.refresh(true); // a portal that only lacks a token keeps what the partner has typed into it
    this.#announcer.isRetry = true;
  }

  /** Takes a token of the page: for the attempt under way, or for the next one, whose portal may be another. */
  give(token: string): void {
    if (this.connector.isRunning && !this.#isStale) return this.connector.give(token);
    this.source.initialToken = token;
    if (this.#stopListening && !this.#isStale) this.requestStart();
  }

  /** Takes over what changes nothing but how the portal looks and speaks: attributes, or another place on the page. */
  readLive(): void {
    this.guard(() => {
      this.#settings = readSettings(this.#element);
      this.#speak();
      if (this.connector.isRunning) this.connector.update(this.appearance());
    });
  }

  leave(): void {
    this.#stopWaiting();
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#announcer.stopWords();
    this.connector.leave();
  }

  /** Forgets the partner: frame, token and room are gone. */
  reset(): void {
    this.#isStale = false; // a start that was asked for in the same task does not come
    this.#stopWaiting();
    this.source.initialToken = undefined;
    this.connector.forget();
    this.#view.release();
  }

  /** Speaks the language of the place where the element stands now. */
  #speak(): void {
    this.wording.speak(localeOf(this.#element, this.settings.locale));
    this.requestDraw();
  }

  appearance(): Appearance {
    const { theme, locale } = this.settings;
    const look = resolveTheme(this.#element, theme);
    this.#view.colorScheme = look;
    return { theme: look, vars: readThemeVars(this.#element), locale: localeOf(this.#element, locale) };
  }

  readonly whenParsed = (callback: () => void): Stop => whenParsed(this.#element, () => this.guard(callback));

  openFrame(
    src: string,
    isAdopting: boolean,
    budget: MessageBudget,
    receive: (data: unknown) => void,
  ): PortalFrame {
    const { frameTitle } = this.wording.texts?.strings ?? ENGLISH;
    const iframe = this.#view.place(src, isAdopting, frameTitle, this.appearance().theme);
    return new PortalFrame(iframe, src, budget, receive);
  }

  onStatus(status: EmbedStatus, previous: EmbedStatus): void {
    this.#announcer.status(status, previous);
  }

  onSetback(): void {
    this.#announcer.offerLink();
  }

  onDelivered({ expiresAt }: CachedToken): void {
    this.#element.dispatchEvent(new RefportTokenEvent(expiresAt));
  }

  onHeight(px: number): void {
    this.#view.resize(px, this.settings);
  }

  /** A new height is on the screen. */
  onResize(px: number): void {
    rememberHeight(this.#element, this.settings.portalUrl, px);
    this.#element.dispatchEvent(new RefportResizeEvent(px));
  }

  onError(error: EmbedError): void {
    if (!error.retryable) rememberHeight(this.#element, this.settings.portalUrl, undefined);
    this.#announcer.error(error);
  }
}
