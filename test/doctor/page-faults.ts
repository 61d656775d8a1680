/** What can be wrong with the page and its script: the fault, and what is found, all of it. */
import { KEY, TOKEN, type Faults } from './faulty-site.js';
import { body, both, hangUp, header, onPage, redirect, replace, status } from './spoil.js';

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
    at: onPage(ENDPOINT, `${ENDPOINT} token="${TOKEN}"`),
    finds: [],
  },
  {
    fault: 'an API key in the page',
    at: onPage('</body>', `<script>const key = "${KEY}";</script></body>`),
    finds: ['API_KEY_EXPOSED'],
  },
  {
    fault: 'an API key in an attribute',
    at: onPage(ENDPOINT, `${ENDPOINT} locale="de" theme="${KEY}"`),
    finds: ['API_KEY_EXPOSED', 'ATTRIBUTE_VALUE'],
  },
  { fault: 'the element is not closed', at: onPage('</refport-embed>', ''), finds: ['ELEMENT_UNCLOSED'] },
  {
    fault: 'a misspelt attribute',
    at: onPage(ENDPOINT, `${ENDPOINT} token-deliverry="channel"`),
    finds: ['ATTRIBUTE_UNKNOWN'],
  },
  {
    fault: 'the endpoint in camel case',
    at: onPage(ENDPOINT, 'tokenEndpoint="/api/embed-token"'),
    finds: ['ATTRIBUTE_UNKNOWN', 'ENDPOINT_MISSING'],
  },
  {
    fault: 'data- on the element',
    at: onPage(ENDPOINT, `${ENDPOINT} data-theme="dark" data-min-height="300"`),
    finds: ['ATTRIBUTE_UNKNOWN'],
  },
  {
    fault: 'none: attributes of frameworks and of HTML',
    at: onPage(
      ENDPOINT,
      `${ENDPOINT} id="a" class="b" v-cloak @click="c" data-v-1 aria-label="d" title="e" lang="de"`,
    ),
    finds: [],
  },
  {
    fault: 'a value that makes no sense',
    at: onPage(ENDPOINT, `${ENDPOINT} refresh="sometimes"`),
    finds: ['ATTRIBUTE_VALUE'],
  },
  { fault: 'no endpoint', at: onPage(ENDPOINT, ''), finds: ['ENDPOINT_MISSING'] },
  {
    fault: 'an endpoint that is no web address',
    at: onPage(ENDPOINT, 'token-endpoint="javascript:alert(1)"'),
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

  { fault: 'no script', at: onPage(SCRIPT, ''), finds: ['SCRIPT_MISSING'] },
  {
    fault: 'none: another script, which may be a bundle',
    at: onPage(SCRIPT, '<script src="/app.js"></script>'),
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
    at: onPage(SCRIPT, SCRIPT.replace('async', `async crossorigin="anonymous" integrity="${DIGEST}"`)),
    finds: ['SRI_MISMATCH'],
  },
  {
    fault: 'a digest without crossorigin',
    at: onPage(SCRIPT, SCRIPT.replace('async', 'async integrity="{digest}"')),
    finds: ['SCRIPT_CORS'],
  },
  {
    fault: 'a CDN without CORS',
    at: {
      page: replace(SCRIPT, SCRIPT.replace('async', 'async crossorigin integrity="{digest}"')),
      script: header('access-control-allow-origin', undefined),
    },
    finds: ['SCRIPT_CORS'],
  },
  {
    fault: 'none: the right digest',
    at: onPage(SCRIPT, SCRIPT.replace('async', 'async crossorigin integrity="{digest}"')),
    finds: [],
  },
  {
    fault: 'a digest on an alias',
    at: onPage(
      SCRIPT,
      SCRIPT.replace('async', 'async crossorigin integrity="{digest}"').replace('0.1.0', 'v0'),
    ),
    finds: ['SRI_ALIAS'],
  },
  {
    fault: 'a CDN without CORS, and a module',
    at: {
      page: replace(SCRIPT, SCRIPT.replace('async', 'type="module"')),
      script: header('access-control-allow-origin', undefined),
    },
    finds: ['SCRIPT_CORS'],
  },
  {
    fault: 'none: what looks like a key, and is none',
    at: onPage(
      '</body>',
      '<p class="task_rk_is-a-long-class-name">Authorization: Bearer YOUR_TOKEN_GOES_HERE</p></body>',
    ),
    finds: [],
  },
];
