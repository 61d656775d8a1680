/** What a token endpoint's answer says: one {@link EmbedToken}, or an {@link EmbedError} with what came and what was expected. */
import { EmbedError, type EmbedErrorCode } from '../../protocol/embed-error.js';
import { readEmbedToken, type AcceptedAnswers, type EmbedToken } from '../../protocol/embed-token.js';
import { readRetryAfter } from './timing.js';

/** No answer with a token in it is this large; a whole web page may be. */
const MAX_BODY_BYTES = 64 * 1024;

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
  if (!(answer instanceof Response)) return readEmbedToken(answer, { now: wall() }, accepted);
  const now = wall(); // when it came, not when all of it was there
  const problem = problemOf(answer, now);
  if (problem) throw problem;
  const serverNow = Date.parse(answer.headers.get('date') ?? '');
  return readEmbedToken(
    await readJson(answer),
    { now, serverNow: Number.isNaN(serverNow) ? undefined : serverNow },
    accepted,
  );
}

/** The sentences begin the same way. */
const answered = (
  code: EmbedErrorCode,
  what: string | number,
  status?: number,
  retryAfterMs?: number,
): EmbedError =>
  new EmbedError(code, `The token endpoint answered ${what}`, {
    ...(status !== undefined && { status }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

function problemOf(response: Response, now: number): EmbedError | undefined {
  const { status, headers } = response;
  if (response.type === 'opaqueredirect' || response.redirected) {
    return new EmbedError('UNAUTHENTICATED', 'The token endpoint redirects. A login page? Answer 401.');
  }
  if (!response.ok) {
    return answered(codeOf(status), `${status}.`, status, readRetryAfter(headers.get('retry-after'), now));
  }
  if (status === 204 || status === 205) return answered('BAD_RESPONSE', `${status}, not JSON.`, status);
  const type = headers.get('content-type') ?? 'no content type';
  if (/[/+]json\b/i.test(type)) return undefined;
  const hint = /html/i.test(type) ? ' A login page? Answer 401.' : '';
  return answered('BAD_RESPONSE', `${type}, not application/json.${hint}`, status);
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

const codeOf = (status: number): EmbedErrorCode =>
  CODES[status] ?? (status >= 500 ? 'UNAVAILABLE' : 'INVALID_REQUEST');

async function readJson(response: Response): Promise<unknown> {
  const text = await readText(response);
  try {
    return JSON.parse(text);
  } catch {
    // Without the parser's error as cause: it quotes the text, and the text may hold a token.
    throw answered('BAD_RESPONSE', 'something that is not valid JSON.', response.status);
  }
}

async function readText(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let chunk = await reader?.read(); chunk?.value !== undefined; chunk = await reader?.read()) {
    text += chunk.value;
    if (text.length > MAX_BODY_BYTES) {
      void reader?.cancel();
      throw answered('BAD_RESPONSE', `more than ${MAX_BODY_BYTES / 1024} KiB.`);
    }
  }
  return text;
}
