/** The page that the embed lives on: the account settings of a signed-in customer of Acme. */
import { html } from 'hono/html';
import type { Knobs } from '../knobs.js';
import type { User } from '../users.js';
import { layout, type Html } from './layout.js';
import { panel } from './panel.js';
import { embedTag, scriptTag, type Origins } from './snippet.js';

export interface AccountPage {
  user: User;
  knobs: Knobs;
  origins: Origins;
  panelOpen: boolean;
}

export function accountPage({ user, knobs, origins, panelOpen }: AccountPage): Html {
  const embed = embedTag(origins, knobs);
  return layout({
    title: 'Account',
    theme: knobs.theme,
    // The panel's script comes first, and not async: it must listen before the embed has anything to say.
    head: html`<link rel="stylesheet" href="/panel.css" />
      <script src="/panel.js"></script>`,
    corner: signedIn(user),
    main: html`<div class="page">
      <nav class="sections" aria-label="Account">
        <a href="#profile">Profile</a>
        <a href="#plan">Plan</a>
        <a href="#refer">Refer &amp; earn</a>
      </nav>
      <main>
        <h1>Account</h1>
        ${profile(user)} ${plan()}
        <section id="refer" aria-labelledby="refer-title">
          <h2 id="refer-title">Refer &amp; earn</h2>
          <p class="lead">
            Know somebody who still writes invoices by hand? Share your link, and earn with every payment.
          </p>
          ${scriptTag(origins)} ${Array.from({ length: knobs.embeds }, () => embed)}
        </section>
      </main>
    </div>`,
    end: panel({ knobs, snippet: html`${scriptTag(origins)} ${embed}`, open: panelOpen }),
  });
}

function signedIn(user: User): Html {
  return html`<form class="signed-in" method="post" action="/sign-out">
    <span>${user.name}</span>
    <button>Sign out</button>
  </form>`;
}

function profile(user: User): Html {
  return html`<section id="profile" class="card" aria-labelledby="profile-title">
    <h2 id="profile-title">Profile</h2>
    <dl>
      <div>
        <dt>Name</dt>
        <dd>${user.name}</dd>
      </div>
      <div>
        <dt>E-mail</dt>
        <dd>${user.email}</dd>
      </div>
      <div>
        <dt>Organisation</dt>
        <dd>${user.organisation.name}</dd>
      </div>
    </dl>
  </section>`;
}

function plan(): Html {
  return html`<section id="plan" class="card" aria-labelledby="plan-title">
    <h2 id="plan-title">Plan</h2>
    <dl>
      <div>
        <dt>Acme Studio</dt>
        <dd>€24 a month, for up to 5 people</dd>
      </div>
      <div>
        <dt>Next invoice</dt>
        <dd>On the 1st of next month</dd>
      </div>
    </dl>
  </section>`;
}
