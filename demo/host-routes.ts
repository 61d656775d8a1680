/**
 * The two routes that a host adds to its backend: copy this file, and bring your own `User`. With the snippet in the page
 * (`pages/snippet.ts`) they are all it takes; everything else in the host site would be there without the embed. How a framework
 * mounts them, and what changes for a host with Refport alone: docs/backends.md.
 */
import { Affonso, Refport, embedTokenHandler, portalRedirectHandler } from 'refport-embed/server';
import type { User } from './users.js';

export interface HostRoutesOptions {
  /** The secret key: a real host has it in an environment variable. */
  apiKey: string;
  /** Where the host's backend reaches the issuer's API. */
  issuerUrl: string;
  /** Where partners meet their portal: `https://partners.acme.example`. */
  portalOrigin: string;
  /** Who is signed in, told from the session cookie alone. */
  userOf(request: Request): User | undefined;
  /** How many tokens one user may ask for in a minute. Default 20. */
  limit?: number;
  /** Hears why the issuer could not deliver. Default: `console.error`. */
  onError?: (error: unknown) => void;
}

export interface HostRoutes {
  /** `/api/embed-token`, which the element asks. */
  embedToken(request: Request): Promise<Response>;
  /** `/api/portal`, where the link inside the element leads. */
  portal(request: Request): Promise<Response>;
}

/** For the start of the backend, and not for each request: the routes count how often a user asks. */
export function hostRoutes({
  apiKey,
  issuerUrl,
  portalOrigin,
  userOf,
  limit,
  onError,
}: HostRoutesOptions): HostRoutes {
  const client = { apiKey, baseUrl: issuerUrl };
  return {
    embedToken: embedTokenHandler({
      refport: new Refport(client),
      identify(request) {
        const user = userOf(request);
        return user && { tenantId: user.organisation.id, partner: { email: user.email, name: user.name } };
      },
      limit,
      onError,
    }),
    portal: portalRedirectHandler({
      affonso: new Affonso(client),
      identify: userOf,
      createMissing: true, // who never saw the embed, without JavaScript for example, is no partner yet
      portalOrigins: [portalOrigin],
      signInUrl: '/sign-in?next=/api/portal',
      onError,
    }),
  };
}
