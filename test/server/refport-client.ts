/** A Refport client in front of a scripted vendor, with a clock that stands still. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { Refport, RefportError, type ClientOptions, type EmbedSubject } from 'refport-embed/server';
import { startUpstream, stillClock, type Answer } from './upstream.js';

export const ALICE: EmbedSubject = { partner: { email: 'alice@example.com' } };

export async function vendor(t: TestContext, answer: Answer, options: Partial<ClientOptions> = {}) {
  const upstream = await startUpstream(t, answer);
  const { baseUrl } = upstream;
  const refport = new Refport({ apiKey: 'rk_test', baseUrl, retries: 0, ...stillClock(), ...options });
  return { ...upstream, refport };
}

/** The error of a call that has to fail, checked to be one of ours. */
export async function failureOf(call: Promise<unknown>): Promise<RefportError> {
  const error = await call.then(
    () => assert.fail('the call succeeded'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof RefportError, `not a RefportError: ${String(error)}`);
  return error;
}
