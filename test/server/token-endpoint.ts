/** A host's token endpoint in front of a scripted vendor. */
import type { TestContext } from 'node:test';
import { Refport, embedTokenHandler, type EmbedTokenHandlerOptions } from 'refport-embed/server';
import { startUpstream, stillClock, type Answer } from './upstream.js';

export const HOST = 'https://host.example';
/** What browsers say of a request that a page of the host makes. */
export const own = { 'sec-fetch-site': 'same-origin' };
export const alice = { partner: { email: 'alice@example.com', name: 'Alice' } };

export async function endpoint(
  t: TestContext,
  answer: Answer,
  options: Partial<EmbedTokenHandlerOptions> = {},
) {
  const { baseUrl, asked } = await startUpstream(t, answer);
  const timeoutMs = answer === 'hang' ? 50 : undefined; // real time, so short only where nothing else can happen
  const refport = new Refport({ apiKey: 'rk_test', baseUrl, retries: 0, timeoutMs, ...stillClock() });
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const handler = embedTokenHandler({ refport, identify: () => alice, onError, ...options });
  const ask = (
    headers: Record<string, string> = own,
    init: RequestInit = {},
    url = `${HOST}/api/embed-token`,
  ) => handler(new Request(url, { headers, ...init }));
  return { ask, asked, errors };
}

export const codeOf = async (response: Response) =>
  ((await response.json()) as { error?: { code: string } }).error?.code;
