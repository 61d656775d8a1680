/** `refport-embed/server`: the kit for the host's backend. No dependency, web standards only. */
export {
  Affonso,
  type Affiliate,
  type AffonsoOptions,
  type PortalLogin,
  type PortalLoginClient,
} from './affonso.js';
export { type CreatedEmbedToken, type EmbedSubject, type EmbedTokenClient } from './embed-token.js';
export { embedTokenHandler, type EmbedTokenHandlerOptions } from './embed-token-handler.js';
export { type HandlerOptions } from './handler-options.js';
export {
  portalRedirectHandler,
  type AffonsoLinkOptions,
  type PortalLinkOptions,
  type PortalRedirectHandlerOptions,
  type RefportLinkOptions,
} from './portal-redirect-handler.js';
export { type PortalSubject } from './portal-destinations.js';
export { Refport } from './refport.js';
export {
  NotFoundError,
  RateLimitError,
  RefportError,
  UnauthorizedError,
  ValidationError,
  type RefportErrorDetails,
} from './refport-error.js';
export { type Limit, type LimitStore } from './subject-limit.js';
export { type CallOptions, type ClientOptions } from './client-options.js';
