/**
 * The portal: what a partner sees, inside the frame (`/embed/referrals`) and as a page of its own (`/portal`).
 *
 * Both show the same content, by one template. They differ in how the partner is known: the frame has an embed token from
 * the host's page, the page has a session cookie from a portal token. Which programme it is about is told by the Host
 * alone, before there is any token, so that nobody can be shown one programme under another's name.
 */
import { Hono } from 'hono';
import { portalAssets } from './portal-assets.js';
import { portalFrame } from './portal-frame.js';
import { pageHeaders } from './portal-headers.js';
import { programmeOfHost, type PortalEnv, type PortalOptions } from './portal-host.js';
import { troublePage, unknownHostPage } from './portal-messages.js';
import { portalSignIn } from './portal-sign-in.js';

/** Every route that a partner's browser asks for. */
export function portalPages({ store, now = Date.now }: PortalOptions): Hono<PortalEnv> {
  const pages = new Hono<PortalEnv>();

  // An error page for a person; that there was an error, and which, is the issuer's to log.
  pages.onError((_, c) => {
    pageHeaders(c);
    return c.html(troublePage(), 500);
  });

  for (const path of ['/', '/embed/*', '/auth/*', '/portal']) {
    pages.use(path, async (c, next) => {
      const programme = await programmeOfHost(store, c.req.raw);
      if (!programme) {
        pageHeaders(c);
        return c.html(unknownHostPage(), 404);
      }
      c.set('programme', programme);
      return next();
    });
  }

  pages.get('/', (c) => c.redirect('/portal', 303)); // people type a domain
  pages.route('/assets', portalAssets());
  pages.route('/embed/referrals', portalFrame({ store, now }));
  pages.route('/', portalSignIn({ store, now }));
  return pages;
}
