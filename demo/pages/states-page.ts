/**
 * Everything that `<refport-embed>` can look like, side by side: real elements in real states, which `public/states.js` brings
 * about. In every language, light and dark, on a phone and on a desk.
 */
import { html } from 'hono/html';
import { withKnobs, type Knobs } from '../knobs.js';
import { FRAME_PATH } from '../portal-site.js';
import { choice } from './choice.js';
import { layout, type Html } from './layout.js';
import { scriptTag, type Origins } from './snippet.js';

/** What the link says, which is the host's own text, in the languages of the embed. */
const LINKS = {
  en: 'Open your referral portal',
  de: 'Empfehlungsportal öffnen',
  fr: 'Ouvrir votre portail de parrainage',
  es: 'Abrir tu portal de recomendaciones',
  pt: 'Abrir o seu portal de indicações',
  it: 'Apri il tuo portale di referral',
  nl: 'Open je verwijzingsportaal',
  ja: '紹介ポータルを開く',
  ar: 'افتح بوابة الإحالة',
};

const LANGUAGES = Object.fromEntries(
  Object.keys(LINKS).map((lang) => [
    lang,
    new Intl.DisplayNames(lang, { type: 'language' }).of(lang) ?? lang,
  ]),
);
const THEMES = { '': 'follows the system', light: 'light', dark: 'dark' };
const WIDTHS = { phone: 'phone', desktop: 'desktop' };

interface Look {
  theme: Knobs['theme'];
  width: keyof typeof WIDTHS;
  lang: keyof typeof LINKS;
}

/** What the query asks for; what is missing or makes no sense is the first of each. */
export function readLook(query: URLSearchParams): Look {
  const pick = <T extends string>(name: string, choices: Record<T, string>): T => {
    const value = query.get(name) ?? '';
    return (Object.hasOwn(choices, value) ? value : Object.keys(choices)[0]) as T;
  };
  return { theme: pick('theme', THEMES), width: pick('width', WIDTHS), lang: pick('lang', LINKS) };
}

interface State {
  title: string;
  /** How it comes about. */
  note: string;
  /** The element's further attributes. */
  attributes?: Html;
  /** Beside the link. */
  content?: Html;
}

function statesOn({ portal }: Origins): Record<string, State> {
  const real = html`token-endpoint="/api/embed-token" token-delivery="channel"
  portal-url="${portal}${FRAME_PATH}"`;
  const misbehaving = (how: Knobs['portal']) =>
    html`portal-url="${withKnobs(portal + FRAME_PATH, { portal: how })}"`;
  return {
    idle: { title: 'Link', note: 'Nowhere to ask for a token; and without the script' },
    loading: { title: 'Loading', note: 'After 150 ms; begins anew after 4 s' },
    still: { title: 'Still loading', note: 'After 4 s; begins anew after 10 s' },
    offered: { title: 'Link offered', note: 'After 12 s, or when an attempt has failed' },
    expired: {
      title: 'Expired',
      note: 'After a second, with refresh="manual"',
      attributes: html`token-endpoint="/api/embed-token?ttl=1" token-delivery="channel" refresh="manual"
      max-height="300" portal-url="${portal}${FRAME_PATH}"`,
    },
    'signed-out': { title: 'Signed out', note: 'The host answers 401' },
    'no-access': { title: 'No access', note: 'The host answers 403' },
    'no-programme': { title: 'No programme', note: 'The host answers 404' },
    'too-many': { title: 'Too many requests', note: 'The host answers 429, with the time' },
    'not-answering': { title: 'Not answering', note: 'The host answers 503, with the time' },
    offline: { title: 'Offline', note: 'The browser has no network' },
    wrong: { title: 'Something went wrong', note: 'The host answers {}, three times' },
    blocked: {
      title: 'Cannot be shown',
      note: 'Refuses to be framed; after 10 s',
      attributes: html`token-delivery="channel" ${misbehaving('blocked')}`,
    },
    silent: {
      title: 'Silent',
      note: 'Blocked or silent, nobody can tell; after 10 s',
      attributes: misbehaving('silent'),
    },
    retry: { title: 'Trying again', note: 'The button has been pressed' },
    branded: { title: 'In the colours of the page', note: '--refport-accent, -border and -radius are set' },
    'own-loading': {
      title: 'Loading, in other words',
      note: 'The page has content of its own in the slot',
      content: html`<p slot="loading">Your rewards are on their way…</p>`,
    },
    'own-error': {
      title: 'Failed, in other words',
      note: 'The page has content of its own in the slot',
      content: html`<p slot="error"><strong>No rewards today.</strong><br />We are looking into it.</p>`,
    },
    ready: { title: 'Ready', note: 'The portal', attributes: real },
  };
}

export interface StatesPage {
  look: Look;
  origins: Origins;
}

export function statesPage({ look, origins }: StatesPage): Html {
  const dir = look.lang === 'ar' ? 'rtl' : 'ltr';
  return layout({
    title: 'States',
    theme: look.theme,
    head: html`<link rel="stylesheet" href="/states.css" />
      <script src="/states.js" defer></script>
      ${scriptTag(origins)}`,
    main: html`<main class="states" data-width="${look.width}">
      <h1>States</h1>
      <form method="get">
        ${choice('theme', 'Page', THEMES, look.theme)} ${choice('width', 'Width', WIDTHS, look.width)}
        ${choice('lang', 'Language', LANGUAGES, look.lang)}
        <button>Show</button>
      </form>
      ${Object.entries(statesOn(origins)).map(
        ([id, { title, note, attributes = '', content = '' }]) =>
          html`<figure>
            <figcaption><strong>${title}</strong> ${note}</figcaption>
            <div class="place" lang="${look.lang}" dir="${dir}">
              <refport-embed id="state-${id}" ${attributes}
                >${content}<a href="/api/portal">${LINKS[look.lang]}</a></refport-embed
              >
            </div>
          </figure>`,
      )}
    </main>`,
  });
}
