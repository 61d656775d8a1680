/** Where a partner's referral link leads: the page that a recommended customer sees first. */
import { html } from 'hono/html';
import { layout, type Html } from './layout.js';

export function welcomePage(): Html {
  return layout({
    title: 'Welcome',
    theme: '',
    head: html`<link rel="stylesheet" href="/sign-in.css" />`,
    main: html`<main class="narrow">
      <h1>Invoices your clients like to pay</h1>
      <p class="lead">You came here by a friend’s recommendation. Your first month of Acme is on us.</p>
      <p><a class="button" href="/sign-in">Sign in</a></p>
    </main>`,
  });
}
