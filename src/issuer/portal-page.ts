/** The portal as a page of its own: the same content as in the frame, with who is signed in and a way out above it. */
import { html } from 'hono/html';
import { portalContent, type PortalView } from './portal-content.js';
import { portalDocument, type Html } from './portal-document.js';

export const portalPage = (view: PortalView): Html =>
  portalDocument({
    title: view.programme.name,
    kind: 'page',
    body: html`
      <header class="bar">
        <p>Signed in as <bdi>${view.partner.name ?? view.partner.email}</bdi></p>
        <form method="post" action="/auth/sign-out"><button class="button quiet">Sign out</button></form>
      </header>
      <main>${portalContent(view)}</main>
    `,
  });
