/** The shell around the core: performs the effects that `connection.ts` names, and feeds back what comes of them. */
import { EmbedError, isAccessDenied } from '../protocol/embed-error.js';
import { Attempt, type AttemptListener } from './attempt.js';
import {
  IDLE,
  isTokenMissing,
  next,
  statusOf,
  type Connection,
  type ConnectionEvent,
  type Effect,
  type EmbedStatus,
} from './connection.js';
import type { ConnectorHost } from './connector-host.js';
import { browserEnvironment, type Environment } from './environment.js';
import { errorFor } from './errors.js';
import type { PortalFrame } from './frame/frame.js';
import { MessageBudget, type Refusal } from './frame/inbox.js';
import type { Appearance } from './page/look.js';
import type { Settings } from './settings.js';
import { CachedToken } from './token/timing.js';

type Queue = [event: ConnectionEvent, error: EmbedError | undefined][];

export class Connector implements AttemptListener {
  readonly #host: ConnectorHost;
  readonly #environment: Environment;
  #state: Connection = IDLE;
  #error: EmbedError | undefined;
  /** The token that the portal has, or gets as soon as it listens. */
  #token: CachedToken | undefined;
  #attempt: Attempt | undefined;
  #budget: MessageBudget | undefined;
  /** Events that wait for the one before them. */
  #queue: Queue | undefined;

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

  get token(): CachedToken | undefined {
    return this.#token;
  }

  /** Whether there is an attempt. */
  get isRunning(): boolean {
    return this.#state.token !== 'none';
  }

  /** Whether {@link refresh} goes on with the portal as it stands. */
  get isTokenMissing(): boolean {
    return isTokenMissing(this.#state);
  }

  get refused(): Readonly<Record<Refusal, number>> | undefined {
    return this.#budget?.refused;
  }

  /** Begins anew. A token of the page is used once: later the user may have changed. */
  start(userInitiated = false): void {
    const { initialToken } = this.#host.source;
    this.#host.source.initialToken = undefined;
    const hasToken = initialToken !== undefined;
    this.#token = hasToken ? CachedToken.ofPage(initialToken, this.#environment.clock) : undefined;
    this.dispatch({ on: 'start', hasToken, userInitiated });
  }

  misconfigured(problem: string): void {
    this.dispatch({ on: 'misconfigured', code: 'CONFIG' }, new EmbedError('CONFIG', problem));
  }

  /** The page has come by a new token itself. */
  give(token: string): void {
    this.#token = CachedToken.ofPage(token, this.#environment.clock);
    this.#attempt?.dropRequest(); // its answer is older
    this.dispatch({ on: 'given' });
  }

  /** Replaces the portal's token, because a person asks for it. Resolves when that is done or has failed. */
  async refresh(): Promise<void> {
    this.dispatch({ on: 'refresh' });
    await this.#attempt?.request;
  }

  update(appearance: Appearance): void {
    this.#attempt?.portal?.update(appearance);
  }

  moved(): void {
    this.#attempt?.portal?.moved?.();
    this.dispatch({ on: 'moved' });
  }

  /** After a bug of ours: nothing goes on, whatever else may throw. */
  crash(): void {
    const { status } = this;
    this.#queue = undefined;
    this.#state = IDLE;
    try {
      this.#attempt?.close();
    } finally {
      this.#attempt = this.#token = undefined;
      if (status !== 'idle') this.#host.onStatus('idle', status);
    }
  }

  /** At once, even when a listener calls it: whatever was about to happen does not. */
  leave(): void {
    if (this.#queue) this.#queue.length = 0;
    this.#enter(() => this.#step({ on: 'left' }));
  }

  /** Leaves, and sees to it that nobody who comes later is given this visitor's token. */
  forget(): void {
    this.#attempt?.retire();
    this.leave();
  }

  onSetback(): void {
    if (this.status === 'loading') this.#enter(() => this.#host.onSetback());
  }

  onDue(): void {
    this.dispatch({ on: 'due' });
  }

  onToken(token: CachedToken): void {
    this.#token = token;
    this.dispatch({ on: 'token' });
  }

  onRefused(error: EmbedError): void {
    this.dispatch({ on: 'refused', code: error.code, isAccessDenied: isAccessDenied(error) }, error);
  }

  get settings(): Settings {
    return this.#host.settings;
  }

  appearance(): Appearance {
    return this.#host.appearance();
  }

  openFrame(src: string, isAdopting: boolean, receive: (data: unknown) => void): PortalFrame {
    this.#budget ??= new MessageBudget(
      () => this.dispatch({ on: 'banned', code: 'FLOOD' }),
      this.#environment.clock.monotonic,
    );
    return this.#host.openFrame(src, isAdopting, this.#budget, (data) => this.#enter(() => receive(data)));
  }

  onHello(): void {
    this.dispatch({ on: 'hello', isFresh: this.#token?.isFresh === true });
  }

  onExpired(): void {
    this.dispatch({ on: 'expired', isTooOften: this.#attempt?.isStorm === true });
  }

  onHeight(px: number): void {
    this.#enter(() => this.#host.onHeight(px));
  }

  /** One event after the other: a listener of the page may cause the next one. */
  dispatch(event: ConnectionEvent, error?: EmbedError): void {
    if (this.#queue) return void this.#queue.push([event, error]);
    const queue: Queue = (this.#queue = [[event, error]]);
    this.#enter(() => {
      for (const entry of queue) this.#step(...entry);
    });
    this.#queue = undefined;
  }

  #step(event: ConnectionEvent, error?: EmbedError): void {
    const previous = this.status;
    const [state, ...effects] = next(this.#state, event, this.#host.settings);
    this.#state = state;
    const { status } = this;
    if (state.error && effects.includes('report')) {
      this.#error = error ?? errorFor(state.error);
    }
    // The busy words come before the work, the others after it; and a listener may end it all.
    const isBusy = status === 'loading' || status === 'refreshing';
    const tell = (): void => {
      if (status !== previous) this.#host.onStatus(status, previous);
    };
    if (isBusy) tell();
    for (const effect of effects) {
      if (this.#state === state && effect !== 'report') this.#perform(effect, event);
    }
    if (!isBusy && this.#state === state) tell();
    if (this.#state === state && this.#error && effects.includes('report')) this.#host.onError(this.#error);
  }

  #perform(effect: Effect, event: ConnectionEvent): void {
    if (effect === 'end') {
      this.#attempt?.close();
      this.#attempt = undefined;
      if (event.on === 'start') this.#attempt = new Attempt(this, this.#host.source, this.#environment);
      else this.#token = undefined;
      return;
    }
    const attempt = this.#attempt;
    if (!attempt) return;
    switch (effect) {
      case 'ask':
        return attempt.ask({
          stale: this.#token,
          userInitiated: event.on === 'refresh' || (event.on === 'start' && event.userInitiated),
        });
      case 'askLater':
        return attempt.askLater();
      case 'open':
        return attempt.open((callback) => this.#host.whenParsed(callback));
      case 'clear':
        return attempt.clear();
      case 'forget':
        this.#token = undefined;
        return;
      case 'deliver':
        if (!this.#token) return;
        attempt.deliver(this.#token);
        return this.#host.onDelivered(this.#token);
      case 'show':
        return attempt.portal?.showUnconfirmed?.();
      case 'wait':
        return attempt.wait();
      case 'rest':
        return attempt.rest();
    }
  }

  /** The catch-all around every way in: after a bug of ours the page has its link back. */
  #enter(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#host.onCrash(error);
    }
  }
}
