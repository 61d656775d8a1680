/** What a token endpoint's answer says: one {@link EmbedToken}, or an {@link EmbedError} with what came and what was expected. */
import { EmbedError, type EmbedErrorCode } from '../../protocol/embed-error.js';
import { readEmbedToken, type AcceptedAnswers, type EmbedToken } from '../../protocol/embed-token.js';
import { bare } from '../../protocol/own-property.js';
import { readRetryAfter } from './timing.js';

/** No answer with a token in it is this large; a whole web page may be. */
const MAX_BODY_KIB = 64;

/**
 * @param answer a response, or what its JSON says
 * @param wall milliseconds since the epoch, by this machine's clock
 * @throws EmbedError
 */
export async function readTokenAnswer(
  answer: unknown,
  wall: () => number,
  accepted?: AcceptedAnswers,
): Promise<EmbedToken> {
  const now = wall(); // when it came, not when all of it was there
  if (!(answer instanceof Response)) return readEmbedToken(answer, { now }, accepted);
  const body = await readJson(answer, now);
  const serverNow = Date.parse(answer.headers.get('date') ?? '') || undefined;
  return readEmbedToken(body, { now, serverNow }, accepted);
}

const CODES: Readonly<Record<number, EmbedErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  408: 'TIMEOUT',
  409: 'UNAVAILABLE', // a race that another attempt wins
  425: 'UNAVAILABLE', // asks for another attempt in so many words
  429: 'RATE_LIMITED',
  504: 'TIMEOUT',
};

async function readJson(response: Response, now: number): Promise<unknown> {
  const { status, headers, ok, redirected, type } = response;
  const failure = (code: EmbedErrorCode, what: string | number, retryAfterMs?: number): EmbedError =>
    new EmbedError(code, `The token endpoint ${what}`, { status: status || undefined, retryAfterMs });

  if (redirected || type === 'opaqueredirect') throw failure('UNAUTHENTICATED', `redirects${LOGIN_PAGE}`);
  if (!ok) {
    const code = CODES[status] ?? (status >= 500 ? 'UNAVAILABLE' : 'INVALID_REQUEST');
    throw failure(code, `answered ${status}`, readRetryAfter(headers.get('retry-after'), now));
  }
  const contentType = headers.get('content-type') ?? 'no content type';
  if (!/[/+]json\b/i.test(contentType) || !response.body || status === 204 || status === 205) {
    const hint = contentType.includes('html') ? LOGIN_PAGE : '';
    throw failure('BAD_RESPONSE', `answered ${status}, ${contentType}, not JSON${hint}`);
  }
  const text = await readText(response.body);
  if (text === undefined) throw failure('BAD_RESPONSE', `answered more than ${MAX_BODY_KIB} KiB`);
  try {
    return JSON.parse(text);
  } catch {
    // Without the parser's error as cause: it quotes the text, and the text may hold a token.
    throw failure('BAD_RESPONSE', 'answered something that is not valid JSON');
  }
}

const LOGIN_PAGE = DEVELOPMENT ? '. A login page? Answer 401.' : '';

/** `undefined` when there is too much of it. */
async function readText(body: NonNullable<Response['body']>): Promise<string | undefined> {
  // WebKit looks for missing options in a polluted `Object.prototype`, also where it pipes by itself.
  const reader = body.getReader(bare()) as ReadableStreamDefaultReader<Uint8Array>;
  const decoder = new TextDecoder();
  for (let text = ''; ;) {
    const { done, value } = await reader.read();
    text += decoder.decode(value, bare({ stream: !done }));
    if (done) return text;
    if (text.length > MAX_BODY_KIB * 1024) {
      void reader.cancel();
      return undefined;
    }
  }
}
