/** Every check, in the order in which a page is put together: what is found first usually explains the rest. */
import type { Check } from '../check.js';
import { cookieChecks } from './cookies.js';
import { corsChecks } from './cors.js';
import { endpointChecks } from './endpoint.js';
import { linkChecks } from './link.js';
import { markupChecks } from './markup.js';
import { pageChecks } from './page.js';
import { policyChecks } from './policy.js';
import { portalChecks } from './portal.js';
import { scriptChecks } from './script.js';
import { secretChecks } from './secrets.js';
import { tokenChecks } from './token.js';

export const CHECKS: readonly Check[] = [
  ...pageChecks,
  ...secretChecks,
  ...markupChecks,
  ...scriptChecks,
  ...policyChecks,
  ...endpointChecks,
  ...tokenChecks,
  ...corsChecks,
  ...cookieChecks,
  ...portalChecks,
  ...linkChecks,
];
