/**
 * What bundlers for browsers get in place of `refport-embed/server`, web workers included (the `browser` condition in
 * package.json). Every name is there, so that code which is shared with a server links; using one throws.
 */
export {
  NotFoundError,
  RateLimitError,
  RefportError,
  UnauthorizedError,
  ValidationError,
} from './refport-error.js';

function neverInBrowser(): never {
  throw new Error('refport-embed/server holds your secret API key: use it on a server, never in a browser.');
}

export {
  neverInBrowser as Affonso,
  neverInBrowser as Refport,
  neverInBrowser as embedTokenHandler,
  neverInBrowser as portalRedirectHandler,
};
