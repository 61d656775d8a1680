/** Asks the issuer for the partner's content. Whatever happens is one of three answers. */

export type ContentAnswer =
  | { kind: 'content'; html: string; secondsLeft: number }
  /** The issuer does not take the token, and says why. */
  | { kind: 'refused'; code: string; message: string }
  /** The network, or the issuer, is in trouble: trying again may help. */
  | { kind: 'unreachable' };

/** Sooner than the host gives up on the portal (10 s), so that the words are ours, and a button is beside them. */
const TIMEOUT_MS = 8_000;

/**
 * Opens the connection that the content is going to come over, while the token is on its way: a request without credentials does not
 * go over the document's own, and a document out of a cache has none. If it fails, so does the request for the content, in words.
 */
export function openConnection(): void {
  fetch('/healthz', { method: 'HEAD', credentials: 'omit', cache: 'no-store' }).catch(() => undefined);
}

export async function fetchContent(token: string): Promise<ContentAnswer> {
  // No header can carry anything else; the issuer never made such a token.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return { kind: 'refused', code: 'UNAUTHORIZED', message: 'This is no embed token.' };
  }
  try {
    const response = await fetch('/embed/referrals/content', {
      headers: { authorization: `Bearer ${token}` },
      cache: 'no-store',
      credentials: 'omit', // in a frame the token alone says who this is
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 401 || response.status === 403) return refusal(await response.json());
    if (!response.ok) return { kind: 'unreachable' };
    const secondsLeft = Number(response.headers.get('token-expires-in') ?? Infinity);
    return { kind: 'content', html: await response.text(), secondsLeft };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** Somebody on the way who says no has no code of the issuer's, and knows nothing of the token. */
function refusal(body: { error?: { code?: unknown; message?: unknown } } | null): ContentAnswer {
  const { code, message } = body?.error ?? {};
  if (typeof code !== 'string' || !/^\w{1,64}$/.test(code)) return { kind: 'unreachable' };
  return { kind: 'refused', code, message: typeof message === 'string' && message ? message : code };
}
