/**
 * One fresh token per endpoint: embeds with the same endpoint share one session, so a hundred of them on a page make one
 * request. There is one request in flight at most; failures that can pass are tried again within it. The session also knows
 * when it is time to ask again: before the token expires, and when what made the last request fail may be over.
 */
import { EmbedError, isAccessDenied } from '../../protocol/embed-error.js';
import type { EmbedToken } from '../../protocol/embed-token.js';
import { bare } from '../../protocol/own-property.js';
import type { Environment } from '../environment.js';
import { pause, stopwatch } from '../page/clock.js';
import type { WakeReason } from '../page/lifecycle.js';
import type { Stop } from '../page/shared.js';
import type { RateLimiter } from './limiter.js';
import type { Ask } from './request.js';
import {
  attemptsFor,
  backoffMs,
  CachedToken,
  hasRetryTime,
  passesByItself,
  refreshTimeMs,
} from './timing.js';

/** Asks for a token, once. */
export type AskOnce = (ask: Ask) => Promise<EmbedToken>;

/** An embed that uses a session. */
export interface SessionMember {
  /** An attempt has failed; the session goes on trying. */
  onSetback(): void;
  /**
   * It is time to ask again: the token is about to expire, or what made the last request fail may be over.
   *
   * @param isBack somebody has just come back to the page
   */
  onDue(isBack: boolean): void;
  /** The host has denied this visitor access: every embed of the session hears of it, whoever has asked. */
  onRefused(error: EmbedError): void;
}

export interface TokenRequest {
  /** The token that is no longer good, so that it is not given back. */
  stale?: CachedToken | undefined;
  /** A person asks: they need not wait until it is time. */
  userInitiated?: boolean;
}

const MOST_ATTEMPTS = 4;

/** A machine that sleeps with the page in front tells nobody when it wakes, so look at the clocks that often. */
const TICK_MS = 30_000;

/** After a failure that the portal need not know of, as long as its token works; and after one that everybody sees. */
const UNNOTICED_RETRY_MS = 30_000;
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
  readonly #stop: Stop;
  #stopTimer: Stop = () => undefined;
  #stopJitter: Stop = () => undefined;
  #token: CachedToken | undefined;
  #flight: Promise<CachedToken> | undefined;
  #failure: EmbedError | undefined;
  /** How often in a row the host has said to come later. */
  #refusals = 0;
  /** Whoever asks now does so because it is time, and nobody has come back. */
  #isOnSchedule = false;
  #sinceRequest = (): number => 0;
  #dueInMs = (): number => Infinity;

  constructor(askOnce: AskOnce, limiter: RateLimiter, environment: Environment) {
    this.#askOnce = askOnce;
    this.#limiter = limiter;
    this.#environment = environment;
    this.#stop = environment.page.onWake((why) => this.#wake(why));
  }

  /** The session of all members with this key, or one for this member alone; the first one to come brings the way to ask. */
  static join(key: string | undefined, member: SessionMember, create: () => TokenSession): TokenSession {
    const session = (key !== undefined && sessions.get(key)) || create();
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
    this.#stopTimer();
    this.#stopJitter();
    this.#stop();
  }

  /** The page has a newer one. */
  forgetToken(): void {
    this.#token = undefined;
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
  async get({ stale, userInitiated = false }: TokenRequest = bare()): Promise<CachedToken> {
    const [token, failure] = [this.#token, this.#failure];
    if (token && token.token !== stale?.token && token.isFresh) return token;
    const retryAfterMs = this.#dueInMs();
    if (failure && hasRetryTime(failure) && retryAfterMs > 0 && !userInitiated && !this.#flight) {
      const { code, message, status } = failure;
      throw new EmbedError(code, message, { retryAfterMs, status });
    }
    return (this.#flight ??= this.#fly(userInitiated));
  }

  async #fly(userInitiated: boolean): Promise<CachedToken> {
    const { clock, random } = this.#environment;
    const { signal } = this.#end;
    this.#stopTimer();
    // On schedule, after a failure, all attempts but one are used up.
    for (let failures = this.#isOnSchedule && this.#failure ? MOST_ATTEMPTS : 0; ;) {
      if (this.#limiter.delayMs > 0 && !(userInitiated && failures === 0)) await this.#untilAdmitted();
      this.#limiter.record();
      this.#sinceRequest = stopwatch(clock);
      try {
        const reason = this.#failure ? 'retry' : this.#token ? 'refresh' : 'first';
        // Keep a token that is born expired: the clocks may be wrong, the portal knows.
        const token = (this.#token = new CachedToken(await this.#askOnce({ reason, signal }), clock));
        const hadFailed = this.#failure !== undefined;
        this.#failure = this.#flight = undefined;
        this.#refusals = 0;
        this.#schedule(refreshTimeMs(token.lifetimeMs, random));
        if (hadFailed) this.#tellAll(); // whoever has failed with it
        return token;
      } catch (error) {
        if (!(error instanceof EmbedError)) {
          this.#flight = undefined;
          throw error;
        }
        this.#failure = error;
        failures += 1;
        if (failures >= attemptsFor(error) || hasRetryTime(error)) {
          this.#flight = undefined; // whoever hears of it may ask again at once
          this.#schedule(this.#retryTimeMs(error));
          if (isAccessDenied(error)) {
            this.#token = undefined;
            for (const member of this.#members) member.onRefused(error);
          }
          throw error;
        }
        for (const member of this.#members) member.onSetback();
        await pause(error.retryAfterMs ?? backoffMs(failures, random), this.#environment.after, signal);
      }
    }
  }

  /** When to try again without being asked. */
  #retryTimeMs(error: EmbedError): number | undefined {
    const { random } = this.#environment;
    if (hasRetryTime(error)) {
      return Math.max(error.retryAfterMs ?? backoffMs(++this.#refusals, random), this.#limiter.delayMs);
    }
    if (!passesByItself(error)) return undefined;
    const isUnnoticed = this.#token && this.#token.remainingMs > 0;
    return (isUnnoticed ? UNNOTICED_RETRY_MS : NOTICED_RETRY_MS) * (1 + random());
  }

  /** Tells the members after so many milliseconds. In slices, because a timer knows nothing of a machine that sleeps. */
  #schedule(ms = Infinity): void {
    const elapsedMs = stopwatch(this.#environment.clock);
    this.#dueInMs = () => ms - elapsedMs();
    if (ms < Infinity && !this.#end.signal.aborted) this.#tick();
  }

  #tick(): void {
    this.#stopTimer = this.#environment.after(Math.min(this.#dueInMs(), TICK_MS), () => {
      if (this.#dueInMs() > 0) return this.#tick();
      this.#isOnSchedule = true;
      this.#announce(false);
      this.#isOnSchedule = false;
    });
  }

  #wake(why: WakeReason): void {
    const look = (): void => {
      if (this.#flight || !this.#isWorthAsking(why)) return;
      this.#dueInMs = () => 0; // in a hidden tab, when somebody looks
      this.#announce(why === 'seen');
    };
    if (why === 'seen') return look();
    this.#stopJitter();
    this.#stopJitter = this.#environment.after(this.#environment.random() * ONLINE_JITTER_MS, look);
  }

  #isWorthAsking(why: WakeReason): boolean {
    const failure = this.#failure;
    if (this.#dueInMs() <= 0) return true;
    if (!failure || hasRetryTime(failure)) return false;
    if (failure.code === 'OFFLINE') return this.#environment.page.isOnline;
    const isBack = why === 'online' && (failure.code === 'UNAVAILABLE' || failure.code === 'TIMEOUT');
    return isBack || (failure.retryable && this.#sinceRequest() >= AWAY_MS);
  }

  /** In a hidden tab nobody is told: somebody who looks later wakes the session. */
  #announce(isBack: boolean): void {
    if (this.#environment.page.isVisible) this.#tellAll(isBack);
  }

  #tellAll(isBack = false): void {
    for (const member of this.#members) member.onDue(isBack);
  }

  /** Another session of the endpoint may be admitted meanwhile. */
  async #untilAdmitted(): Promise<void> {
    while (this.#limiter.delayMs > 0) {
      await pause(this.#limiter.delayMs, this.#environment.after, this.#end.signal);
    }
  }
}
