/** One attempt to show the portal: its requests, timers and frame, which end together. */
import { EmbedError } from '../protocol/embed-error.js';
import type { Environment } from './environment.js';
import { blockedError } from './errors.js';
import { ChannelPortal } from './frame/channel.js';
import type { Portal, PortalHost } from './frame/portal.js';
import { UrlPortal } from './frame/url-dialect.js';
import { onFrameStopped } from './page/document.js';
import { untilVisible, visibleTime } from './page/lifecycle.js';
import { StormGuard } from './token/limiter.js';
import type { SessionMember, TokenRequest, TokenSession } from './token/session.js';
import { joinSession, type TokenSource } from './token/source.js';
import type { CachedToken } from './token/timing.js';

/** How long a portal may take for each of its two steps, saying hello and showing the data, while the page is visible. */
const STEP_TIMEOUT_MS = 10_000;

/** Whoever hears what comes of the attempt. */
export interface AttemptListener extends PortalHost, SessionMember {
  onToken(token: CachedToken): void;
}

export class Attempt {
  readonly #listener: AttemptListener;
  readonly #environment: Environment;
  readonly #end = new AbortController();
  readonly #session: TokenSession | undefined;
  readonly #stopFrameReports: () => void;
  #stopParsing: (() => void) | undefined;
  #deadline: AbortController | undefined;
  #guard: StormGuard | undefined;
  #deliveredAt = 0;
  /** Settles with the request whose answer counts. */
  request: Promise<void> | undefined;
  portal: Portal | undefined;

  constructor(listener: AttemptListener, source: TokenSource, environment: Environment) {
    this.#listener = listener;
    this.#environment = environment;
    const { settings } = listener;
    this.#session = joinSession(settings, source, listener, environment);
    const { origin } = new URL(settings.portalUrl);
    this.#stopFrameReports = onFrameStopped((stopped) => {
      if (stopped === origin) listener.dispatch({ on: 'blocked' }, blockedError());
    });
  }

  /** Another visitor begins with another session. */
  retire(): void {
    this.#session?.retire();
  }

  ask(wanted: TokenRequest): void {
    const request = this.#request(wanted, () => this.request === request);
    this.request = request;
  }

  /** @param counts whether the answer is still wanted */
  async #request(wanted: TokenRequest, counts: () => boolean): Promise<void> {
    try {
      if (!this.#session)
        throw new EmbedError('TOKEN_EXPIRED', 'There is no token-endpoint to ask for a new token.');
      const token = await this.#session.get(wanted);
      if (counts()) this.#listener.onToken(token);
    } catch (error) {
      await Promise.resolve(); // without a session, the request is the one that counts from now on
      if (!counts()) return;
      if (!(error instanceof EmbedError)) throw error;
      this.#listener.onRefused(error);
    }
  }

  dropRequest(): void {
    this.request = undefined;
  }

  /** There have been so many refreshes that the portal is taken to refuse every token. */
  get isStorm(): boolean {
    return this.#guard?.isStorm === true;
  }

  /** Asks for a token that has expired: after a pause, and when somebody looks. */
  askLater(): void {
    const { clock, wait, page } = this.#environment;
    const { signal } = this.#end;
    this.#guard ??= new StormGuard(clock.monotonic);
    const pauseMs = this.#guard.record(this.#deliveredAt);
    void (pauseMs > 0 ? wait(pauseMs, signal) : Promise.resolve())
      .then(() => untilVisible(page, signal))
      .then(
        () => this.#listener.dispatch({ on: 'turn' }),
        () => undefined, // the attempt is over
      );
  }

  /** Loads the portal in a new frame, or in the one that the parser is about to reach. */
  open(whenParsed: (callback: () => void) => () => void): void {
    this.clear();
    this.#stopParsing = whenParsed(() => (this.portal = new ChannelPortal(this.#listener)));
  }

  clear(): void {
    this.#stopParsing?.();
    this.portal?.close();
    this.portal = undefined;
  }

  deliver(token: CachedToken): void {
    this.portal ??= new UrlPortal(this.#listener);
    this.portal.deliver(token);
    this.#deliveredAt = this.#environment.clock.monotonic();
  }

  /** The portal's time for its next step begins. */
  wait(): void {
    this.rest();
    this.#deadline = new AbortController();
    void visibleTime(STEP_TIMEOUT_MS, this.#deadline.signal, this.#environment).then(
      () => this.#listener.dispatch({ on: 'silence' }),
      () => undefined, // the portal has spoken
    );
  }

  /** No time is running against the portal. */
  rest(): void {
    this.#deadline?.abort();
    this.#deadline = undefined;
  }

  close(): void {
    this.#end.abort();
    this.rest();
    this.dropRequest();
    this.#stopFrameReports();
    this.#session?.leave(this.#listener);
    this.clear();
  }
}
