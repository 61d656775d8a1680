/** The host's two routes with the demo's knobs around them: `ttl` chooses the key, `token` breaks the token endpoint. */
import { Hono } from 'hono';
import { RefportError } from 'refport-embed/server';
import type { ApiKeys } from './api-keys.js';
import { hostRoutes, type HostRoutes } from './host-routes.js';
import { NUMBERS, readKnobs } from './knobs.js';
import type { DemoLog } from './log.js';
import type { Sessions } from './sessions.js';
import { withTokenFaults } from './token-faults.js';

export interface ReferralRoutes {
  sessions: Sessions;
  apiKeys: ApiKeys;
  /** Where the host's backend reaches the issuer's API. */
  issuerUrl: string;
  portalOrigin: string;
  log: DemoLog;
}

/**
 * Everybody who tries the demo is one of four users, and the end-to-end tests open it as Alice many times a minute: far more often
 * than one person would. Half of what the issuer grants a key still leaves something to the other three.
 */
const LIMIT = 300;

export function referralRoutes({ sessions, apiKeys, issuerUrl, portalOrigin, log }: ReferralRoutes): Hono {
  const built = new Map<string, HostRoutes>();

  async function routesFor(tokenSeconds: number): Promise<HostRoutes> {
    const apiKey = await apiKeys.forTokenSeconds(tokenSeconds);
    const known = built.get(apiKey);
    if (known) return known;
    const routes = hostRoutes({
      apiKey,
      issuerUrl,
      portalOrigin,
      userOf: (request) => sessions.userOf(request),
      limit: LIMIT,
      onError: (error) =>
        log({ kind: 'vendor-error', code: error instanceof RefportError ? error.code : String(error) }),
    });
    built.set(apiKey, routes);
    return routes;
  }

  return new Hono()
    .on(['GET', 'POST'], '/api/embed-token', async (c) => {
      const { ttl, token } = readKnobs(new URL(c.req.url).searchParams);
      const { embedToken } = await routesFor(ttl);
      return withTokenFaults(token, embedToken)(c.req.raw);
    })
    .get('/api/portal', async (c) => {
      const { portal } = await routesFor(NUMBERS.ttl.normal);
      return portal(c.req.raw);
    });
}
