/** What can be wrong with the page's policy, and with its addresses on a page over https. */
import type { Scenario } from './page-faults.js';
import { both, header, onPage, replace } from './spoil.js';

const ENDPOINT = 'token-endpoint="/api/embed-token"';
const policy = (text: string) => ({ page: header('content-security-policy', text) });

export const POLICY_FAULTS: Scenario[] = [
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
    at: onPage('<title>', `<meta http-equiv="Content-Security-Policy" content="frame-src 'none'"><title>`),
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
    at: onPage('{cdn}/refport-embed/0.1.0/', 'http://cdn.example/refport-embed/0.1.0/'),
    finds: ['MIXED_CONTENT'],
    isSecure: true,
  },
  {
    fault: 'an endpoint over plain http',
    at: onPage(ENDPOINT, 'token-credentials="omit" token-endpoint="http://acme.example/api/embed-token"'),
    finds: ['MIXED_CONTENT'],
    isSecure: true,
  },
];
