/** One authenticated JSON call to a vendor: a deadline, a few attempts, and no redirect ever followed. */
import { own } from './answer.js';
import { ApiKey } from './api-key.js';
import type { CallOptions, ClientOptions } from './client-options.js';
import { RefportError } from './refport-error.js';
import { RETRY_WAIT_MS, retryWaitMs } from './retry-wait.js';
import { secureUrl } from './secure-url.js';
import { vendorAnswer, type VendorAnswer } from './vendor-answer.js';

export class VendorApi {
  readonly #key: ApiKey;
  readonly #base: string;
  readonly #options: Omit<ClientOptions, 'apiKey'>;

  constructor({ apiKey, ...options }: ClientOptions, baseUrl: string) {
    const base = secureUrl(options.baseUrl ?? baseUrl);
    if (!base || /[?#]/.test(base.href)) {
      throw new TypeError('baseUrl must be a plain https URL (http on localhost only).');
    }
    this.#key = new ApiKey(apiKey);
    this.#base = base.href.replace(/\/$/, '');
    this.#options = options;
  }

  /** Sends the call, again where that can help; throws nothing but a {@link RefportError}. */
  async send(method: string, path: string, call?: CallOptions, body?: object): Promise<VendorAnswer> {
    const { timeoutMs = 10_000, retries = 2, sleep = abortableSleep, random = Math.random } = this.#options;
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([deadline, call?.signal ?? deadline]);
    for (let attempt = 0, leftMs = RETRY_WAIT_MS; ; attempt++) {
      const answer = await this.#attempt(method, path, signal, body);
      if (!(answer instanceof RefportError)) return answer;
      if (call?.signal?.aborted) throw new RefportError('ABORTED', 'The caller ended the call.');
      if (deadline.aborted) {
        throw new RefportError('TIMEOUT', `${this.#base} gave no answer within ${timeoutMs} ms.`, {
          cause: answer,
        });
      }
      const waitMs = attempt < retries && retryWaitMs(answer, attempt, leftMs, random());
      if (!waitMs) throw answer;
      leftMs -= waitMs;
      await sleep(waitMs, signal);
    }
  }

  async #attempt(
    method: string,
    path: string,
    signal: AbortSignal,
    body?: object,
  ): Promise<VendorAnswer | RefportError> {
    const { fetch = globalThis.fetch, now = Date.now } = this.#options;
    try {
      const response = await fetch(this.#base + path, {
        method,
        headers: {
          Accept: 'application/json',
          Authorization: this.#key.authorization(),
          ...(body && { 'Content-Type': 'application/json' }), // some servers refuse it where no body follows
        },
        body: body ? JSON.stringify(body) : null,
        redirect: REDIRECT,
        cache: 'no-store', // Next.js may keep what fetch answers: one user's token for the next one
        signal,
      });
      return vendorAnswer(response, await response.text(), this.#key, now());
    } catch (error) {
      // Rebuilt from its words alone: some clients hang the whole request, key included, on their errors.
      const inner = own(error, 'cause') ?? error;
      const words = `${this.#key.line(own(inner, 'code'))} ${this.#key.line(own(inner, 'message'))}`.trim();
      const cause = new Error(words);
      return new RefportError('NETWORK_ERROR', `${this.#base} cannot be reached: ${words}`, { cause });
    }
  }
}

/** Workers cannot build a request with redirect 'error'; there, 'manual' shows us the 3xx, which is no answer either. */
const REDIRECT = ((): RequestRedirect => {
  try {
    return new Request('https://localhost', { redirect: 'error' }).redirect;
  } catch {
    return 'manual';
  }
})();

function abortableSleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
