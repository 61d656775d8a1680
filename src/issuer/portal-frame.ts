/**
 * The portal inside a host's page. The document is a shell that holds nothing of any partner; its script gets an embed
 * token, by the channel or from the URL, and asks for the content with it.
 */
import { Hono } from 'hono';
import { html } from 'hono/html';
import { portalContent } from './portal-content.js';
import { portalDocument, type Html } from './portal-document.js';
import { pageHeaders } from './portal-headers.js';
import type { PortalEnv, PortalOptions } from './portal-host.js';

const REFUSALS = {
  TOKEN_EXPIRED: [401, 'The embed token has expired: ask the host’s backend for a new one.'],
  UNAUTHORIZED: [401, 'This is no embed token of this programme: ask the host’s backend for a new one.'],
  AFFILIATE_NOT_ACTIVE: [403, 'The partner is not active in this programme.'],
} as const;

/**
 * The queries with which anybody gets the same shell: none, or the number of the embed on its page. Browsers and proxies may keep
 * it for a while, no longer than the sites that may frame it can wait for a change. An address with a token in it is nobody else's.
 */
const FOR_EVERYBODY = /^(\?e=\d{1,4})?$/;

export function portalFrame({ store, now }: Required<PortalOptions>): Hono<PortalEnv> {
  const frame = new Hono<PortalEnv>();

  frame.get('/', (c) => {
    const { name, embedOrigins } = c.var.programme;
    pageHeaders(c, { frameAncestors: embedOrigins, referrerPolicy: 'no-referrer' });
    if (FOR_EVERYBODY.test(new URL(c.req.url).search)) c.header('Cache-Control', 'public, max-age=300');
    return c.html(
      portalDocument({ title: name, kind: 'frame', body: shell(), allowedOrigins: embedOrigins }),
    );
  });

  frame.get('/content', async (c) => {
    const { programme } = c.var;
    const token = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const reading = await store.embedTokens.read(programme.id, token ?? '');
    c.header('Cache-Control', 'no-store');
    c.header('Vary', 'Authorization');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    if (!reading.ok) {
      const [status, message] = REFUSALS[reading.code];
      return c.json({ error: { code: reading.code, message } }, status);
    }
    // Relative, because the partner's clock and ours differ; beside the HTML, so that equal content is equal text; rounded
    // up, because a token that is called expired too early costs a new one.
    c.header('Token-Expires-In', String(Math.ceil((reading.expiresAt - now()) / 1000)));
    const tenantIds = reading.tenantId === undefined ? [] : [reading.tenantId];
    return c.html(portalContent({ programme, partner: reading.partner, tenantIds }));
  });

  return frame;
}

/** What is seen until the content arrives: its outline, in its place and about its size. */
const shell = (): Html => html`
  <main>
    <div class="notice" id="notice" role="alert" hidden>
      <p id="notice-text"></p>
      <button class="button" id="notice-retry" type="button" hidden>Try again</button>
      <a class="button" id="notice-link" href="/portal" target="_blank" rel="noopener noreferrer" hidden
        >Open in a new tab</a
      >
    </div>
    <noscript>
      <div class="notice">
        <p>Inside another page the portal needs JavaScript. By itself it needs none.</p>
        <a class="button" href="/portal" target="_blank" rel="noopener noreferrer">Open in a new tab</a>
      </div>
    </noscript>
    <div id="content" tabindex="-1" aria-busy="true">
      <div class="skeleton" id="skeleton" role="img" aria-label="Your referral portal is loading">
        <div class="reward">
          <p class="overline"><i></i></p>
          <p class="headline"><i></i><i></i></p>
        </div>
        <div class="card"><i></i><i></i></div>
      </div>
    </div>
  </main>
`;
