/** What can be wrong with the portal, and with the link inside the embed. */
import type { Scenario } from './page-faults.js';
import { both, hangUp, header, onPage, redirect, replace, status } from './spoil.js';

const ENDPOINT = 'token-endpoint="/api/embed-token"';
const PORTAL = '{portal}/embed/referrals';
const LINK = '<a href="/api/portal">Open your referral portal</a>';

export const PORTAL_FAULTS: Scenario[] = [
  { fault: 'a portal over plain http', at: onPage(PORTAL, 'http://portal.example/'), finds: ['PORTAL_URL'] },
  {
    fault: 'a portal of the page’s own origin',
    at: onPage(PORTAL, '/embed/referrals'),
    finds: ['PORTAL_URL'],
  },
  { fault: 'the portal hangs up', at: { portal: hangUp }, finds: ['PORTAL_UNREACHABLE'] },
  { fault: 'the portal answers 404', at: { portal: status(404) }, finds: ['PORTAL_UNREACHABLE'] },
  {
    fault: 'none: a portal of the url dialect that wants a token',
    at: {
      page: replace('token-delivery="channel"', ''),
      portal: both(status(404), header('content-security-policy', "frame-ancestors 'none'")),
    },
    finds: [],
  },
  {
    fault: 'none: a portal of the url dialect that signs in elsewhere',
    at: { page: replace('token-delivery="channel"', ''), portal: redirect('{elsewhere}/') },
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

  { fault: 'no link', at: onPage(LINK, ''), finds: ['LINK_MISSING'] },
  {
    fault: 'none: a link by attribute',
    at: { page: both(replace(LINK, ''), replace(ENDPOINT, `${ENDPOINT} portal-link="/api/portal"`)) },
    finds: [],
  },
  { fault: 'a link to nothing', at: onPage('href="/api/portal"', 'href="#"'), finds: ['LINK_BROKEN'] },
  {
    fault: 'a link that runs a script',
    at: onPage('href="/api/portal"', 'href="javascript:void(0)"'),
    finds: ['LINK_BROKEN'],
  },
  {
    fault: 'a link to the endpoint',
    at: onPage('href="/api/portal"', 'href="/api/embed-token"'),
    finds: ['LINK_BROKEN'],
  },
  { fault: 'a link that is not there', at: { link: status(404) }, finds: ['LINK_BROKEN'] },
];
