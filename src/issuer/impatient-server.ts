/** The HTTP server below the issuer: it waits for nobody for long. */
import { createServer, type Server } from 'node:http';

/** Longer than the idle timeout of common proxies and clients, so that they and not we close: a race they cannot win. */
const KEEP_ALIVE_MS = 65_000;
/** For the whole of a request: whoever sends one byte a second does not hold a connection. */
const REQUEST_MS = 10_000;

/** @param requestMs how long a request may take to arrive; then it is answered 408 and its connection ends */
export const impatientServer = (requestMs = REQUEST_MS): Server =>
  createServer({
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: requestMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: requestMs / 10,
  });
