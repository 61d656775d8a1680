/** What the contract consists of: what is sent to each of the two routes, and what has to come back. */
import type { Sent } from './ask.js';
import type { Vendor } from './vendor.js';

const SIGN_IN = '/sign-in';

/** Who a cookie of the host stands for: `host/session.*`. */
type User = 'alice' | 'bob' | 'carol';

export interface Row {
  title: string;
  /** Nobody is signed in when absent. */
  as?: User;
  send?: (origin: string) => Sent;
  /** A refusal; a token for the user, or a redirect with one, when absent. */
  refusal?: { status: number; code?: string; headers?: Record<string, string>; leadsTo?: string };
  /** What happens at the vendor before. */
  before?: (vendor: Vendor) => unknown;
}

const headers = (values: Record<string, string>) => () => ({ headers: values });

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };
const CLICK = { ...SAME_ORIGIN, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
const METHOD_NOT_ALLOWED = { status: 405 };
const CROSS_SITE = { status: 403, code: 'CROSS_SITE' };
const NOT_ACTIVE = { status: 403, code: 'AFFILIATE_NOT_ACTIVE' };
const PREFETCH = { status: 503, code: 'PREFETCH' };
const UPSTREAM_ERROR = { status: 502, code: 'UPSTREAM_ERROR' };

/** Another person, wherever a request has room for one. */
const VICTIM = JSON.stringify({ email: 'bob@example.com', partner: { email: 'bob@example.com' } });

export const TOKEN_ROWS: Row[] = [
  { title: 'a page of the host gets a token', as: 'alice', send: headers(SAME_ORIGIN) },
  { title: 'each user gets a token of their own', as: 'bob', send: headers(SAME_ORIGIN) },
  {
    title: 'an address that was typed gets a token',
    as: 'alice',
    send: headers({ 'sec-fetch-site': 'none' }),
  },
  { title: 'a browser without Fetch Metadata gets a token', as: 'alice' },
  {
    title: 'a POST gets a token, and no say in whose',
    as: 'alice',
    send: () => ({
      method: 'POST',
      headers: { ...SAME_ORIGIN, 'content-type': 'application/json', 'x-user': 'bob@example.com' },
      body: VICTIM,
    }),
  },
  {
    title: 'an empty POST gets a token',
    as: 'alice',
    send: () => ({ method: 'POST', headers: SAME_ORIGIN }),
  },
  {
    title: 'a POST of a browser without Fetch Metadata gets a token',
    as: 'alice',
    send: (origin) => ({ method: 'POST', headers: { origin } }),
  },
  {
    title: 'behind a proxy that ends TLS, the page says https',
    as: 'alice',
    send: (origin) => ({
      method: 'POST',
      headers: { origin: origin.replace('http:', 'https:'), 'x-forwarded-proto': 'https' },
    }),
  },
  ...['same-site', 'cross-site', 'nonsense'].map((site) => ({
    title: `Sec-Fetch-Site ${site} is refused`,
    as: 'alice' as const,
    send: headers({ 'sec-fetch-site': site }),
    refusal: CROSS_SITE,
  })),
  ...['https://evil.example', 'null'].map((origin) => ({
    title: `without Fetch Metadata, the origin ${origin} is refused`,
    as: 'alice' as const,
    send: headers({ origin }),
    refusal: CROSS_SITE,
  })),
  ...['PUT', 'DELETE'].map((method) => ({
    title: `${method} is refused`,
    as: 'alice' as const,
    send: () => ({ method, headers: SAME_ORIGIN }),
    refusal: METHOD_NOT_ALLOWED,
  })),
  {
    title: 'nobody is signed in',
    send: headers(SAME_ORIGIN),
    refusal: { status: 401, code: 'UNAUTHENTICATED' },
  },
  {
    title: 'a partner who is banned is refused by the vendor’s own code',
    as: 'carol',
    send: headers(SAME_ORIGIN),
    refusal: NOT_ACTIVE,
  },
];

export const PORTAL_ROWS: Row[] = [
  { title: 'a click in a page of the host leads to the portal', as: 'alice', send: headers(CLICK) },
  {
    title: 'a click in a browser without Fetch Metadata leads to the portal',
    as: 'bob',
    send: (origin) => ({ headers: { referer: `${origin}/account?x=1` } }),
  },
  ...['same-site', 'cross-site', 'none'].map((site) => ({
    title: `a link with Sec-Fetch-Site ${site} is refused`,
    as: 'alice' as const,
    send: headers({ ...CLICK, 'sec-fetch-site': site }),
    refusal: CROSS_SITE,
  })),
  {
    title: 'a script of the host is refused',
    as: 'alice',
    send: headers({ ...CLICK, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }),
    refusal: CROSS_SITE,
  },
  {
    title: 'a frame is refused',
    as: 'alice',
    send: headers({ ...CLICK, 'sec-fetch-dest': 'iframe' }),
    refusal: CROSS_SITE,
  },
  {
    title: 'without Fetch Metadata, a page of another site is refused',
    as: 'alice',
    send: (origin) => ({ headers: { referer: `https://evil.example/${origin}` } }),
    refusal: CROSS_SITE,
  },
  { title: 'without Fetch Metadata, a visit from nowhere is refused', as: 'alice', refusal: CROSS_SITE },
  {
    title: 'a page for a reader repeats nothing of the request',
    as: 'alice',
    send: () => ({ headers: { accept: 'text/html', referer: 'https://evil.example/<canary>' } }),
    refusal: CROSS_SITE,
  },
  ...['prefetch', 'prefetch;prerender'].map((purpose) => ({
    title: `a browser that only loads ahead (${purpose}) gets no token`,
    as: 'alice' as const,
    send: headers({ ...CLICK, 'sec-purpose': purpose }),
    refusal: PREFETCH,
  })),
  {
    title: 'POST is refused',
    as: 'alice',
    send: () => ({ method: 'POST', headers: CLICK }),
    refusal: METHOD_NOT_ALLOWED,
  },
  {
    title: 'nobody is signed in: to the sign-in page',
    send: headers(CLICK),
    refusal: { status: 303, leadsTo: SIGN_IN },
  },
  { title: 'a partner who is banned is refused', as: 'carol', send: headers(CLICK), refusal: NOT_ACTIVE },
];

/** For the token route, and the last ones, because the vendor has no use for the backend's key any more at their end. */
export const TROUBLE_ROWS: Row[] = [
  {
    title: 'the vendor asks for patience',
    refusal: { status: 429, code: 'RATE_LIMIT_EXCEEDED', headers: { 'retry-after': '30' } },
    before: (vendor: Vendor) => {
      const error = { code: 'RATE_LIMIT_EXCEEDED', message: 'Too many requests.' };
      vendor.trouble = () => Response.json({ error }, { status: 429, headers: { 'retry-after': '30' } });
    },
  },
  {
    title: 'a proxy refuses in the place of the vendor',
    refusal: UPSTREAM_ERROR,
    before: (vendor: Vendor) => (vendor.trouble = () => new Response('<h1>Forbidden</h1>', { status: 403 })),
  },
  {
    title: 'a proxy answers in the place of the vendor',
    refusal: UPSTREAM_ERROR,
    before: (vendor: Vendor) => (vendor.trouble = () => new Response('<h1>Welcome</h1>')),
  },
  ...[{}, null, 'pt_text', [], { publicToken: null, expires: null }].map((nonsense) => ({
    title: `the vendor answers ${JSON.stringify(nonsense)}`,
    refusal: UPSTREAM_ERROR,
    before: (vendor: Vendor) => (vendor.trouble = () => Response.json(nonsense)),
  })),
  ...[{ error: 'no' }, { error: { code: 7 } }].map((nonsense) => ({
    title: `a proxy refuses with ${JSON.stringify(nonsense)}`,
    refusal: UPSTREAM_ERROR,
    before: (vendor: Vendor) => (vendor.trouble = () => Response.json(nonsense, { status: 403 })),
  })),
  {
    title: 'a redirect of the vendor is not followed',
    refusal: UPSTREAM_ERROR,
    before: (vendor: Vendor) => {
      const publicToken = 'pt_of_whoever_follows';
      const expires = new Date(Date.now() + 60_000);
      vendor.trouble = ({ url }) =>
        url.endsWith('/elsewhere')
          ? Response.json({ publicToken, expires })
          : new Response(null, { status: 307, headers: { location: `${vendor.url}/elsewhere` } });
    },
  },
  {
    title: 'the vendor is away',
    refusal: UPSTREAM_ERROR,
    before: (vendor: Vendor) => (vendor.trouble = 'away'),
  },
  {
    title: 'the vendor refuses the backend’s key',
    refusal: UPSTREAM_ERROR,
    before: async (vendor: Vendor) => {
      vendor.trouble = undefined;
      await vendor.revokeKey();
    },
  },
].map((row) => ({ ...row, as: 'bob' as const, send: headers(SAME_ORIGIN) }));

/** Afterwards, for the other route. */
export const LINK_WITHOUT_KEY: Row = {
  title: 'a link without a key that the vendor knows',
  as: 'bob',
  send: headers(CLICK),
  refusal: UPSTREAM_ERROR,
};
