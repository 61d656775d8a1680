/** The portal's origin: the real issuer, and in front of it the `portal` knob, which acts on the frame page alone. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Issuer } from 'refport-embed/issuer';
import { readKnobs } from './knobs.js';
import type { Serve } from './origin.js';
import { plainPortal } from './plain-portal.js';

export const FRAME_PATH = '/embed/referrals';
const SLOW_MS = 5_000;

export function portalSite(issuer: Issuer): Serve {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== FRAME_PATH) return issuer.fetch(request);
    const { portal } = readKnobs(searchParams);
    switch (portal) {
      case 'slow':
        await wait(SLOW_MS, undefined, { ref: false });
        return issuer.fetch(request);
      case 'blocked':
        return unframeable(await issuer.fetch(request));
      case 'silent':
        return page(
          '<!doctype html><title>Silent</title><p>This page loads, and says nothing to its host.</p>',
        );
      case 'plain':
        return plainPortal();
      default:
        return issuer.fetch(request);
    }
  };
}

/** The same answer for nobody's frame: what a portal does whose owner has not registered the host's origin. */
function unframeable({ body, status, headers }: Response): Response {
  const refusing = new Headers(headers);
  refusing.set('Content-Security-Policy', "frame-ancestors 'none'");
  refusing.set('X-Frame-Options', 'DENY');
  return new Response(body, { status, headers: refusing });
}

function page(body: string): Response {
  return new Response(body, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}
