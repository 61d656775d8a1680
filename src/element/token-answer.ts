/** What a token endpoint's answer says: one {@link EmbedToken}, or an {@link EmbedError} with what came and what was expected. */
import { EmbedError, type EmbedErrorCode } from '../protocol/embed-error.js';
import { readEmbedToken, type AcceptedAnswers, type EmbedToken } from '../protocol/embed-token.js';
import { readRetryAfter } from './retry.js';

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

function problemOf(response: Response, now: number): EmbedError | undefined {
  const { status } = response;
  if (response.type === 'opaqueredirect' || response.redirected) {
    return new EmbedError(
      'UNAUTHENTICATED',
      'The token endpoint redirects, most likely to a login page: answer 401 instead.',
    );
  }
  if (!response.ok) {
    return new EmbedError(codeOf(status), `The token endpoint answered ${status}.`, {
      status,
      ...retryAfter(response, now),
    });
  }
  if (status === 204 || status === 205) {
    return new EmbedError(
      'BAD_RESPONSE',
      `The token endpoint answered ${status} without a body; expected 200 with JSON.`,
      { status },
    );
  }
  const type = response.headers.get('content-type') ?? 'no content type';
  if (!/[/+]json\b/i.test(type)) {
    const hint = /html/i.test(type) ? ' A login page? Answer 401 when nobody is signed in.' : '';
    return new EmbedError(
      'BAD_RESPONSE',
      `The token endpoint answered ${type}; expected application/json.${hint}`,
      { status },
    );
  }
  return undefined;
}

function codeOf(status: number): EmbedErrorCode {
  switch (status) {
    case 401:
      return 'UNAUTHENTICATED';
    case 403:
      return 'FORBIDDEN';
    case 404:
      return 'NOT_FOUND';
    case 408:
    case 504:
      return 'TIMEOUT';
    case 429:
      return 'RATE_LIMITED';
    default:
      // 409 is a race that another attempt wins, 425 asks for one in so many words
      return status >= 500 || status === 409 || status === 425 ? 'UNAVAILABLE' : 'INVALID_REQUEST';
  }
}

function retryAfter(response: Response, now: number): { retryAfterMs?: number } {
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), now);
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

async function readJson(response: Response): Promise<unknown> {
  const text = await readText(response);
  try {
    return JSON.parse(text);
  } catch {
    // Without the parser's error as cause: it quotes the text, and the text may hold a token.
    throw new EmbedError('BAD_RESPONSE', 'The token endpoint answered something that is not valid JSON.', {
      status: response.status,
    });
  }
}

async function readText(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let chunk = await reader?.read(); chunk?.value !== undefined; chunk = await reader?.read()) {
    text += chunk.value;
    if (text.length > MAX_BODY_BYTES) {
      void reader?.cancel();
      throw new EmbedError(
        'BAD_RESPONSE',
        `The token endpoint answered more than ${MAX_BODY_BYTES / 1024} KiB.`,
      );
    }
  }
  return text;
}
