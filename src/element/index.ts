/** `refport-embed`: the element's class, its events and its errors. Importing this has no side effect. */
export { RefportEmbed } from './refport-embed.js';
export {
  RefportErrorEvent,
  RefportReadyEvent,
  RefportResizeEvent,
  RefportStatusEvent,
  RefportTokenEvent,
} from './events.js';
export { EmbedError, type EmbedErrorCode } from '../protocol/embed-error.js';
export type { EmbedStatus } from './status.js';
export type { Strings } from './i18n/strings.js';
export type { Ask, FetchToken, TokenReason } from './token/request.js';
