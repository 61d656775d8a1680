/** The document around everything a partner sees: the frame's shell, the portal as a page of its own, and messages. */
import { html, raw } from 'hono/html';
import { assetUrl } from './portal-assets.js';

/** A piece of HTML, every value in it escaped by `html`. */
export type Html = ReturnType<typeof html>;

export interface DocumentOptions {
  title: string;
  /** What the style sheet tells apart: inside a host's page, a page of its own, or words in the middle of a page. */
  kind: 'frame' | 'page' | 'message';
  body: Html;
  /** The language of the words; English unless told. */
  language?: string;
  /** Origins whose messages the script listens to; only in the frame. */
  allowedOrigins?: readonly string[];
}

/** Two links of a chain, in the accent colour of either theme. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#2c7a5f" stroke-width="4">' +
    '<rect x="3" y="10" width="16" height="12" rx="6"/><rect x="13" y="10" width="16" height="12" rx="6"/></svg>',
)}`;

export const portalDocument = ({
  title,
  kind,
  body,
  language = 'en',
  allowedOrigins,
}: DocumentOptions): Html =>
  html`<!doctype html>
    <html
      lang="${language}"
      dir="${language === 'ar' ? 'rtl' : 'ltr'}"
      data-kind="${kind}"
      ${originsAttribute(allowedOrigins)}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="${ICON}" />
        <link rel="stylesheet" href="${assetUrl('portal-page.css')}" />
        <script src="${assetUrl('portal-page.js')}" defer></script>
      </head>
      <body>
        ${body}
        <p class="unseen" id="announcement" role="status"></p>
      </body>
    </html>`;

const originsAttribute = (origins: readonly string[] | undefined): Html | '' =>
  origins ? html`data-allowed-origins="${origins.join(' ')}"` : raw('');
