/** The host: Acme, a product with customers who sign in, and with a page that the embed lives on. */
import { readFile } from 'node:fs/promises';
import { Hono, type Context } from 'hono';
import type { ApiKeys } from './api-keys.js';
import { strictPolicy } from './csp.js';
import { cspReports } from './csp-reports.js';
import { readKnobs } from './knobs.js';
import type { DemoLog } from './log.js';
import { accountPage } from './pages/account-page.js';
import { signInPage } from './pages/sign-in-page.js';
import type { Origins } from './pages/snippet.js';
import { readLook, statesPage } from './pages/states-page.js';
import { welcomePage } from './pages/welcome-page.js';
import { referralRoutes } from './referral-routes.js';
import { Sessions } from './sessions.js';
import { findUser } from './users.js';

export interface HostSite {
  origins: Origins;
  /** Where the host's backend reaches the issuer's API. */
  issuerUrl: string;
  apiKeys: ApiKeys;
  log: DemoLog;
}

export function hostSite({ origins, issuerUrl, apiKeys, log }: HostSite): Hono {
  const sessions = new Sessions();
  const site = new Hono();

  const { portal: portalOrigin } = origins;
  site.route('/', referralRoutes({ sessions, apiKeys, issuerUrl, portalOrigin, log }));

  const toSignIn = (c: Context): Response => {
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(`/sign-in?${new URLSearchParams({ next: pathname + search })}`, 303);
  };

  site.get('/', (c) => {
    const { searchParams } = new URL(c.req.url);
    const user = sessions.userOf(c.req.raw);
    if (!user) return toSignIn(c);
    const knobs = readKnobs(searchParams);
    if (knobs.csp === 'strict') c.header('Content-Security-Policy', strictPolicy(origins));
    c.header('Cache-Control', knobs.cache === 'kept' ? 'no-cache' : 'no-store');
    return c.html(accountPage({ user, knobs, origins, panelOpen: searchParams.get('panel') === 'open' }));
  });

  site.get('/states', (c) => {
    if (!sessions.userOf(c.req.raw)) return toSignIn(c); // one of the states is a portal, and that is somebody's
    c.header('Cache-Control', 'no-store');
    return c.html(statesPage({ look: readLook(new URL(c.req.url).searchParams), origins }));
  });

  site.get('/sign-in', (c) => {
    const next = ownPath(c.req.query('next'));
    const { theme } = readKnobs(new URL(next, origins.host).searchParams);
    return c.html(signInPage({ next, theme }));
  });

  site.post('/sign-in', async (c) => {
    const form = await c.req.parseBody();
    const user = findUser(form['user']);
    if (!user) return c.text('There is no such user.', 400);
    c.header('Set-Cookie', sessions.start(user));
    return c.redirect(ownPath(form['next']), 303);
  });

  site.post('/sign-out', (c) => {
    c.header('Set-Cookie', sessions.end(c.req.raw));
    return c.redirect('/sign-in', 303);
  });

  site.get('/welcome', (c) => c.html(welcomePage()));
  site.route('/csp-report', cspReports(log));

  for (const [file, type] of Object.entries(FILES)) {
    site.get(`/${file}`, async (c) =>
      c.body(await readFile(new URL(`public/${file}`, import.meta.url), 'utf8'), 200, {
        'Content-Type': type,
        'Cache-Control': 'no-cache',
      }),
    );
  }
  return site;
}

const FILES = {
  'acme.css': 'text/css; charset=utf-8',
  'panel.css': 'text/css; charset=utf-8',
  'sign-in.css': 'text/css; charset=utf-8',
  'states.css': 'text/css; charset=utf-8',
  'panel.js': 'text/javascript; charset=utf-8',
  'states.js': 'text/javascript; charset=utf-8',
  'logo.svg': 'image/svg+xml',
};

/**
 * A path of this site, and nothing that leads away from it: browsers read `/\` as `//`, and drop tabs and line breaks
 * before they look.
 */
function ownPath(path: unknown): string {
  return typeof path === 'string' && /^\/(?![/\\])[!-~]*$/.test(path) ? path : '/';
}
