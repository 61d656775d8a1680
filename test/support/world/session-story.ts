/** A token session in a world with a clock of its own: what it does is written down as it happens. */
import type { CachedToken } from '../../../src/element/token/timing.js';
import { limiterFor } from '../../../src/element/token/limiter.js';
import { TokenSession, type AskOnce, type SessionMember } from '../../../src/element/token/session.js';
import { EmbedError, type EmbedErrorCode } from '../../../src/protocol/embed-error.js';
import { TestWorld } from './test-world.js';

export type Answer =
  { token: string; lifeMs?: number } | { code: EmbedErrorCode; status?: number; retryAfterMs?: number };

/** A session whose requests get these answers one after the other; the last repeats. */
export function story(...answers: Answer[]) {
  const world = new TestWorld();
  const log: string[] = [];
  const key = crypto.randomUUID();
  let requests = 0;
  const tell = (line: string): void => void log.push(`${world.clock.monotonic() / 1000} s: ${line}`);

  const ask: AskOnce = async ({ reason, signal }) => {
    const answer = answers[requests] ?? answers.at(-1);
    requests += 1;
    tell(reason);
    await Promise.resolve();
    signal.throwIfAborted();
    if (answer && 'token' in answer) return { token: answer.token, lifetimeMs: answer.lifeMs ?? Infinity };
    const { code = 'UNAVAILABLE', ...details } = answer ?? {};
    throw new EmbedError(code, code, details);
  };

  /** An embed that does what it is told, as one with `refresh="auto"` does. */
  const embed = () => {
    let token: CachedToken | undefined;
    const get = async (): Promise<void> => {
      token = await session.get({ stale: token }).catch(({ code }: EmbedError) => {
        tell(code);
        return token;
      });
    };
    const member: SessionMember = {
      onSetback: () => undefined,
      onRefused: () => undefined,
      onDue: () => void get(),
    };
    const session = TokenSession.join(
      key,
      member,
      () => new TokenSession(ask, limiterFor(key, world.clock.monotonic), world),
    );
    return {
      session,
      start: () => member.onDue(false),
      leave: () => session.leave(member),
      token: () => token,
    };
  };
  return { world, log, embed, requests: () => requests };
}
