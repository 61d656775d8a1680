/** One authenticated JSON call to a vendor: a deadline, a few attempts, and no redirect ever followed. */
import { own } from './answer.js';
import { ApiKey } from './api-key.js';
import type { CallOptions, ClientOptions } from './client-options.js';
import { RefportError } from './refport-error.js';
import { RETRY_WAIT_MS, retryWaitMs } from './retry-wait.js';
import { isSecure, webUrl } from './secure-url.js';
import { vendorAnswer, type VendorAnswer } from './vendor-answer.js';

export class VendorApi {
  readonly #key: ApiKey;
  readonly #base: string;
  readonly #options: Omit<ClientOptions, 'apiKey'>;

  constructor({ apiKey, ...options }: ClientOptions, baseUrl: string) {
    const base = webUrl(options.baseUrl ?? baseUrl);
    if (!base || /[?#]/.test(base.href) || !(options.allowInsecureBaseUrl || isSecure(base))) {
      throw new TypeError(
        'baseUrl must be a plain https URL (http on localhost, or with allowInsecureBaseUrl).',
      );
    }
    this.#key = new ApiKey(apiKey);
    this.#base = base.href.replace(/\/$/, '');
    this.#options = options;
  }

  /** Sends the call, again where that can help; throws nothing but a {@link RefportError}. */
  async send(method: string, path: string, call?: CallOptions, body?: object): Promise<VendorAnswer> {
    const { timeoutMs = 8000, retries = 2, sleep = abortableSleep, random = Math.random } = this.#options;
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([deadline, call?.signal ?? deadline]);
    for (let attempt = 0, leftMs = RETRY_WAIT_MS; ; attempt++) {
      const answer = await this.#attempt(method, path, signal, body);
      if (!(answer instanceof RefportError)) return answer;
      if (signal.aborted) {
        // A caller that leaves and a deadline of its own are told apart by the reason.
        if (!isTimeout(signal.reason)) throw new RefportError('ABORTED', 'The caller ended the call.');
        const time = deadline.aborted ? `${timeoutMs} ms` : 'the time of the caller';
        throw new RefportError('TIMEOUT', `${this.#base} gave no answer within ${time}.`, { cause: answer });
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
        ...NO_REDIRECT,
        ...NO_CACHE,
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
const NO_REDIRECT = ifSupported({ redirect: 'error' }) ?? ({ redirect: 'manual' } as const);

/**
 * Next.js may keep what fetch answers: one user's token for the next one. Workers with a compatibility date before
 * 2024-11-11 throw at the option, and are asked without it.
 */
const NO_CACHE = ifSupported({ cache: 'no-store' });

/** The options when this runtime's requests can be built with them. */
function ifSupported(init: RequestInit): RequestInit | undefined {
  try {
    void new Request('https://localhost', init);
    return init;
  } catch {
    return undefined;
  }
}

/** What `AbortSignal.timeout` aborts with; any other reason is the caller's. */
function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}

function abortableSleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
