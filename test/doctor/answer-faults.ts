/** What can be wrong with what the token endpoint answers: the fault, and what is found, all of it. */
import { KEY, TOKEN, type Fault } from './faulty-site.js';
import type { Scenario } from './page-faults.js';
import { answers, both, hangUp, header, redirect, replace, status, toPartner, toStranger } from './spoil.js';

const partner = (fault: Fault) => ({ token: toPartner(fault) });
const stranger = (fault: Fault) => ({ token: toStranger(fault) });
const ENDPOINT = 'token-endpoint="/api/embed-token"';
const onApi = (attributes = 'token-credentials="include"') =>
  replace(ENDPOINT, `token-endpoint="{api}/token" ${attributes}`);
const cookie = (value: string) => header('set-cookie', [value]);
const daysFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

const signInPage = { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' };

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
    at: stranger(() => signInPage),
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
    at: partner(header('content-type', 'text/html')),
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
];
