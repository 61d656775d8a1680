/**
 * One attempt to show the portal, from the first request to whatever ends it. This is the flow: token and frame start
 * side by side, the token is handed over when both are there, and a token that expires is replaced by a new one.
 */
import { EmbedError, isVerdict } from '../protocol/embed-error.js';
import type { EmbedStatus } from './embed-status.js';
import { browserEnvironment, type Environment } from './environment.js';
import { HeldToken } from './held-token.js';
import type { Refusal } from './message-budget.js';
import { untilVisible } from './page-life.js';
import type { Appearance } from './portal.js';
import { RefreshGuard } from './refresh-guard.js';
import type { Settings } from './settings.js';
import type { TokenSession, TokenSessionMember, Wanted } from './token-session.js';
import { joinTokenSession, type TokenSource } from './token-source.js';
import { WatchedPortal, type PortalWatcher } from './watched-portal.js';

/** What a run needs from the element, and what it tells it. */
export interface EmbedHost extends Pick<PortalWatcher, 'openFrame' | 'onDelivered' | 'onHeight'> {
  onStatus(status: EmbedStatus): void;
  /** It takes longer than usual, and goes on. */
  onSetback(): void;
  /** Something is wrong; whether the run is over is the status's business. */
  onError(error: EmbedError): void;
}

export class EmbedRun {
  readonly #source: TokenSource;
  readonly #host: EmbedHost;
  readonly #environment: Environment;
  readonly #end = new AbortController();
  readonly #guard: RefreshGuard;
  readonly #portal: WatchedPortal;
  #settings: Settings;
  #appearance: Appearance | undefined;
  #session: TokenSession | undefined;
  /** The token that the portal has, or gets as soon as it listens. */
  #token: HeldToken | undefined;
  /** The portal shows the data. */
  #isReady = false;
  /** The portal has called the token expired; whatever it says until it has the next one is no news. */
  #isExpired = false;
  /** There was no token to be had, and the portal still waits for one. */
  #isOwed = false;

  constructor(settings: Settings, source: TokenSource, host: EmbedHost, environment = browserEnvironment) {
    this.#settings = settings;
    this.#source = source;
    this.#host = host;
    this.#environment = environment;
    this.#guard = new RefreshGuard(environment.clock.steady);
    this.#portal = new WatchedPortal(settings, this.#watcher, environment);
  }

  /** Starts token and portal side by side. */
  start(appearance: Appearance): void {
    this.#appearance = appearance;
    this.#host.onStatus('loading');
    if (this.#end.signal.aborted) return; // whoever heard that has ended the run
    const { token } = this.#source;
    this.#session = joinTokenSession(this.#settings, this.#source, this.#member, this.#environment);
    if (token === undefined) void this.#ask();
    this.#portal.open(appearance);
    if (token !== undefined) this.#hold(this.#written(token));
  }

  get token(): HeldToken | undefined {
    return this.#token;
  }

  /** Nothing that is asked of it has an effect any more. */
  get isOver(): boolean {
    return this.#end.signal.aborted;
  }

  /** Whether all that is missing is a token: {@link refresh} then goes on with the portal as it stands. */
  get lacksToken(): boolean {
    return this.#isOwed || (this.#isExpired && this.#settings.refresh !== 'auto');
  }

  /** How many of the frame's messages were refused, by reason. */
  get refused(): Readonly<Record<Refusal, number>> {
    return this.#portal.refused;
  }

  /** Replaces the portal's token by a new one, because a person asks for it. */
  refresh(): Promise<void> {
    return this.#replaceToken({ byHand: true });
  }

  /** Replaces the portal's token by one that the page has come by itself. */
  take(token: string): void {
    this.#host.onStatus(this.#token && this.#portal.isOpen ? 'refreshing' : 'loading');
    this.#hold(this.#written(token));
  }

  update(settings: Settings, appearance: Appearance): void {
    this.#settings = settings;
    this.#appearance = appearance;
    this.#portal.update(appearance);
  }

  /** Ends requests, timers and listeners, and takes the frame off the page. */
  end(): void {
    this.#end.abort();
    this.#session?.leave(this.#member);
    this.#portal.close();
  }

  /** Ends, and sees to it that nobody who comes later is given this visitor's token. */
  forget(): void {
    this.#session?.retire();
    this.end();
  }

  readonly #member: TokenSessionMember = {
    onSetback: () => this.#isReady || this.#host.onSetback(),
    onDue: () => {
      const { refresh, tokenDelivery } = this.#settings;
      if (this.#isOwed) return void this.#replaceToken();
      // In the url dialect a new token is a new document: that is worth it only when the portal asks.
      if (!this.#isReady || this.#isExpired || refresh !== 'auto' || tokenDelivery !== 'channel') return;
      void this.#ask({ insteadOf: this.#token });
    },
  };

  readonly #watcher: PortalWatcher = {
    openFrame: (...frame) => this.#host.openFrame(...frame),
    onOpen: (again) => this.#handOver(again),
    onDelivered: (token) => {
      this.#isExpired = false;
      this.#guard.delivered();
      this.#host.onDelivered(token);
    },
    onReady: () => {
      if (!this.#token || this.#isExpired) return; // ready with what? nobody has signed in
      this.#isReady = true;
      this.#host.onStatus('ready');
    },
    onSilent: () => {
      this.#isReady = true;
      this.#host.onStatus('ready');
      this.#host.onError(new EmbedError('PORTAL_SILENT', 'The portal reports no height: it may be blocked.'));
    },
    onExpired: () => void this.#replaceExpired(),
    onHeight: (px) => this.#host.onHeight(px),
    onFailure: (error, isFinal) => {
      if (isFinal) this.end();
      this.#fail(error);
    },
  };

  async #ask(wanted?: Wanted): Promise<void> {
    const { signal } = this.#end;
    try {
      const token = await this.#session?.get(wanted);
      if (signal.aborted || (token && token === this.#token)) return;
      if (!token) throw new EmbedError('TOKEN_EXPIRED', 'There is no token-endpoint to ask for a new token.');
      this.#hold(token);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof EmbedError)) throw error;
      this.#goWithout(error);
    }
  }

  #hold(token: HeldToken): void {
    this.#token = token;
    this.#isOwed = false;
    this.#portal.deliver(token);
  }

  /** Nobody says how long a token lives that stands in the page. */
  #written(token: string): HeldToken {
    return new HeldToken({ token, lifetimeMs: Infinity }, this.#environment.clock);
  }

  /** There is no new token. A portal whose token still works goes on with it; the session tries again. */
  #goWithout(error: EmbedError): void {
    if (this.#isReady && !this.#isExpired && !isVerdict(error)) return this.#host.onStatus('ready');
    this.#isOwed = this.#session !== undefined;
    if (isVerdict(error) && this.#token) {
      this.#token = undefined;
      this.#isExpired = false; // that was the token which is gone; the next one need not be asked for twice
      this.#portal.clear(); // whoever comes next may be somebody else
    }
    this.#fail(error);
  }

  async #replaceToken(wanted?: Wanted): Promise<void> {
    const { isOpen } = this.#portal;
    this.#host.onStatus(this.#token && isOpen ? 'refreshing' : 'loading');
    if (this.#end.signal.aborted) return; // whoever heard that has ended the run
    // A frame that never spoke has met the same trouble as the request: it gets another chance too.
    if (this.#isOwed && this.#appearance && !isOpen) this.#portal.open(this.#appearance);
    await this.#ask({ ...wanted, insteadOf: this.#token });
  }

  async #replaceExpired(): Promise<void> {
    if (this.#isExpired) return;
    this.#isExpired = true;
    if (this.#settings.refresh !== 'auto') {
      return this.#fail(new EmbedError('TOKEN_EXPIRED', 'The token has expired.'));
    }
    const delayMs = this.#guard.admit();
    if (delayMs === undefined) {
      return this.#fail(new EmbedError('TOKEN_REJECTED', 'The portal calls every fresh token expired.'));
    }
    this.#portal.pause();
    const { wait, page } = this.#environment;
    const { signal } = this.#end;
    await wait(delayMs, signal)
      .then(() => untilVisible(page, signal)) // a page that nobody sees needs no token
      .then(
        () => this.#replaceToken(),
        () => undefined, // the run has ended meanwhile
      );
  }

  /** The portal listens, and has no token. */
  #handOver(again: boolean): void {
    this.#isReady = false;
    const token = this.#token;
    if (!token || this.#isOwed) return; // it is on its way, or not to be had
    if (this.#isExpired && this.#settings.refresh !== 'auto') return; // the partner has not asked for one yet
    if (again) this.#host.onStatus('refreshing');
    if (token.isFresh && !this.#isExpired) this.#portal.deliver(token);
    else void this.#ask({ insteadOf: token });
  }

  #fail(error: EmbedError): void {
    this.#isReady = false;
    this.#portal.pause();
    this.#host.onStatus('failed');
    this.#host.onError(error);
  }
}
