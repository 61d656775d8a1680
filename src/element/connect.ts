/** The shell around the core: performs the effects that `connection.ts` names, and feeds back what comes of them. */
import { EmbedError, isAccessDenied } from '../protocol/embed-error.js';
import { IDLE, isTokenMissing, next, statusOf, type ConnectionEvent, type Effect } from './connection.js';
import type { ConnectorHost } from './connector-host.js';
import { browserEnvironment, type Environment } from './environment.js';
import { blockedError, errorFor } from './errors.js';
import { ChannelPortal } from './frame/channel.js';
import type { PortalFrame } from './frame/frame.js';
import { MessageBudget } from './frame/inbox.js';
import type { Portal, PortalConnection } from './frame/portal.js';
import { UrlPortal } from './frame/url-dialect.js';
import { vendorOf } from './frame/vendors.js';
import { parseUrl } from './page/document.js';
import { afterVisible, whenVisibleAfter } from './page/lifecycle.js';
import type { Appearance } from './page/look.js';
import type { Stop } from './page/shared.js';
import type { EmbedStatus } from './status.js';
import { StormGuard } from './token/limiter.js';
import type { SessionMember, TokenSession } from './token/session.js';
import { joinSession } from './token/source.js';
import { CachedToken } from './token/timing.js';
import { whenOver } from './token/life.js';

/** How long a portal may take for each of its two steps, saying hello and showing the data, while the page is visible. */
const STEP_TIMEOUT_MS = 10_000;

const NOTHING: Stop = () => undefined;

/** Events that wait for the one before them. */
type Queue = [event: ConnectionEvent, error: EmbedError | undefined][];

export class Connector implements PortalConnection, SessionMember {
  readonly #host: ConnectorHost;
  readonly #environment: Environment;
  #state = IDLE;
  #error: EmbedError | undefined;
  #queue: Queue | undefined;
  #userInitiated = false;
  /** The token that the portal has, or gets as soon as it listens. */
  token: CachedToken | undefined;
  #session: TokenSession | undefined;
  /** Of the request whose answer counts. */
  #ticket = 0;
  #request: Promise<void> | undefined;
  #storm: StormGuard | undefined;
  #deliveredAt = 0;
  #portal: Portal | undefined;
  budget: MessageBudget | undefined;
  #stopParsing = NOTHING;
  #stopDeadline = NOTHING;
  #stopPause = NOTHING;
  #stopLife = NOTHING;

  constructor(host: ConnectorHost, environment = browserEnvironment) {
    this.#host = host;
    this.#environment = environment;
  }

  get status(): EmbedStatus {
    return statusOf(this.#state);
  }

  get error(): EmbedError | undefined {
    return this.#state.error && this.#error;
  }

  get isRunning(): boolean {
    return this.#state.token !== 'none';
  }

  /** Whether {@link refresh} goes on with the portal as it stands. */
  get isTokenMissing(): boolean {
    return isTokenMissing(this.#state);
  }

  start(userInitiated = false): void {
    this.#userInitiated = userInitiated;
    this.dispatch('start');
  }

  /** The page has come by a new token itself. */
  give(token: string): void {
    this.token = CachedToken.ofPage(token, this.#environment.clock);
    this.#ticket += 1; // the answer on its way is older
    this.#session?.forgetToken(); // and so is its last one
    this.dispatch('given');
  }

  /** Replaces the portal's token. Resolves when that is done or has failed. */
  async refresh(userInitiated = false): Promise<void> {
    this.#userInitiated = userInitiated;
    this.dispatch('refresh');
    await this.#request;
  }

  update(appearance: Appearance): void {
    this.#portal?.update?.(appearance);
  }

  moved(): void {
    this.#portal?.moved?.();
    this.dispatch('moved');
  }

  /** At once, even when a listener calls it: whatever was about to happen does not. */
  leave(): void {
    if (this.#queue) this.#queue.length = 0;
    this.#step('left');
  }

  /** Leaves, and sees to it that nobody who comes later is given this visitor's token. */
  forget(): void {
    this.#session?.retire();
    this.leave();
  }

  onSetback(): void {
    if (this.status === 'loading') this.#host.guard(() => this.#host.onSetback());
  }

  onDue(isBack: boolean): void {
    if (isBack || !this.#portal?.isAtWork) this.dispatch('due');
  }

  onRefused(error: EmbedError): void {
    this.dispatch('refused', error);
  }

  openFrame(src: string, isAdopting: boolean, receive: (data: unknown) => void): PortalFrame {
    this.budget ??= new MessageBudget(() => this.dispatch('flood'), this.#environment.clock.monotonic);
    return this.#host.openFrame(src, isAdopting, this.budget, (data) =>
      this.#host.guard(() => receive(data)),
    );
  }

  onFrameStopped(origin: string | undefined): void {
    if (origin === parseUrl(this.#host.settings.portalUrl)?.origin) this.dispatch('blocked', blockedError());
  }

  /** One event after the other: a listener of the page may cause the next one. */
  dispatch(event: ConnectionEvent, error?: EmbedError): void {
    if (this.#queue) return void this.#queue.push([event, error]);
    const queue: Queue = (this.#queue = [[event, error]]);
    this.#host.guard(() => {
      for (const entry of queue) this.#step(...entry);
    });
    this.#queue = undefined;
  }

  #step(event: ConnectionEvent, error?: EmbedError): void {
    const { status: previous, error: trouble } = this;
    const [state, ...effects] = next(this.#state, event, {
      ...this.#host.settings,
      hasToken: !!this.#host.source.initialToken,
      isFresh: !!this.token?.isFresh,
      isStorm: !!this.#storm?.isStorm,
      reportsHeight: vendorOf(this.#host.settings.portalUrl).height === 'always',
      code: error?.code,
      isAccessDenied: !!error && isAccessDenied(error),
    });
    this.#state = state;
    const { status } = this;
    const isReport = effects.includes('report') && state.error;
    if (isReport) this.#error = error ?? errorFor(isReport);
    // The busy words come before the work, the others after it; and a listener may end it all.
    const tell = (isTime: boolean): void => {
      if (isTime && status !== previous && this.#state === state) this.#host.onStatus(status, previous);
    };
    const isBusy = status === 'loading' || status === 'refreshing';
    tell(isBusy);
    for (const effect of effects) if (this.#state === state) this.#perform(effect, event);
    tell(!isBusy);
    if (trouble && !state.error) this.#host.requestDraw(); // a silent portal that speaks is as ready as it was
    if (isReport && this.#state === state && this.#error) this.#host.onError(this.#error);
  }

  #perform(effect: Effect, event: ConnectionEvent): void {
    const { clock } = this.#environment;
    switch (effect) {
      case 'end':
        this.#stopDeadline();
        this.#stopPause();
        this.#ticket += 1;
        this.#session?.leave(this);
        this.#session = this.token = this.budget = undefined;
        return this.#clear();
      case 'begin': {
        const { source } = this.#host;
        this.#storm = new StormGuard(clock.monotonic);
        this.#session = joinSession(this.#host.settings, source, this, this.#environment);
        if (source.initialToken) this.token = CachedToken.ofPage(source.initialToken, clock);
        source.initialToken = undefined; // used once: later the user may have changed
        return;
      }
      case 'ask':
        this.#request = this.#ask(this.#userInitiated && (event === 'refresh' || event === 'start'));
        return;
      case 'askLater': {
        const pauseMs = this.#storm?.record(this.#deliveredAt) ?? 0;
        this.#stopPause = whenVisibleAfter(pauseMs, () => this.dispatch('turn'), this.#environment);
        return;
      }
      case 'open':
        this.#clear();
        this.#stopParsing = this.#host.whenParsed(() => (this.#portal = new ChannelPortal(this.#host, this)));
        return;
      case 'clear':
        return this.#clear();
      case 'forget':
        return void (this.token = undefined);
      case 'deliver':
        if (!this.token) return;
        this.#portal ??= new UrlPortal(this.#host, this);
        this.#portal.deliver(this.token);
        this.#deliveredAt = clock.monotonic();
        this.#stopLife();
        this.#stopLife = whenOver(this.token, this.#portal, () => this.dispatch('due'), this.#environment);
        return this.#host.onDelivered(this.token);
      case 'show':
        return this.#portal?.show?.();
      case 'wait':
        this.#stopDeadline();
        this.#stopDeadline = afterVisible(STEP_TIMEOUT_MS, () => this.dispatch('silence'), this.#environment);
        return;
      case 'rest':
        return this.#stopDeadline();
    }
  }

  async #ask(userInitiated: boolean): Promise<void> {
    const ticket = (this.#ticket += 1);
    try {
      if (!this.#session) throw errorFor('TOKEN_EXPIRED');
      const token = await this.#session.get({ stale: this.token, userInitiated });
      if (ticket !== this.#ticket) return;
      this.token = token;
      this.dispatch('token');
    } catch (cause) {
      if (ticket !== this.#ticket) return;
      this.onRefused(cause instanceof EmbedError ? cause : new EmbedError('CONFIG', 'A bug', { cause }));
    }
  }

  #clear(): void {
    this.#stopLife();
    this.#stopParsing();
    this.#portal?.close();
    this.#portal = undefined;
  }
}
