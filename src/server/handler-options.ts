/** What both handlers ask of the host. */
import { RefportError } from './refport-error.js';

type Nobody = null | undefined | false;
type OnError = (error: unknown, request: Request) => void;

export interface HandlerOptions<Subject> {
  /**
   * Who is signed in, told from this request's session cookie or header; null when nobody is. The only source of
   * identity. Name only people whose e-mail address you have verified: an e-mail is enough to open its portal.
   */
  identify(request: Request): Promise<Subject | Nobody> | Subject | Nobody;
  /** Hears why the vendor could not deliver. Default: `console.error`. */
  onError?: OnError | undefined;
}

/** Tells the host, because its visitor hears hardly anything; a visitor who left is no news. */
export function reportTo(onError: OnError | undefined, error: unknown, request: Request): void {
  if (error instanceof RefportError && error.code === 'ABORTED') return;
  if (onError) onError(error, request);
  else console.error(error); // without the request, whose cookies no log should hold
}
