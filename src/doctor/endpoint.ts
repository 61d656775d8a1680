/** A token endpoint, asked as the element asks it: by a visitor who is signed out, by one who is signed in, and from another site. */
import { readTokenAnswer } from '../element/token/answer.js';
import type { Settings } from '../element/settings.js';
import { EmbedError } from '../protocol/embed-error.js';
import type { EmbedToken } from '../protocol/embed-token.js';
import { isAnswer, type Answer, type Ask, type Reply } from './ask.js';
import { relation } from './origins.js';

export interface Question {
  url: URL;
  method: Settings['tokenMethod'];
  credentials: Settings['tokenCredentials'];
  /** The page that asks. */
  page: URL;
  /** Where the page names it. */
  line?: number | undefined;
}

/** What came, as the element's own code reads it. */
export interface Asked {
  reply: Reply;
  /** Of an answer of 2xx: its token, or what is wrong with it. */
  token: EmbedToken | EmbedError | undefined;
}

export interface Endpoint extends Question {
  signedOut: Asked;
  /** Absent when there is no cookie that may be sent. */
  signedIn: Asked | undefined;
  /** What a page of another site gets, with this visitor's cookie. */
  fromElsewhere: Asked;
}

/** A site that is nobody's (RFC 6761). */
export const ELSEWHERE = new URL('https://elsewhere.example/');

export async function askEndpoint(
  question: Question,
  ask: Ask,
  cookieOrigin: string | undefined,
): Promise<Endpoint> {
  const { url, method, credentials, page } = question;
  const askFrom = async (from: URL, isSignedIn: boolean): Promise<Asked> => {
    const reply = await ask(url.href, { method, isSignedIn, headers: headersFrom(from, url, method) });
    return { reply, token: isOk(reply) ? await readToken(reply) : undefined };
  };
  const isSent = credentials === 'include' || (credentials === 'same-origin' && url.origin === page.origin);
  return {
    ...question,
    signedOut: await askFrom(page, false),
    signedIn: isSent && cookieOrigin === url.origin ? await askFrom(page, true) : undefined,
    fromElsewhere: await askFrom(ELSEWHERE, true),
  };
}

function headersFrom(page: URL, url: URL, method: string): Record<string, string> {
  const site = relation(url, page);
  const isOwn = site === 'same-origin';
  return {
    Accept: 'application/json',
    'Sec-Fetch-Site': site,
    'Sec-Fetch-Mode': isOwn ? 'same-origin' : 'cors',
    'Sec-Fetch-Dest': 'empty',
    Referer: isOwn ? page.origin + page.pathname : `${page.origin}/`,
    ...((!isOwn || method === 'POST') && { Origin: page.origin }),
  };
}

export const isOk = (reply: Reply): reply is Answer =>
  isAnswer(reply) && reply.status >= 200 && reply.status < 300;

async function readToken({ status, headers, text, receivedAt }: Answer): Promise<EmbedToken | EmbedError> {
  try {
    const body = [204, 205].includes(status) ? null : text;
    return await readTokenAnswer(new Response(body, { status, headers }), () => receivedAt);
  } catch (error) {
    if (error instanceof EmbedError) return error;
    throw error;
  }
}

export const hasToken = (asked: Asked | undefined): boolean =>
  asked?.token !== undefined && !(asked.token instanceof EmbedError);

/** The answer that shows what tokens look like: that of a visitor who is signed in, where there is one. */
export const forPartner = ({ signedIn, signedOut }: Endpoint): Asked => signedIn ?? signedOut;

/** As {@link forPartner}, where there is a token. */
export function tokenOf(endpoint: Endpoint): { answer: Answer; token: EmbedToken } | undefined {
  const { reply, token } = forPartner(endpoint);
  return isAnswer(reply) && token !== undefined && !(token instanceof EmbedError)
    ? { answer: reply, token }
    : undefined;
}
