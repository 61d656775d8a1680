/** What all pages of the host site have in common. No inline script and no inline style: a strict policy must be able to pass. */
import { html } from 'hono/html';
import type { Knobs } from '../knobs.js';

export type Html = ReturnType<typeof html>;

export interface Layout {
  title: string;
  theme: Knobs['theme'];
  /** Right side of the top bar. */
  corner?: Html | string;
  main: Html;
  /** Further elements for the head and the end of the page. */
  head?: Html | string;
  end?: Html | string;
}

export function layout({ title, theme, corner = '', main, head = '', end = '' }: Layout): Html {
  return html`<!doctype html>
    <html lang="en" data-theme="${theme || 'auto'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Acme</title>
        <link rel="icon" href="/logo.svg" />
        <link rel="stylesheet" href="/acme.css" />
        ${head}
      </head>
      <body>
        <header class="bar">
          <a class="brand" href="/"><img src="/logo.svg" alt="" width="28" height="28" />Acme</a>
          ${corner}
        </header>
        ${main} ${end}
      </body>
    </html>`;
}
