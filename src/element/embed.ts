/** An embed on its page: reads the attributes, decides when a run begins, and turns what comes of it into status and events. */
import { EmbedError } from '../protocol/embed-error.js';
import { acceptedAnswers } from './accepted-answers.js';
import { appearanceOf } from './appearance.js';
import { EmbedRun, type EmbedHost } from './embed-run.js';
import type { EmbedState } from './embed-state.js';
import type { EmbedStatus } from './embed-status.js';
import { RefportResizeEvent, RefportTokenEvent } from './events.js';
import { FrameBox } from './frame-box.js';
import { localeOf, onLanguageChange } from './language.js';
import { whenNear } from './near-viewport.js';
import { onPageCache, whenActivated } from './page-life.js';
import { takeWrittenFrame } from './portal-frame.js';
import { portalUrlProblem } from './portal-url.js';
import type { Appearance } from './portal.js';
import { RememberedHeight } from './remembered-height.js';
import { readSettings, type Settings } from './settings.js';
import { onThemeChange } from './theme.js';
import type { TokenSource } from './token-source.js';
import { Wording } from './wording.js';

export class Embed {
  readonly #element: HTMLElement;
  readonly state: EmbedState;
  readonly box: FrameBox;
  readonly wording: Wording;
  /** Where tokens come from; what the page changes here counts from the next start on. */
  readonly source: TokenSource = {};
  #settings: Settings | undefined;
  #run: EmbedRun | undefined;
  #remembered: RememberedHeight | undefined;
  /** Ends what was started for the run, and the run. */
  #end = new AbortController();
  /** Ends listening to the languages around the place where the element stands. */
  #place = new AbortController();

  constructor(element: HTMLElement, state: EmbedState, onChange: () => void) {
    this.#element = element;
    this.state = state;
    this.box = new FrameBox((px) => {
      if (this.#remembered) this.#remembered.px = px;
      element.dispatchEvent(new RefportResizeEvent(px));
    });
    this.wording = new Wording(() => {
      const { texts } = this.wording;
      if (texts) this.box.title = texts.strings.frameTitle;
      onChange();
    });
  }

  /** `undefined` before the first start. */
  get settings(): Settings | undefined {
    return this.#settings;
  }

  get run(): EmbedRun | undefined {
    return this.#run;
  }

  /** Begins anew, with a new frame, as soon as the page and the settings want it. */
  start(): void {
    this.#stop();
    const settings = (this.#settings = readSettings(this.#element));
    const { token, fetchToken } = this.source;
    if (settings.tokenEndpoint === undefined && !fetchToken && token === undefined) {
      this.box.release();
      return this.#enter('idle'); // the link is all there is to show
    }
    this.#remembered = new RememberedHeight(this.#element, settings.portalUrl);
    this.box.expect(this.#remembered.px, settings);
    const problem = portalUrlProblem(settings.portalUrl, self.origin);
    if (problem !== undefined) {
      this.#speak(settings);
      this.#enter('failed');
      return this.#report(new EmbedError('CONFIG', problem));
    }
    const { signal } = this.#end;
    const begin = (): void => {
      const current = this.#settings ?? settings; // it may have been long since the start
      const source = {
        ...this.source,
        fetchToken: fetchToken && this.#fetchToken,
        acceptedAnswers: acceptedAnswers(this.#element, current.tokenEndpoint),
      };
      this.source.token = undefined; // whoever begins anew may be somebody else
      this.#speak(current);
      this.#run = new EmbedRun(current, source, this.#host);
      this.#run.start(this.#appearance(current));
      // What a page says in the same breath as it puts the element there is no change that anybody could notice later.
      requestAnimationFrame(() => signal.aborted || this.readLive());
    };
    onThemeChange(signal, () => this.#update(this.#settings ?? settings));
    whenActivated(signal, () => {
      if (settings.loading === 'lazy') whenNear(this.#element, signal, begin);
      else begin();
    });
  }

  /** Takes a token that stands in the page: for the portal that is there, or for the next start. */
  take(token: string): void {
    if (this.#run?.isOver === false) return this.#run.take(token);
    this.source.token = token;
    if (this.#settings) this.start();
  }

  /** Takes over what changes nothing but how the portal looks and speaks: attributes, or another place on the page. */
  readLive(): void {
    const settings = (this.#settings = readSettings(this.#element));
    this.#speak(settings);
    this.#update(settings);
  }

  /** Leaves the page. */
  leave(): void {
    this.#stop();
    this.#enter('idle');
  }

  /** Leaves, and sees to it that nobody who comes later is given this visitor's token. */
  forget(): void {
    this.#forget();
    this.box.release();
  }

  /**
   * A page that the browser keeps whole keeps nobody's portal: whoever comes back to it may have signed in as somebody else.
   *
   * @param signal ends it
   * @param restart called when the visitor is back
   */
  forgetInPageCache(signal: AbortSignal, restart: () => void): void {
    let wasRunning = false;
    onPageCache(signal, {
      onStored: () => {
        wasRunning = this.#run !== undefined;
        if (wasRunning) this.#forget(); // not the room: the page comes back scrolled as it was
      },
      onRestored: () => wasRunning && restart(),
    });
  }

  #forget(): void {
    this.#run?.forget();
    this.source.token = undefined;
    this.leave();
  }

  #enter(status: EmbedStatus): void {
    this.state.enter(status);
    this.box.isShown = this.state.status === 'ready' || this.state.status === 'refreshing';
  }

  #report(error: EmbedError): void {
    // Nobody has to come again for a portal that is not for them: the next visit keeps no room for it.
    if (!error.retryable && this.#remembered) this.#remembered.px = undefined;
    this.state.report(error);
  }

  #stop(): void {
    this.#end.abort();
    this.#end = new AbortController();
    this.#place.abort();
    this.#run?.end();
    this.#run = undefined;
    this.box.close();
    this.state.error = undefined;
  }

  #update(settings: Settings): void {
    this.#run?.update(settings, this.#appearance(settings));
  }

  /** Speaks the language of the place where the element stands now, and goes on to do so when it changes there. */
  #speak({ locale }: Settings): void {
    this.#place.abort();
    this.#place = new AbortController();
    onLanguageChange(this.#place.signal, this.#element, () => this.readLive());
    this.wording.speak(localeOf(this.#element, locale));
  }

  #appearance(settings: Settings): Appearance {
    const appearance = appearanceOf(this.#element, settings);
    this.box.colorScheme = appearance.theme;
    return appearance;
  }

  /** Whichever function the page has for it by now. */
  readonly #fetchToken: TokenSource['fetchToken'] = async (ask) => this.source.fetchToken?.(ask);

  /** What a run asks of the page and tells it. */
  readonly #host: EmbedHost = {
    openFrame: (src, receiver, adopt) => {
      const written = takeWrittenFrame(this.#element, adopt ? src : undefined);
      return this.box.open({ src, written, ...receiver });
    },
    onStatus: (status) => this.#enter(status),
    onDelivered: (token) => this.#element.dispatchEvent(new RefportTokenEvent(token.expiresAt)),
    onHeight: (px) => this.#settings && this.box.resize(px, this.#settings),
    onSetback: () => this.state.waiting.offerLink(),
    onError: (error) => this.#report(error),
  };
}
