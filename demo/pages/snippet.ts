/** The two things a host pastes into its page, with the knobs of this request in their places. */
import { html } from 'hono/html';
import { SCRIPT_PATH } from '../cdn.js';
import { withKnobs, type Knobs } from '../knobs.js';
import { FRAME_PATH } from '../portal-site.js';
import type { Html } from './layout.js';

export interface Origins {
  host: string;
  cdn: string;
  portal: string;
}

export function scriptTag({ cdn }: Origins): Html {
  return html`<script async src="${cdn}${SCRIPT_PATH}"></script>`;
}

export function embedTag({ portal }: Origins, knobs: Knobs): Html {
  const tokenEndpoint = withKnobs('/api/embed-token', { token: knobs.token, ttl: knobs.ttl });
  const portalUrl = withKnobs(portal + FRAME_PATH, { portal: knobs.portal });
  const delivery = knobs.delivery || 'channel';
  // A strict policy forbids style attributes: there the same two declarations stand in the host's style sheet.
  const style = knobs.csp === 'strict' ? '' : html` style="display:block;min-height:640px"`;
  // prettier-ignore
  return html`<refport-embed token-endpoint="${tokenEndpoint}" portal-url="${portalUrl}" token-delivery="${delivery}"${style}>
  <a href="/api/portal">Open your referral portal</a>
</refport-embed>`;
}
