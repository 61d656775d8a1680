/** Failures that have no cause outside, for whoever reads the console. `docs/element.md` says more about each code. */
import { EmbedError, type EmbedErrorCode } from '../protocol/embed-error.js';

const SENTENCES: Partial<Record<EmbedErrorCode, string>> = DEVELOPMENT
  ? {
      TOKEN_EXPIRED: 'The token has expired.',
      TOKEN_REJECTED: 'The portal calls every fresh token expired.',
      PORTAL_UNREACHABLE: 'The portal has said nothing for 10 s.',
      PORTAL_SILENT: 'The portal reports no height: it may be blocked.',
      PROTOCOL_VERSION: 'The portal speaks another version of the protocol: update the script.',
      FLOOD: 'The portal sends too many messages, or too heavy ones.',
    }
  : {};

export const errorFor = (code: EmbedErrorCode): EmbedError =>
  new EmbedError(code, SENTENCES[code] ?? 'see docs/element.md');

/** The page's own policy has stopped the frame: the one cause that a browser tells. */
export const blockedError = (): EmbedError =>
  new EmbedError('PORTAL_UNREACHABLE', "The page's Content-Security-Policy has no such frame-src");
