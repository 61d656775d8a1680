/**
 * One fresh token per endpoint: embeds with the same endpoint share one session, so a hundred of them on a page make one
 * request. There is one request in flight at most; failures that can pass are tried again within it. The session also knows
 * when it is time to ask again: before the token expires, and when what made the last request fail may be over.
 */
import { EmbedError, isVerdict, type EmbedErrorCode } from '../protocol/embed-error.js';
import type { EmbedToken } from '../protocol/embed-token.js';
import { stopwatch } from './clock.js';
import type { Environment } from './environment.js';
import { HeldToken } from './held-token.js';
import type { Return } from './page-life.js';
import { RateWindow } from './rate-window.js';
import { refreshTimeMs } from './refresh-time.js';
import { backoffMs } from './retry.js';
import type { Ask } from './token-endpoint.js';

/** Asks for a token, once. */
export type AskOnce = (ask: Ask) => Promise<EmbedToken>;

/** An embed that uses a session. */
export interface TokenSessionMember {
  /** An attempt has failed; the session goes on trying. */
  onSetback(error: EmbedError): void;
  /** It is time to ask again: the token is about to expire, or what made the last request fail may be over. */
  onDue(): void;
}

export interface Wanted {
  /** The token that is no longer good, so that it is not given back. */
  insteadOf?: HeldToken | undefined;
  /** A person asks: they need not wait until it is time. */
  byHand?: boolean;
}

/** How often a request is made at most, for the failures that can pass by themselves within seconds. */
const ATTEMPTS: Partial<Record<EmbedErrorCode, number>> = { UNAVAILABLE: 4, TIMEOUT: 3, BAD_RESPONSE: 3 };

/** Who is told to come again later than this hears of it at once, instead of waiting for it. */
const LONGEST_WAIT_MS = 10_000;

/** Whatever happens: no more requests than this, unless a person asks. */
const REQUESTS_A_MINUTE = 4;

/** A machine that sleeps with the page in front tells nobody when it wakes, so look at the clocks that often. */
const TICK_MS = 30_000;

/** After a failure that the portal need not know of, as long as its token works. */
const UNNOTICED_RETRY_MS = 30_000;

/** How long somebody must have been away for another try: they may have signed in meanwhile. */
const AWAY_MS = 30_000;

/** When the network comes back, it comes back for everybody. */
const ONLINE_JITTER_MS = 2_000;

const sessions = new Map<string, TokenSession>();

export class TokenSession {
  readonly #askOnce: AskOnce;
  readonly #environment: Environment;
  readonly #members = new Set<TokenSessionMember>();
  readonly #end = new AbortController();
  readonly #rate: RateWindow;
  #token: HeldToken | undefined;
  #flight: Promise<HeldToken> | undefined;
  #failure: EmbedError | undefined;
  #refusals = 0;
  #sinceRequest = (): number => 0;
  #timer = new AbortController();
  #dueInMs = (): number => Infinity;

  constructor(askOnce: AskOnce, environment: Environment) {
    this.#askOnce = askOnce;
    this.#environment = environment;
    this.#rate = new RateWindow(REQUESTS_A_MINUTE, 60_000, environment.clock.steady);
    environment.page.onReturn(this.#end.signal, (how) => void this.#return(how));
  }

  /** The session of all members with this key, or one for this member alone; the first one to come brings the way to ask. */
  static join(
    key: string | undefined,
    member: TokenSessionMember,
    askOnce: AskOnce,
    environment: Environment,
  ): TokenSession {
    const known = key === undefined ? undefined : sessions.get(key);
    const session = known ?? new TokenSession(askOnce, environment);
    if (key !== undefined) sessions.set(key, session);
    session.#members.add(member);
    return session;
  }

  /** The last one to leave ends the session: its request is aborted and its token forgotten. */
  leave(member: TokenSessionMember): void {
    this.#members.delete(member);
    if (this.#members.size > 0) return;
    this.retire();
    this.#end.abort();
    this.#timer.abort();
  }

  /** Nobody new joins it: its token is for a visitor who signs out. */
  retire(): void {
    for (const [key, session] of sessions) if (session === this) sessions.delete(key);
  }

  /**
   * A fresh token: the one at hand, or a new one.
   *
   * @throws EmbedError when no token can be had
   */
  get({ insteadOf, byHand = false }: Wanted = {}): Promise<HeldToken> {
    const token = this.#token;
    if (token && token.token !== insteadOf?.token && token.isFresh) return Promise.resolve(token);
    const failure = this.#failure;
    if (failure && saysWhen(failure) && this.#dueInMs() > 0 && !byHand && !this.#flight) {
      const { code, message, status } = failure;
      return Promise.reject(
        new EmbedError(code, message, {
          retryAfterMs: this.#dueInMs(),
          ...(status !== undefined && { status }),
        }),
      );
    }
    this.#flight ??= this.#fly(byHand).finally(() => (this.#flight = undefined));
    return this.#flight;
  }

  async #fly(byHand: boolean): Promise<HeldToken> {
    const { clock, random } = this.#environment;
    const { signal } = this.#end;
    this.#timer.abort();
    for (let failures = 0; ;) {
      if (this.#rate.delayMs > 0 && !(byHand && failures === 0)) await this.#wait(this.#rate.delayMs);
      this.#rate.record();
      this.#sinceRequest = stopwatch(clock);
      try {
        const reason = this.#failure ? 'retry' : this.#token ? 'refresh' : 'first';
        // A token that is born expired is held all the same: the clocks may be wrong, the portal knows.
        const token = new HeldToken(await this.#askOnce({ reason, signal }), clock);
        this.#failure = undefined;
        this.#refusals = 0;
        this.#schedule(refreshTimeMs(token.lifetimeMs, random));
        return (this.#token = token);
      } catch (error) {
        if (!(error instanceof EmbedError)) throw error;
        this.#failure = error;
        if (isVerdict(error)) this.#token = undefined;
        failures += 1;
        if (failures >= attemptsFor(error) || saysWhen(error)) {
          this.#schedule(this.#retryTimeMs(error));
          throw error;
        }
        for (const member of this.#members) member.onSetback(error);
        await this.#wait(error.retryAfterMs ?? backoffMs(failures, random));
      }
    }
  }

  /** When to try again without being asked. */
  #retryTimeMs(error: EmbedError): number | undefined {
    const { random } = this.#environment;
    if (saysWhen(error)) {
      return Math.max(error.retryAfterMs ?? backoffMs(++this.#refusals, random), this.#rate.delayMs);
    }
    const isUnnoticed = this.#token !== undefined && this.#token.remainingMs > 0;
    return isUnnoticed && error.code in ATTEMPTS ? UNNOTICED_RETRY_MS * (1 + random()) : undefined;
  }

  /** Tells the members after so many milliseconds. In slices, because a timer knows nothing of a machine that sleeps. */
  #schedule(ms = Infinity): void {
    const elapsedMs = stopwatch(this.#environment.clock);
    this.#timer = new AbortController();
    this.#dueInMs = () => ms - elapsedMs();
    if (ms < Infinity && !this.#end.signal.aborted) void this.#untilDue(this.#timer.signal);
  }

  async #untilDue(signal: AbortSignal): Promise<void> {
    try {
      while (this.#dueInMs() > 0) {
        await this.#environment.wait(Math.min(this.#dueInMs(), TICK_MS), signal);
      }
    } catch {
      return; // something else has come first
    }
    if (this.#environment.page.isVisible) this.#announce(); // otherwise when somebody looks
  }

  async #return(how: Return): Promise<void> {
    if (how === 'online') {
      await this.#wait(this.#environment.random() * ONLINE_JITTER_MS).catch(() => undefined);
    }
    if (!this.#flight && this.#isWorthAsking(how)) this.#announce();
  }

  #isWorthAsking(how: Return): boolean {
    const { page } = this.#environment;
    const failure = this.#failure;
    if (this.#dueInMs() <= 0) return page.isVisible;
    if (!failure || saysWhen(failure)) return false;
    if (failure.code === 'OFFLINE') return page.isOnline;
    const isBack = how === 'online' && (failure.code === 'UNAVAILABLE' || failure.code === 'TIMEOUT');
    return isBack || (failure.retryable && this.#sinceRequest() >= AWAY_MS);
  }

  #announce(): void {
    for (const member of this.#members) member.onDue();
  }

  #wait(ms: number): Promise<void> {
    return this.#environment.wait(ms, this.#end.signal);
  }
}

/** Who answers so is asked again at the time they say; a 429 that says none, later and later. */
const saysWhen = ({ code, retryAfterMs }: EmbedError): boolean =>
  code === 'RATE_LIMITED' || (retryAfterMs ?? 0) > LONGEST_WAIT_MS;

/** 409 says that two requests got in each other's way: one more try settles it. */
const attemptsFor = (error: EmbedError): number => (error.status === 409 ? 2 : (ATTEMPTS[error.code] ?? 1));
