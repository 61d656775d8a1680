/**
 * The two routes that a host adds to its backend. With the snippet in the page (`pages/snippet.ts`) they are all it takes;
 * everything else in the host site would be there without the embed.
 */
import { Hono } from 'hono';
import {
  Affonso,
  Refport,
  RefportError,
  embedTokenHandler,
  portalRedirectHandler,
} from 'refport-embed/server';
import type { ApiKeys } from './api-keys.js';
import { NUMBERS, readKnobs } from './knobs.js';
import type { DemoLog } from './log.js';
import type { Sessions } from './sessions.js';
import { withTokenFaults } from './token-faults.js';
import type { User } from './users.js';

export interface ReferralRoutes {
  sessions: Sessions;
  apiKeys: ApiKeys;
  /** Where the host's backend reaches the issuer's API. */
  issuerUrl: string;
  portalOrigin: string;
  log: DemoLog;
}

export function referralRoutes({ sessions, apiKeys, issuerUrl, portalOrigin, log }: ReferralRoutes): Hono {
  const routes = new Hono();
  const onError = (error: unknown) =>
    log({ kind: 'vendor-error', code: error instanceof RefportError ? error.code : String(error) });

  routes.on(['GET', 'POST'], '/api/embed-token', async (c) => {
    const { ttl, token } = readKnobs(new URL(c.req.url).searchParams);
    const endpoint = embedTokenHandler({
      refport: new Refport({ apiKey: await apiKeys.forTokenSeconds(ttl), baseUrl: issuerUrl }),
      identify: (request) => {
        const user = sessions.userOf(request);
        return user && subjectOf(user);
      },
      onError,
    });
    return withTokenFaults(token, endpoint)(c.req.raw);
  });

  routes.get('/api/portal', async (c) => {
    const apiKey = await apiKeys.forTokenSeconds(NUMBERS.ttl.normal);
    const toPortal = portalRedirectHandler({
      affonso: new Affonso({ apiKey, baseUrl: issuerUrl }),
      identify: (request) => sessions.userOf(request),
      createMissing: true, // who never saw the embed, without JavaScript for example, is no partner yet
      portalOrigins: [portalOrigin],
      signInUrl: '/sign-in?next=/api/portal',
      onError,
    });
    return toPortal(c.req.raw);
  });

  return routes;
}

/** Whose portal it is, in Refport's words. */
const subjectOf = ({ organisation, email, name }: User) => ({
  tenantId: organisation.id,
  partner: { email, name },
});
