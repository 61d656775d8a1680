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
export type { EmbedStatus } from './embed-status.js';
export type { Strings } from './strings.js';
export type { Ask, FetchToken, TokenReason } from './token-endpoint.js';
