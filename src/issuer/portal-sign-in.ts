/**
 * The portal as a page of its own: a portal token signs the partner in, once, and a session shows them the portal.
 *
 * The danger here is somebody else's link: it would sign the visitor in to an account that is not theirs. So nobody is
 * moved from one account to another without being asked, and the page always says whose account it is.
 */
import { Hono, type Context } from 'hono';
import type { Partner } from './partners.js';
import { pageHeaders } from './portal-headers.js';
import type { PortalEnv, PortalOptions } from './portal-host.js';
import {
  notSignedInPage,
  openInTabPage,
  refusedFormPage,
  signedOutPage,
  spentLinkPage,
  switchAccountPage,
} from './portal-messages.js';
import { portalPage } from './portal-page.js';
import { isPrefetch, isFromSamePortal, isInsidePage } from './portal-requests.js';
import { signInLanguage } from './sign-in-words.js';
import { clearPortalCookie, readPortalCookie, writePortalCookie } from './portal-session.js';

type Page = Context<PortalEnv>;

/** As long as a portal token lives at most. */
const SWITCH_SECONDS = 5 * 60;

export function portalSignIn({ store, now }: Required<PortalOptions>): Hono<PortalEnv> {
  const pages = new Hono<PortalEnv>();

  for (const path of ['/auth/*', '/portal']) {
    pages.use(path, async (c, next) => {
      pageHeaders(c);
      return next();
    });
  }

  pages.get('/auth/token', async (c) => {
    const { programme } = c.var;
    c.header('Referrer-Policy', 'no-referrer');
    // What only looks must not use the link up: link checkers, previews, a browser that guesses the next click.
    if (c.req.raw.method === 'HEAD') return c.body(null);
    if (isPrefetch(c.req.raw)) return c.body(null, 503);
    if (isInsidePage(c.req.raw)) return c.html(openInTabPage(programme), 403);

    const token = c.req.query('token') ?? '';
    const here = await signedIn(c);
    const next = here && (await store.portalTokens.peek(programme.id, token));
    if (here && next && next.id !== here.id) {
      writePortalCookie(c, 'switch', token, SWITCH_SECONDS);
      return c.redirect('/auth/switch', 303);
    }
    return redeem(c, token, here);
  });

  pages.get('/auth/switch', async (c) => {
    const { programme } = c.var;
    const here = await signedIn(c);
    const next = await store.portalTokens.peek(programme.id, readPortalCookie(c, 'switch'));
    if (here && next) return c.html(switchAccountPage(programme, here, next));
    return c.html(spentLinkPage(programme, here), 410);
  });

  pages.post('/auth/switch', async (c) => {
    if (!isFromSamePortal(c.req.raw, c.var.programme.origin)) return c.html(refusedFormPage(), 403);
    const token = readPortalCookie(c, 'switch');
    clearPortalCookie(c, 'switch');
    return redeem(c, token, await signedIn(c));
  });

  pages.post('/auth/sign-out', async (c) => {
    if (!isFromSamePortal(c.req.raw, c.var.programme.origin)) return c.html(refusedFormPage(), 403);
    await store.sessions.end(readPortalCookie(c, 'session'));
    clearPortalCookie(c, 'session');
    return c.redirect('/auth/signed-out', 303);
  });

  pages.get('/auth/signed-out', (c) => c.html(signedOutPage(c.var.programme)));

  pages.get('/portal', async (c) => {
    const { programme } = c.var;
    const session = await store.sessions.read(programme.id, readPortalCookie(c, 'session'));
    if (session) return c.html(portalPage({ programme, ...session }));
    return c.html(notSignedInPage(programme, signInLanguage(c)), 401);
  });

  async function signedIn(c: Page): Promise<Partner | undefined> {
    return (await store.sessions.read(c.var.programme.id, readPortalCookie(c, 'session')))?.partner;
  }

  /** Of any number of racing requests one wins; the store decides which. */
  async function redeem(c: Page, token: string, here: Partner | undefined): Promise<Response> {
    const { programme } = c.var;
    const won = await store.portalTokens.redeem(programme.id, token);
    if (!won) return c.html(spentLinkPage(programme, here), 410);
    await store.sessions.end(readPortalCookie(c, 'session'));
    writePortalCookie(c, 'session', won.session, Math.floor((won.expiresAt - now()) / 1000));
    return c.redirect('/portal', 303);
  }

  return pages;
}
