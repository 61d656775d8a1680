/** What can be wrong with the page, its script and its policy: the fault, and what is found, all of it. */
import { KEY, TOKEN, type Faults } from './faulty-site.js';
import { body, both, hangUp, header, redirect, replace, status } from './spoil.js';

export interface Scenario {
  fault: string;
  at: Faults;
  finds: string[];
  /** The page is served over https. */
  isSecure?: boolean;
}

const ELEMENT = '<refport-embed ';
const ENDPOINT = 'token-endpoint="/api/embed-token"';
const SCRIPT = '<script async src="{cdn}/refport-embed/0.1.0/refport-embed.js"></script>';
const LINK = '<a href="/api/portal">Open your referral portal</a>';
const DIGEST = `sha384-${'A'.repeat(64)}`;
const policy = (text: string) => ({ page: header('content-security-policy', text) });
const page = (written: string, other: string) => ({ page: replace(written, other) });
const placeholder = (attributes: string, script = '') => ({
  page: body(
    `<script async src="{cdn}/refport-embed/0.1.0/refport-embed.js" ${script}></script>
     <div data-refport-embed="1" data-token-endpoint="/api/embed-token" data-portal-url="{portal}/embed/referrals" ${attributes}>${LINK}</div>`,
  ),
});
const LISTED = 'data-refport-allow="/api/embed-token {portal}/"';

export const PAGE_FAULTS: Scenario[] = [
  { fault: 'none', at: {}, finds: [] },
  { fault: 'the page hangs up', at: { page: hangUp }, finds: ['UNREACHABLE'] },
  { fault: 'the page redirects to itself', at: { page: redirect('/account') }, finds: ['UNREACHABLE'] },
  {
    fault: 'the page redirects to what is no website',
    at: { page: redirect('file:///etc/passwd') },
    finds: ['UNREACHABLE'],
  },
  { fault: 'the page answers 500', at: { page: status(500) }, finds: ['PAGE_STATUS'] },
  {
    fault: 'the page redirects to a sign-in',
    at: { page: redirect('{elsewhere}/') },
    finds: ['EMBED_MISSING'],
  },
  { fault: 'no embed', at: { page: body('<p>Hello</p>') }, finds: ['EMBED_MISSING'] },
  {
    fault: 'the embed is in a template',
    at: {
      page: both(
        replace(ELEMENT, `<template>${ELEMENT}`),
        replace('</refport-embed>', '</refport-embed></template>'),
      ),
    },
    finds: ['EMBED_MISSING'],
  },
  {
    fault: 'a token in a page that caches keep',
    at: {
      page: both(replace(ENDPOINT, `${ENDPOINT} token="${TOKEN}"`), header('cache-control', 'max-age=60')),
    },
    finds: ['PAGE_TOKEN_CACHED'],
  },
  {
    fault: 'none: a token in a page that is no-store',
    at: page(ENDPOINT, `${ENDPOINT} token="${TOKEN}"`),
    finds: [],
  },
  {
    fault: 'an API key in the page',
    at: page('</body>', `<script>const key = "${KEY}";</script></body>`),
    finds: ['API_KEY_EXPOSED'],
  },
  {
    fault: 'an API key in an attribute',
    at: page(ENDPOINT, `${ENDPOINT} locale="de" theme="${KEY}"`),
    finds: ['API_KEY_EXPOSED', 'ATTRIBUTE_VALUE'],
  },
  { fault: 'the element is not closed', at: page('</refport-embed>', ''), finds: ['ELEMENT_UNCLOSED'] },
  {
    fault: 'a misspelt attribute',
    at: page(ENDPOINT, `${ENDPOINT} token-deliverry="channel"`),
    finds: ['ATTRIBUTE_UNKNOWN'],
  },
  {
    fault: 'the endpoint in camel case',
    at: page(ENDPOINT, 'tokenEndpoint="/api/embed-token"'),
    finds: ['ATTRIBUTE_UNKNOWN', 'ENDPOINT_MISSING'],
  },
  {
    fault: 'data- on the element',
    at: page(ENDPOINT, `${ENDPOINT} data-theme="dark" data-min-height="300"`),
    finds: ['ATTRIBUTE_UNKNOWN', 'ATTRIBUTE_UNKNOWN'],
  },
  {
    fault: 'none: attributes of frameworks and of HTML',
    at: page(
      ENDPOINT,
      `${ENDPOINT} id="a" class="b" v-cloak @click="c" data-v-1 aria-label="d" title="e" lang="de"`,
    ),
    finds: [],
  },
  {
    fault: 'a value that makes no sense',
    at: page(ENDPOINT, `${ENDPOINT} refresh="sometimes"`),
    finds: ['ATTRIBUTE_VALUE'],
  },
  { fault: 'no endpoint', at: page(ENDPOINT, ''), finds: ['ENDPOINT_MISSING'] },
  {
    fault: 'an endpoint that is no web address',
    at: page(ENDPOINT, 'token-endpoint="javascript:alert(1)"'),
    finds: ['ENDPOINT_MISSING'],
  },
  { fault: 'none: a placeholder whose addresses are listed', at: placeholder('', LISTED), finds: [] },
  { fault: 'a placeholder whose portal is not listed', at: placeholder(''), finds: ['PLACEHOLDER_REFUSED'] },
  {
    fault: 'a placeholder whose endpoint is not listed',
    at: placeholder('', 'data-refport-allow="/other {portal}/"'),
    finds: ['PLACEHOLDER_REFUSED'],
  },
  {
    fault: 'a placeholder with an attribute of the element',
    at: placeholder('token-method="POST"', LISTED),
    finds: ['ATTRIBUTE_UNKNOWN'],
  },

  { fault: 'no script', at: page(SCRIPT, ''), finds: ['SCRIPT_MISSING'] },
  {
    fault: 'none: another script, which may be a bundle',
    at: page(SCRIPT, '<script src="/app.js"></script>'),
    finds: [],
  },
  {
    fault: 'the script alone, in the head',
    at: {
      page: body(
        '<script async src="{cdn}/refport-embed/0.1.0/refport-embed.js" data-token-endpoint="/api/embed-token" data-portal-url="{portal}/embed/referrals"></script><p>',
      ),
    },
    finds: ['SCRIPT_IN_HEAD'],
  },
  { fault: 'the script is not there', at: { script: status(404) }, finds: ['SCRIPT_UNREACHABLE'] },
  { fault: 'the CDN hangs up', at: { script: hangUp }, finds: ['SCRIPT_UNREACHABLE'] },
  {
    fault: 'a page in place of the script',
    at: { script: header('content-type', 'text/html') },
    finds: ['SCRIPT_TYPE'],
  },
  {
    fault: 'another digest',
    at: page(SCRIPT, SCRIPT.replace('async', `async crossorigin="anonymous" integrity="${DIGEST}"`)),
    finds: ['SRI_MISMATCH'],
  },
  {
    fault: 'a digest without crossorigin',
    at: page(SCRIPT, SCRIPT.replace('async', 'async integrity="{digest}"')),
    finds: ['SRI_CORS'],
  },
  {
    fault: 'a CDN without CORS',
    at: {
      page: replace(SCRIPT, SCRIPT.replace('async', 'async crossorigin integrity="{digest}"')),
      script: header('access-control-allow-origin', undefined),
    },
    finds: ['SRI_CORS'],
  },
  {
    fault: 'none: the right digest',
    at: page(SCRIPT, SCRIPT.replace('async', 'async crossorigin integrity="{digest}"')),
    finds: [],
  },
  {
    fault: 'a digest on an alias',
    at: page(
      SCRIPT,
      SCRIPT.replace('async', 'async crossorigin integrity="{digest}"').replace('0.1.0', 'v0'),
    ),
    finds: ['SRI_ALIAS'],
  },

  {
    fault: 'none: the policy of the documentation',
    at: policy(
      "default-src 'none'; script-src {cdn}/refport-embed/; frame-src {portal}; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html",
    ),
    finds: [],
  },
  {
    fault: 'none: a policy with a nonce',
    at: {
      page: both(
        replace('<script async', '<script nonce="abc123" async'),
        header('content-security-policy', "script-src 'nonce-abc123' 'strict-dynamic'"),
      ),
    },
    finds: [],
  },
  {
    fault: 'none: a policy that names what it allows in other ways',
    at: policy('default-src http: *.localhost:*'),
    finds: [],
  },
  { fault: 'a policy without the CDN', at: policy("script-src 'self'"), finds: ['CSP_SCRIPT'] },
  {
    fault: 'a policy whose addresses do not count',
    at: policy("script-src {cdn} 'strict-dynamic' 'nonce-abc123'"),
    finds: ['CSP_SCRIPT'],
  },
  {
    fault: 'a policy with another path of the CDN',
    at: policy('script-src {cdn}/other/'),
    finds: ['CSP_SCRIPT'],
  },
  {
    fault: 'a policy without the portal',
    at: policy("default-src * 'unsafe-inline'; child-src 'self'"),
    finds: ['CSP_FRAME'],
  },
  { fault: 'a policy without the endpoint', at: policy('connect-src {cdn}'), finds: ['CSP_CONNECT'] },
  {
    fault: 'two policies that do not agree',
    at: policy("frame-src *, frame-src 'none'"),
    finds: ['CSP_FRAME'],
  },
  {
    fault: 'a policy in the markup',
    at: page('<title>', `<meta http-equiv="Content-Security-Policy" content="frame-src 'none'"><title>`),
    finds: ['CSP_FRAME'],
  },
  {
    fault: 'none: a policy that only reports',
    at: { page: header('content-security-policy-report-only', "default-src 'none'") },
    finds: [],
  },
  {
    fault: 'Trusted Types without Lit',
    at: policy("require-trusted-types-for 'script'; trusted-types default"),
    finds: ['CSP_TRUSTED_TYPES'],
  },
  { fault: 'none, over https', at: {}, finds: [], isSecure: true },
  {
    fault: 'a script over plain http',
    at: page('{cdn}/refport-embed/0.1.0/', 'http://cdn.example/refport-embed/0.1.0/'),
    finds: ['MIXED_CONTENT'],
    isSecure: true,
  },
  {
    fault: 'an endpoint over plain http',
    at: page(ENDPOINT, 'token-credentials="omit" token-endpoint="http://acme.example/api/embed-token"'),
    finds: ['MIXED_CONTENT'],
    isSecure: true,
  },
];
