/** `refport-embed/server`: the kit for the host's backend. No dependency, web standards only. */
export { Affonso, type PortalLogin, type PortalLoginClient } from './affonso.js';
export { embedTokenHandler, type EmbedTokenHandlerOptions } from './embed-token-handler.js';
export { type HandlerOptions } from './handler-options.js';
export { toNodeListener, type NodeRequest, type NodeResponse } from './node.js';
export {
  portalRedirectHandler,
  type PortalRedirectHandlerOptions,
  type PortalSubject,
} from './portal-redirect-handler.js';
export { Refport, type CreatedEmbedToken, type EmbedSubject, type EmbedTokenClient } from './refport.js';
export {
  NotFoundError,
  RateLimitError,
  RefportError,
  UnauthorizedError,
  ValidationError,
  type RefportErrorDetails,
} from './refport-error.js';
export { type CallOptions, type ClientOptions } from './client-options.js';
