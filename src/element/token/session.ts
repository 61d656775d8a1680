/**
 * One fresh token per endpoint: embeds with the same endpoint share one session, so a hundred of them on a page make one
 * request. There is one request in flight at most; failures that can pass are tried again within it. The session also knows
 * when it is time to ask again: before the token expires, and when what made the last request fail may be over.
 */
import { EmbedError, isAccessDenied, type EmbedErrorCode } from '../../protocol/embed-error.js';
import type { EmbedToken } from '../../protocol/embed-token.js';
import type { Environment } from '../environment.js';
import { stopwatch } from '../page/clock.js';
import type { WakeReason } from '../page/lifecycle.js';
import type { RateLimiter } from './limiter.js';
import type { Ask } from './request.js';
import { backoffMs, CachedToken, refreshTimeMs } from './timing.js';

/** Asks for a token, once. */
export type AskOnce = (ask: Ask) => Promise<EmbedToken>;

/** An embed that uses a session. */
export interface SessionMember {
  /** An attempt has failed; the session goes on trying. */
  onSetback(error: EmbedError): void;
  /** It is time to ask again: the token is about to expire, or what made the last request fail may be over. */
  onDue(): void;
  /** The host has denied this visitor access: every embed of the session hears of it, whoever has asked. */
  onRefused(error: EmbedError): void;
}

export interface TokenRequest {
  /** The token that is no longer good, so that it is not given back. */
  stale?: CachedToken | undefined;
  /** A person asks: they need not wait until it is time. */
  userInitiated?: boolean;
}

/** How often a request is made in a row, for the failures that can pass by themselves within seconds. */
const ATTEMPTS: Partial<Record<EmbedErrorCode, number>> = { UNAVAILABLE: 4, TIMEOUT: 3, BAD_RESPONSE: 3 };

/** Longer `Retry-After`: fail now, retry on schedule. */
const LONGEST_WAIT_MS = 10_000;

/** A machine that sleeps with the page in front tells nobody when it wakes, so look at the clocks that often. */
const TICK_MS = 30_000;

/** After a failure that the portal need not know of, as long as its token works. */
const UNNOTICED_RETRY_MS = 30_000;

/** After a failure that everybody sees, when all attempts are used up. */
const NOTICED_RETRY_MS = 120_000;

/** How long somebody must have been away for another try: they may have signed in meanwhile. */
const AWAY_MS = 30_000;

/** When the network comes back, it comes back for everybody. */
const ONLINE_JITTER_MS = 2_000;

const sessions = new Map<string, TokenSession>();

export class TokenSession {
  readonly #askOnce: AskOnce;
  readonly #environment: Environment;
  readonly #members = new Set<SessionMember>();
  readonly #end = new AbortController();
  readonly #limiter: RateLimiter;
  readonly #stopWaking: () => void;
  #token: CachedToken | undefined;
  #flight: Promise<CachedToken> | undefined;
  #failure: EmbedError | undefined;
  /** Failures since the last token. */
  #failures = 0;
  #sinceRequest = (): number => 0;
  #timer = new AbortController();
  #dueInMs = (): number => Infinity;

  constructor(askOnce: AskOnce, limiter: RateLimiter, environment: Environment) {
    this.#askOnce = askOnce;
    this.#limiter = limiter;
    this.#environment = environment;
    this.#stopWaking = environment.page.onWake((why) => void this.#wake(why));
  }

  /** The session of all members with this key, or one for this member alone; the first one to come brings the way to ask. */
  static join(key: string | undefined, member: SessionMember, create: () => TokenSession): TokenSession {
    const known = key === undefined ? undefined : sessions.get(key);
    const session = known ?? create();
    if (key !== undefined) sessions.set(key, session);
    session.#members.add(member);
    return session;
  }

  /** The last one to leave ends the session: its request is aborted and its token forgotten. */
  leave(member: SessionMember): void {
    this.#members.delete(member);
    if (this.#members.size > 0) return;
    this.retire();
    this.#end.abort();
    this.#timer.abort();
    this.#stopWaking();
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
  get({ stale, userInitiated = false }: TokenRequest = {}): Promise<CachedToken> {
    const token = this.#token;
    if (token && token.token !== stale?.token && token.isFresh) return Promise.resolve(token);
    const failure = this.#failure;
    if (failure && hasRetryTime(failure) && this.#dueInMs() > 0 && !userInitiated && !this.#flight) {
      const { code, message, status } = failure;
      return Promise.reject(
        new EmbedError(code, message, {
          retryAfterMs: this.#dueInMs(),
          ...(status !== undefined && { status }),
        }),
      );
    }
    return (this.#flight ??= this.#fly(userInitiated));
  }

  async #fly(userInitiated: boolean): Promise<CachedToken> {
    const { clock, random } = this.#environment;
    const { signal } = this.#end;
    this.#timer.abort();
    if (userInitiated) this.#failures = 0;
    for (let isFirst = true; ; isFirst = false) {
      const { delayMs } = this.#limiter;
      if (delayMs > 0 && !(userInitiated && isFirst)) await this.#wait(delayMs);
      this.#limiter.record();
      this.#sinceRequest = stopwatch(clock);
      try {
        const reason = this.#failure ? 'retry' : this.#token ? 'refresh' : 'first';
        // Keep a token that is born expired: the clocks may be wrong, the portal knows.
        const token = new CachedToken(await this.#askOnce({ reason, signal }), clock);
        this.#failure = undefined;
        this.#failures = 0;
        this.#schedule(refreshTimeMs(token.lifetimeMs, random));
        this.#flight = undefined;
        return (this.#token = token);
      } catch (error) {
        if (!(error instanceof EmbedError)) {
          this.#flight = undefined;
          throw error;
        }
        this.#failure = error;
        this.#failures += 1;
        if (this.#failures >= attemptsFor(error) || hasRetryTime(error)) {
          this.#flight = undefined; // whoever hears of it may ask again at once
          this.#schedule(this.#retryTimeMs(error));
          if (isAccessDenied(error)) {
            this.#token = undefined;
            for (const member of this.#members) member.onRefused(error);
          }
          throw error;
        }
        for (const member of this.#members) member.onSetback(error);
        await this.#wait(error.retryAfterMs ?? backoffMs(this.#failures, random));
      }
    }
  }

  /** When to try again without being asked. */
  #retryTimeMs(error: EmbedError): number | undefined {
    const { random } = this.#environment;
    if (hasRetryTime(error)) {
      return Math.max(error.retryAfterMs ?? backoffMs(this.#failures, random), this.#limiter.delayMs);
    }
    if (!(error.code in ATTEMPTS)) return undefined;
    const isUnnoticed = this.#token !== undefined && this.#token.remainingMs > 0;
    return (isUnnoticed ? UNNOTICED_RETRY_MS : NOTICED_RETRY_MS) * (1 + random());
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

  async #wake(why: WakeReason): Promise<void> {
    if (why === 'online') {
      await this.#wait(this.#environment.random() * ONLINE_JITTER_MS).catch(() => undefined);
    }
    if (this.#flight || this.#end.signal.aborted || !this.#isWorthAsking(why)) return;
    if (this.#environment.page.isVisible) this.#announce();
    else this.#dueInMs = () => 0; // when somebody looks
  }

  #isWorthAsking(why: WakeReason): boolean {
    const failure = this.#failure;
    if (this.#dueInMs() <= 0) return true;
    if (!failure || hasRetryTime(failure)) return false;
    if (failure.code === 'OFFLINE') return this.#environment.page.isOnline;
    const isBack = why === 'online' && (failure.code === 'UNAVAILABLE' || failure.code === 'TIMEOUT');
    return isBack || (failure.retryable && this.#sinceRequest() >= AWAY_MS);
  }

  #announce(): void {
    for (const member of this.#members) member.onDue();
  }

  #wait(ms: number): Promise<void> {
    return this.#environment.wait(ms, this.#end.signal);
  }
}

/** Asked again at the time the host says; a 429 that says none is asked later and later. */
const hasRetryTime = ({ code, retryAfterMs }: EmbedError): boolean =>
  code === 'RATE_LIMITED' || (retryAfterMs ?? 0) > LONGEST_WAIT_MS;

/** 409 says that two requests got in each other's way: one more try settles it. */
const attemptsFor = (error: EmbedError): number => (error.status === 409 ? 2 : (ATTEMPTS[error.code] ?? 1));
