/**
 * The partner's content: the one template for the frame and for the page of its own.
 *
 * Every part has an id. The frame's script uses them to leave alone what a fresh answer has not changed, and to put the
 * keyboard's focus back where it was.
 */
import { html } from 'hono/html';
import type { Partner } from './partners.js';
import type { Html } from './portal-document.js';
import { copyIcon, copiedIcon, mailIcon } from './portal-icons.js';
import type { Programme } from './programmes.js';
import { referralLink } from './referral-link.js';

export interface PortalView {
  programme: Programme;
  partner: Partner;
  /** The organisations that the partner is enrolled for: the token's one, or in their own page all. */
  tenantIds: readonly string[];
}

export function portalContent({ programme, partner, tenantIds }: PortalView): Html {
  const link = referralLink(programme.landingUrl, partner.handle);
  const site = new URL(programme.landingUrl).host;
  return html`
    <header class="reward" id="reward">
      <p class="overline"><bdi data-field="programme">${programme.name}</bdi></p>
      <h1 data-field="reward">${programme.reward}</h1>
      <p class="lead">This is what you earn for the people you send to <bdi>${site}</bdi>.</p>
    </header>
    ${linkCard(link, site)} ${howItWorks(programme, site)} ${details(partner, tenantIds)}
  `;
}

const linkCard = (link: string, site: string): Html => html`
  <section class="card" id="link" aria-labelledby="link-title">
    <h2 id="link-title">Your referral link</h2>
    <div class="link">
      <code class="url" id="referral-link" data-field="referral-link" translate="no">${link}</code>
      <div class="actions">
        <button class="button primary" id="copy" type="button" data-copies="referral-link">
          <span class="label">${copyIcon} Copy link</span>
          <span class="label done" aria-hidden="true">${copiedIcon} Copied</span>
        </button>
        <a class="button" id="share" href="${mailTo(link, site)}" target="_blank" rel="noopener noreferrer">
          <span class="label">${mailIcon} Share by e-mail</span>
        </a>
      </div>
    </div>
  </section>
`;

/** An e-mail for the partner to finish: no recipient, and no praise in their name. */
function mailTo(link: string, site: string): string {
  const subject = `Have a look at ${site}`;
  const body = `Hello,\n\nI thought this might be of use to you:\n${link}\n`;
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}

const howItWorks = (programme: Programme, site: string): Html => html`
  <section class="how" id="how" aria-labelledby="how-title">
    <h2 id="how-title">How it works</h2>
    <ol>
      <li>
        <h3>Share your link</h3>
        <p>Post it, or send it to somebody who would be glad of it.</p>
      </li>
      <li>
        <h3>They follow it</h3>
        <p>It leads to <bdi>${site}</bdi>, which then knows that you sent them.</p>
      </li>
      <li>
        <h3>You are rewarded</h3>
        <p>Your reward: <bdi>${asSentence(programme.reward)}</bdi></p>
      </li>
    </ol>
  </section>
`;

/** Programmes write their reward with a full stop or without. */
const asSentence = (reward: string): string => (/[.!?]$/.test(reward) ? reward : `${reward}.`);

const details = (partner: Partner, tenantIds: readonly string[]): Html => html`
  <section class="details" id="details" aria-labelledby="details-title">
    <h2 id="details-title">Your details</h2>
    <dl>
      ${partner.name ? row('Name', 'name', partner.name) : ''} ${row('E-mail', 'email', partner.email)}
      ${tenantIds.length > 0 ? row('Organisation', 'tenant', tenantIds.join(', ')) : ''}
    </dl>
  </section>
`;

/** `bdi`, because a name in a right-to-left script must not rearrange the words beside it. */
const row = (label: string, field: string, value: string): Html => html`
  <div>
    <dt>${label}</dt>
    <dd><bdi data-field="${field}">${value}</bdi></dd>
  </div>
`;
