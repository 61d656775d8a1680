/** Signing in, made short: choose who you are. */
import { html } from 'hono/html';
import type { Knobs } from '../knobs.js';
import { USERS } from '../users.js';
import { layout, type Html } from './layout.js';

/** `next` is where to go afterwards: a path of this site, already checked. */
export function signInPage({ next, theme }: { next: string; theme: Knobs['theme'] }): Html {
  return layout({
    title: 'Sign in',
    theme,
    head: html`<link rel="stylesheet" href="/sign-in.css" />`,
    main: html`<main class="narrow">
      <h1>Sign in to Acme</h1>
      <p class="lead">This is a demo: no passwords, just choose who you are.</p>
      <form class="people" method="post" action="/sign-in">
        <input type="hidden" name="next" value="${next}" />
        ${USERS.map(
          (user) =>
            html`<button name="user" value="${user.id}">
              <span class="initial" aria-hidden="true">${user.name.slice(0, 1)}</span>
              <span class="who">
                <strong>${user.name}</strong>
                <span>${user.email}</span>
                <span>${user.note}</span>
              </span>
            </button>`,
        )}
      </form>
    </main>`,
  });
}
