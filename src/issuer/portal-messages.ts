/** Pages that are words alone: what happened, and what the partner does next. */
import { html } from 'hono/html';
import { portalDocument, type Html } from './portal-document.js';
import type { Partner } from './partners.js';
import type { Programme } from './programmes.js';
import { SIGN_IN_WORDS, type SignInLanguage } from './sign-in-words.js';

interface Message {
  /** Whose portal it is; empty where that is not known. */
  overline?: string;
  title: string;
  text: Html;
  /** English unless told. */
  language?: string;
  /** Links and forms, the most likely one first. */
  actions?: Html;
}

const messagePage = ({ overline, title, text, language = 'en', actions }: Message): Html =>
  portalDocument({
    title,
    kind: 'message',
    language,
    body: html`<main>
      ${overline ? html`<p class="overline"><bdi>${overline}</bdi></p>` : ''}
      <h1>${title}</h1>
      ${text} ${actions ? html`<div class="actions">${actions}</div>` : ''}
    </main>`,
  });

const siteOf = (programme: Programme): string => new URL(programme.landingUrl).host;

const toSite = (programme: Programme, words = 'Go to {site}'): Html =>
  html`<a class="button primary" href="${programme.landingUrl}" rel="noopener noreferrer"
    >${words.replace('{site}', () => siteOf(programme))}</a
  >`;

const toPortal = (label: string): Html => html`<a class="button primary" href="/portal">${label}</a>`;

/** How partners see each other's accounts told apart: the name where there is one, always the e-mail address. */
const nameOf = (partner: Partner): Html =>
  partner.name
    ? html`<strong><bdi>${partner.name}</bdi></strong> (<bdi>${partner.email}</bdi>)`
    : html`<strong><bdi>${partner.email}</bdi></strong>`;

/** A portal token that is expired, used, or never was one: which of these is nobody's business but the log's. */
export const spentLinkPage = (programme: Programme, signedInAs: Partner | undefined): Html =>
  messagePage({
    overline: programme.name,
    title: 'This link has expired or was already used',
    text: html`<p>
        A link to your portal works once, and for five minutes. That keeps your account safe when the link
        stays behind in a browser’s history or in a chat.
      </p>
      ${
        signedInAs
          ? html`<p>You are still signed in as ${nameOf(signedInAs)}.</p>`
          : html`<p>
              Go back to the site that you came from and open your referral portal there: you get a new link.
            </p>`
      }`,
    actions: signedInAs ? toPortal('Open your portal') : toSite(programme),
  });

export const signedOutPage = (programme: Programme): Html =>
  messagePage({
    overline: programme.name,
    title: 'You are signed out',
    text: html`<p>
      To come back, open your referral portal from your account on the site where you take part in it.
    </p>`,
    actions: toSite(programme),
  });

export const notSignedInPage = (programme: Programme, language: SignInLanguage): Html => {
  const { title, way, signedOut, goTo } = SIGN_IN_WORDS[language];
  return messagePage({
    overline: programme.name,
    title,
    text: html`<p>${way}</p>
      <p>${signedOut}</p>`,
    language,
    actions: toSite(programme, goTo),
  });
};

/** The question before one account takes the place of another. */
export const switchAccountPage = (programme: Programme, now: Partner, next: Partner): Html =>
  messagePage({
    overline: programme.name,
    title: 'Switch to another account?',
    text: html`<p>You are signed in as ${nameOf(now)}.</p>
      <p>
        The link that you opened is for ${nameOf(next)}. If somebody sent you that link, stay where you are:
        it is not your account.
      </p>`,
    actions: html`<a class="button primary" href="/portal">Stay signed in</a>
      <form method="post" action="/auth/switch"><button class="button">Switch account</button></form>`,
  });

export const refusedFormPage = (): Html =>
  messagePage({
    title: 'This did not come from the portal',
    text: html`<p>Another page tried to press a button of this portal for you. Nothing was changed.</p>`,
    actions: toPortal('Open your portal'),
  });

export const openInTabPage = (programme: Programme): Html =>
  messagePage({
    overline: programme.name,
    title: 'Open this link in a tab of its own',
    text: html`<p>A link to your portal does not work inside another page. It has not been used up.</p>`,
  });

export const unknownHostPage = (): Html =>
  messagePage({
    title: 'There is no portal at this address',
    text: html`<p>
      Please check the address. If a link brought you here, tell the site that it came from: their portal has
      moved, or its domain is not set up yet.
    </p>`,
  });

export const troublePage = (): Html =>
  messagePage({
    title: 'Something went wrong on our side',
    text: html`<p>Nothing of yours is lost. Please try again in a moment.</p>`,
    actions: toPortal('Try again'),
  });
