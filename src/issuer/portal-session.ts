/** The cookies of the portal as a page of its own: who is signed in, and whose link waits for an answer. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { PortalEnv } from './portal-host.js';

/**
 * `session` holds the session. `switch` holds a portal token for the minutes in which its owner is asked whether to switch
 * accounts: a cookie keeps it out of the URL, out of the page and out of reach for scripts.
 */
export type PortalCookie = 'session' | 'switch';

const NAMES: Record<PortalCookie, string> = { session: 'refport', switch: 'refport-switch' };

/**
 * `__Host-` keeps other subdomains from planting a session of theirs. It needs Secure, and WebKit drops Secure cookies on
 * http://localhost: there, and only there, the cookie goes without.
 */
const isSecure = (c: Context<PortalEnv>): boolean => c.var.programme.origin.startsWith('https:');

const nameOf = (c: Context<PortalEnv>, cookie: PortalCookie): string =>
  isSecure(c) ? `__Host-${NAMES[cookie]}` : NAMES[cookie];

export const readPortalCookie = (c: Context<PortalEnv>, cookie: PortalCookie): string =>
  getCookie(c, nameOf(c, cookie)) ?? '';

export function writePortalCookie(
  c: Context<PortalEnv>,
  cookie: PortalCookie,
  value: string,
  maxAge: number,
): void {
  setCookie(c, nameOf(c, cookie), value, {
    path: '/',
    httpOnly: true,
    secure: isSecure(c),
    sameSite: 'Lax', // Strict would be missing right after the host's redirect
    maxAge,
  });
}

export const clearPortalCookie = (c: Context<PortalEnv>, cookie: PortalCookie): void => {
  deleteCookie(c, nameOf(c, cookie), { path: '/', secure: isSecure(c) });
};
