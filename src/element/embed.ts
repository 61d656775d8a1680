/** An embed on its page: reads the attributes, decides when an attempt begins, and tells the page what comes of it. */
import type { EmbedError } from '../protocol/embed-error.js';
import { acceptedAnswers } from './accepted-answers.js';
import { Announcer } from './announcer.js';
import { Connector } from './connect.js';
import type { ConnectorHost } from './connector-host.js';
import type { EmbedStatus } from './connection.js';
import { browserEnvironment } from './environment.js';
import { RefportResizeEvent, RefportTokenEvent } from './events.js';
import { portalUrlProblem } from './frame/address.js';
import { adoptFrame, buildFrame, PortalFrame } from './frame/frame.js';
import { recallHeight, rememberHeight } from './frame/height.js';
import type { MessageBudget } from './frame/inbox.js';
import { Wording } from './i18n/wording.js';
import { onChildChange, whenParsed } from './page/document.js';
import { onPageCache } from './page/lifecycle.js';
import { localeOf, onSurroundings, readThemeVars, resolveTheme, type Appearance } from './page/look.js';
import { whenWanted } from './page/visibility.js';
import { readSettings, startsAnew, type Settings } from './settings.js';
import type { TokenSource } from './token/source.js';
import type { CachedToken } from './token/timing.js';
import { View, type ViewModel } from './view/view.js';

export class Embed implements ConnectorHost, ViewModel {
  readonly #element: HTMLElement;
  readonly connector: Connector = new Connector(this);
  readonly wording: Wording;
  readonly announcer: Announcer;
  readonly view: View;
  /** Where tokens come from; what the page changes here counts from the next start on. */
  readonly source: TokenSource = {};
  #settings: Settings | undefined;
  #isStale = false;
  #userInitiated = false;
  /** Ends what listens to the page. */
  #stops: (() => void)[] = [];
  /** Ends the waiting for the moment to begin. */
  #waiting = new AbortController();

  constructor(element: HTMLElement) {
    this.#element = element;
    const draw = (): void => this.view.requestDraw();
    this.wording = new Wording(draw, browserEnvironment);
    this.announcer = new Announcer(element, draw, browserEnvironment);
    this.view = new View(element, this);
  }

  get settings(): Settings {
    return (this.#settings ??= readSettings(this.#element));
  }

  /** The element is on the page, or stands somewhere else on it: hear what changes there. */
  connected(): void {
    const isMoved = this.#isOnPage && this.connector.isRunning;
    this.#listen();
    if (!isMoved) return this.requestStart();
    this.readLive();
    this.connector.moved();
  }

  get #isOnPage(): boolean {
    return this.#stops.length > 0;
  }

  #listen(): void {
    this.#stopListening();
    const look = (): void => this.view.guard(() => this.readLive());
    let wasRunning = false;
    this.#stops = [
      onSurroundings(this.#element, look),
      onChildChange(this.#element, () => this.view.requestDraw()),
      // A page that the browser stores whole keeps nobody's portal: later the user may have changed.
      onPageCache((isStored) => {
        if (!isStored) return wasRunning && this.requestStart();
        wasRunning = this.connector.isRunning;
        if (wasRunning) this.#forget(); // not the room: the page comes back scrolled as it was
      }),
    ];
  }

  #stopListening(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  /** An attribute has changed. One of an element that is not on the page, or about to start, is read at the start. */
  onAttribute(name: string): void {
    if (!this.#isOnPage || this.#isStale) return;
    if (startsAnew(name)) this.requestStart();
    else this.readLive();
  }

  /** Begins anew, with a new frame, as soon as the page and the settings want it. */
  start(): void {
    this.#waiting.abort();
    const { signal } = (this.#waiting = new AbortController());
    const settings = (this.#settings = readSettings(this.#element));
    const { initialToken, fetchToken } = this.source;
    if (settings.tokenEndpoint === undefined && !fetchToken && initialToken === undefined) {
      this.view.release();
      if (settings.portalLink) this.#speak();
      return this.connector.leave(); // the link is all there is to show
    }
    const problem = portalUrlProblem(settings.portalUrl, self.origin);
    if (problem !== undefined) {
      this.connector.misconfigured(problem);
      return this.#speak();
    }
    const begin = (): void => {
      if (signal.aborted) return;
      this.source.acceptedAnswers = acceptedAnswers(this.#element, this.settings.tokenEndpoint);
      this.connector.start(this.#userInitiated); // the request and the frame, before anything that takes time
      if (signal.aborted) return; // a listener has ended it
      this.readLive();
      this.view.expectHeight(recallHeight(this.#element, this.settings.portalUrl), this.settings);
      // Re-read after a frame: frameworks set attributes right after insertion.
      requestAnimationFrame(() => signal.aborted || this.view.guard(() => this.readLive()));
    };
    if (whenWanted(this.#element, settings.loading, signal, () => this.view.guard(begin))) return;
    // Nothing is shown as ready that has not begun.
    this.connector.leave();
    this.view.expectHeight(recallHeight(this.#element, settings.portalUrl), settings);
    this.#speak();
  }

  /** Starts anew in a moment: frameworks set attributes right after insertion. */
  requestStart(userInitiated = false): void {
    this.#isStale = true;
    this.#userInitiated = userInitiated;
    this.view.requestDraw();
  }

  prepare(): void {
    if (!this.#isStale || !this.#isOnPage || !this.#element.isConnected) return;
    this.#isStale = false;
    this.start();
  }

  /** Fetches a new token and hands it to the portal; an embed that has failed for another reason starts anew. */
  async refresh(): Promise<void> {
    if (this.connector.status === 'failed' && !this.connector.isTokenMissing) this.requestStart(true);
    else await this.connector.refresh();
  }

  /** The partner has pressed the button. */
  retry(): void {
    if (this.connector.status !== 'failed') return;
    void this.refresh(); // a portal that only lacks a token keeps what the partner has typed into it
    this.announcer.isRetry = true;
  }

  /** Takes a token of the page: for the attempt under way, or for the next one. */
  give(token: string): void {
    if (this.connector.isRunning) return this.connector.give(token);
    this.source.initialToken = token;
    if (this.#isOnPage) this.requestStart();
  }

  /** Takes over what changes nothing but how the portal looks and speaks: attributes, or another place on the page. */
  readLive(): void {
    this.#settings = readSettings(this.#element);
    this.#speak();
    if (this.connector.isRunning) this.connector.update(this.appearance());
    this.view.bound(this.#settings);
  }

  /** Leaves the page. */
  leave(): void {
    this.#waiting.abort();
    this.#stopListening();
    this.connector.leave();
  }

  /** Forgets the partner: frame, token and room are gone. */
  reset(): void {
    this.#waiting.abort();
    this.#forget();
    this.view.release();
  }

  #forget(): void {
    this.source.initialToken = undefined;
    this.connector.forget();
  }

  /** Speaks the language of the place where the element stands now. */
  #speak(): void {
    this.wording.speak(localeOf(this.#element, this.settings.locale));
    this.view.requestDraw();
  }

  appearance(): Appearance {
    const { theme, locale } = this.settings;
    const look = resolveTheme(this.#element, theme);
    this.view.colorScheme = look;
    return { theme: look, vars: readThemeVars(this.#element), locale: localeOf(this.#element, locale) };
  }

  whenParsed(callback: () => void): () => void {
    return whenParsed(this.#element, () => this.view.guard(callback));
  }

  openFrame(
    src: string,
    isAdopting: boolean,
    budget: MessageBudget,
    receive: (data: unknown) => void,
  ): PortalFrame {
    const adopted = adoptFrame(this.#element, isAdopting ? src : undefined);
    const iframe = adopted ?? buildFrame(src, this.view.frameTitle);
    this.view.place(iframe, adopted !== undefined);
    return new PortalFrame(iframe, src, budget, receive);
  }

  onStatus(status: EmbedStatus, previous: EmbedStatus): void {
    this.view.enter(status);
    this.announcer.status(status, previous);
  }

  onSetback(): void {
    this.announcer.waiting.offerLink();
  }

  onDelivered({ expiresAt }: CachedToken): void {
    this.#element.dispatchEvent(new RefportTokenEvent(expiresAt));
  }

  onHeight(px: number): void {
    this.view.resize(px, this.settings);
  }

  /** A new height is on the screen. */
  onResize(px: number): void {
    rememberHeight(this.#element, this.settings.portalUrl, px);
    this.#element.dispatchEvent(new RefportResizeEvent(px));
  }

  onError(error: EmbedError): void {
    if (!error.retryable) rememberHeight(this.#element, this.settings.portalUrl, undefined);
    this.announcer.error(error);
  }

  onCrash(error: unknown): void {
    this.view.crash(error);
  }

  crash(): void {
    this.#waiting.abort();
    this.announcer.waiting.stop();
    this.connector.crash();
  }
}
