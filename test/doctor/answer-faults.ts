/** What can be wrong with what endpoint, portal and link answer: the fault, and what is found, all of it. */
import { KEY, TOKEN, type Fault } from './faulty-site.js';
import type { Scenario } from './page-faults.js';
import { answers, both, hangUp, header, redirect, replace, status, toPartner, toStranger } from './spoil.js';

const partner = (fault: Fault) => ({ token: toPartner(fault) });
const stranger = (fault: Fault) => ({ token: toStranger(fault) });
const ENDPOINT = 'token-endpoint="/api/embed-token"';
const PORTAL = '{portal}/embed/referrals';
const LINK = '<a href="/api/portal">Open your referral portal</a>';
const onApi = (attributes = 'token-credentials="include"') =>
  replace(ENDPOINT, `token-endpoint="{api}/token" ${attributes}`);
const page = (written: string, other: string) => ({ page: replace(written, other) });
const cookie = (value: string) => header('set-cookie', [value]);
const daysFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** Whoever asks is told the same. */
const anyone =
  (json: unknown): Fault =>
  (healthy) => ({ ...healthy, status: 200, body: JSON.stringify(json) });

/** Whoever has the cookie is told the same, whatever site asks. */
const fromAnywhere =
  (headers: Record<string, string>): Fault =>
  (healthy, request) =>
    request.headers.cookie === undefined
      ? healthy
      : {
          status: 200,
          headers: { ...healthy.headers, ...headers },
          body: JSON.stringify({ publicToken: TOKEN, expiresIn: 1800 }),
        };

export const ANSWER_FAULTS: Scenario[] = [
  { fault: 'the endpoint hangs up', at: { token: hangUp }, finds: ['ENDPOINT_UNREACHABLE'] },
  { fault: 'the endpoint is not there', at: { token: status(404) }, finds: ['ENDPOINT_STATUS'] },
  { fault: 'the vendor refuses the key', at: partner(status(502)), finds: ['ENDPOINT_STATUS'] },
  { fault: 'the session is not known', at: partner(status(401)), finds: ['SIGNED_IN_REFUSED'] },
  {
    fault: 'partners are sent to a sign-in',
    at: partner(redirect('/sign-in')),
    finds: ['SIGNED_IN_REFUSED'],
  },
  {
    fault: 'strangers get a token',
    at: { token: anyone({ publicToken: TOKEN, expiresIn: 1800 }) },
    finds: ['SIGNED_OUT_TOKEN'],
  },
  {
    fault: 'strangers get a sign-in page',
    at: stranger(both(status(200), header('content-type', 'text/html'))),
    finds: ['SIGNED_OUT_STATUS'],
  },
  {
    fault: 'strangers get an empty answer',
    at: stranger(both(status(200), replace('{"error":{"code":"UNAUTHENTICATED"}}', '{}'))),
    finds: ['SIGNED_OUT_STATUS'],
  },
  { fault: 'strangers are forbidden', at: stranger(status(403)), finds: ['SIGNED_OUT_STATUS'] },
  { fault: 'strangers break the route', at: stranger(status(500)), finds: ['SIGNED_OUT_STATUS'] },
  {
    fault: 'strangers are sent to a sign-in',
    at: stranger(redirect('/sign-in')),
    finds: ['SIGNED_OUT_REDIRECT'],
  },
  { fault: 'other sites get a token', at: { token: fromAnywhere({}) }, finds: ['CROSS_SITE_TOKEN'] },
  {
    fault: 'other sites can read the token',
    at: {
      token: fromAnywhere({
        'access-control-allow-origin': 'https://elsewhere.example',
        'access-control-allow-credentials': 'true',
      }),
    },
    finds: ['CROSS_SITE_TOKEN', 'CORS_ANY_ORIGIN'],
  },

  { fault: 'the {} of the new SDK', at: { token: answers({}) }, finds: ['ANSWER_EMPTY'] },
  { fault: 'no JSON', at: { token: answers(`${TOKEN}, or so`) }, finds: ['ANSWER_SHAPE'] },
  {
    fault: 'JSON of another type',
    at: partner(header('content-type', 'text/plain')),
    finds: ['ANSWER_SHAPE'],
  },
  {
    fault: 'a token that is an object',
    at: { token: answers({ publicToken: { [TOKEN]: TOKEN } }) },
    finds: ['ANSWER_SHAPE'],
  },
  {
    fault: 'a token under another name, and as a name',
    at: { token: answers({ jwt: TOKEN, [TOKEN]: 1 }) },
    finds: ['ANSWER_SHAPE'],
  },
  {
    fault: 'a token without end',
    at: { token: answers({ token: 'x'.repeat(5000) }) },
    finds: ['ANSWER_SHAPE'],
  },
  {
    fault: 'an API key in the answer',
    at: { token: answers({ publicToken: TOKEN, expiresIn: 1800, debug: KEY }) },
    finds: ['API_KEY_EXPOSED'],
  },
  {
    fault: 'an answer that caches keep',
    at: partner(header('cache-control', 'private, max-age=60')),
    finds: ['ANSWER_CACHED'],
  },
  {
    fault: 'an answer without a word about caches',
    at: partner(header('cache-control', undefined)),
    finds: ['ANSWER_CACHED'],
  },
  {
    fault: 'an expired token',
    at: { token: answers({ publicToken: TOKEN, expires: '2020-01-01T00:00:00Z' }) },
    finds: ['TOKEN_EXPIRED'],
  },
  {
    fault: 'a token for seconds',
    at: { token: answers({ publicToken: TOKEN, expiresIn: 20 }) },
    finds: ['TOKEN_SHORT'],
  },
  {
    fault: 'a token for a month',
    at: { token: answers({ success: true, data: { publicToken: TOKEN, expiresAt: daysFromNow(30) } }) },
    finds: ['TOKEN_LONG'],
  },
  { fault: 'no expiry', at: { token: answers({ token: TOKEN }) }, finds: ['EXPIRY_MISSING'] },
  {
    fault: 'an expiry that is no date',
    at: { token: answers({ token: TOKEN, expires: 'soon' }) },
    finds: ['EXPIRY_MISSING'],
  },
  {
    fault: 'a server that is an hour behind',
    at: partner(header('date', new Date(Date.now() - 3_600_000).toUTCString())),
    finds: ['CLOCK_SKEW'],
  },
  {
    fault: 'a cookie that browsers drop',
    at: partner(cookie('a=1; SameSite=None')),
    finds: ['COOKIE_DROPPED'],
  },
  {
    fault: 'a cookie of the page that browsers drop',
    at: { page: cookie('a=1; SameSite=None; Path=/') },
    finds: ['COOKIE_DROPPED'],
  },
  {
    fault: 'none: cookies that are kept',
    at: { page: header('set-cookie', ['a=1; SameSite=Lax; HttpOnly', 'b=2; SameSite=None; Secure']) },
    finds: [],
  },

  { fault: 'none: an endpoint of another origin', at: { page: onApi() }, finds: [] },
  {
    fault: 'an endpoint of another origin without CORS',
    at: { page: onApi(), api: header('access-control-allow-origin', undefined) },
    finds: ['CORS_MISSING'],
  },
  {
    fault: 'an endpoint that allows another page',
    at: { page: onApi(), api: header('access-control-allow-origin', '{portal}') },
    finds: ['CORS_MISSING'],
  },
  {
    fault: 'an endpoint that allows all pages, and cookies from none',
    at: { page: onApi(), api: header('access-control-allow-origin', '*') },
    finds: ['CORS_CREDENTIALS'],
  },
  {
    fault: 'an endpoint that does not allow cookies',
    at: { page: onApi(), api: header('access-control-allow-credentials', undefined) },
    finds: ['CORS_CREDENTIALS'],
  },
  {
    fault: 'an endpoint of another origin that gets no cookies',
    at: { page: onApi('') },
    finds: ['CREDENTIALS_NOT_SENT'],
  },
  {
    fault: 'a cookie that stays at home',
    at: { page: onApi(), api: cookie('a=1; HttpOnly') },
    finds: ['COOKIE_SAMESITE'],
  },

  { fault: 'a portal over plain http', at: page(PORTAL, 'http://portal.example/'), finds: ['PORTAL_URL'] },
  { fault: 'a portal of the page’s own origin', at: page(PORTAL, '/embed/referrals'), finds: ['PORTAL_URL'] },
  { fault: 'the portal hangs up', at: { portal: hangUp }, finds: ['PORTAL_UNREACHABLE'] },
  { fault: 'the portal answers 404', at: { portal: status(404) }, finds: ['PORTAL_UNREACHABLE'] },
  {
    fault: 'none: a portal of the url dialect that wants a token',
    at: { page: replace('token-delivery="channel"', ''), portal: status(404) },
    finds: [],
  },
  {
    fault: 'the portal redirects elsewhere',
    at: { portal: redirect('{elsewhere}/') },
    finds: ['PORTAL_REDIRECT'],
  },
  {
    fault: 'the portal forbids frames',
    at: {
      portal: both(header('content-security-policy', undefined), header('x-frame-options', 'SAMEORIGIN')),
    },
    finds: ['X_FRAME_OPTIONS'],
  },
  {
    fault: 'none: X-Frame-Options beside frame-ancestors',
    at: { portal: header('x-frame-options', 'DENY') },
    finds: [],
  },
  {
    fault: 'the portal does not know the page',
    at: { portal: header('content-security-policy', "frame-ancestors 'self' https://acme.example") },
    finds: ['FRAME_ANCESTORS'],
  },
  {
    fault: 'an isolated page',
    at: { page: header('cross-origin-embedder-policy', 'require-corp') },
    finds: ['PORTAL_NOT_ISOLATED'],
  },

  { fault: 'no link', at: page(LINK, ''), finds: ['LINK_MISSING'] },
  {
    fault: 'none: a link by attribute',
    at: { page: both(replace(LINK, ''), replace(ENDPOINT, `${ENDPOINT} portal-link="/api/portal"`)) },
    finds: [],
  },
  { fault: 'a link to nothing', at: page('href="/api/portal"', 'href="#"'), finds: ['LINK_BROKEN'] },
  {
    fault: 'a link that runs a script',
    at: page('href="/api/portal"', 'href="javascript:void(0)"'),
    finds: ['LINK_BROKEN'],
  },
  {
    fault: 'a link to the endpoint',
    at: page('href="/api/portal"', 'href="/api/embed-token"'),
    finds: ['LINK_BROKEN'],
  },
  { fault: 'a link that is not there', at: { link: status(404) }, finds: ['LINK_BROKEN'] },
];
