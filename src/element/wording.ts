/** The words for the partner, in their language: none until it is there, so that nobody reads two of them in a row. */
import { languageOf } from './language.js';
import { ENGLISH, type Strings, type Texts } from './strings.js';

type Load = () => Promise<{ strings: Strings }>;

/** Every language but English, which is always there. A bundler makes a file of each, to be loaded when it is needed. */
const LANGUAGES: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['ar', () => import('./languages/ar.js')],
  ['de', () => import('./languages/de.js')],
  ['es', () => import('./languages/es.js')],
  ['fr', () => import('./languages/fr.js')],
  ['it', () => import('./languages/it.js')],
  ['ja', () => import('./languages/ja.js')],
  ['nl', () => import('./languages/nl.js')],
  ['pt', () => import('./languages/pt.js')],
]);

export class Wording {
  readonly #onChange: () => void;
  readonly #languages: ReadonlyMap<string, Load>;
  /** What the page speaks, whether we speak it or not. */
  #locale = '';
  #builtIn: Texts | undefined;
  #own: Partial<Strings> | undefined;

  constructor(onChange: () => void, languages = LANGUAGES) {
    this.#onChange = onChange;
    this.#languages = languages;
  }

  /** `undefined` until the first language is there. */
  get texts(): Texts | undefined {
    const builtIn = this.#builtIn;
    if (!builtIn || !this.#own) return builtIn;
    const own = Object.entries(this.#own).filter(([, text]) => typeof text === 'string');
    // The page's own words are in the page's own language, whichever that is.
    return {
      strings: { ...builtIn.strings, ...(Object.fromEntries(own) as Partial<Strings>) },
      lang: this.#locale,
      dir: 'auto',
    };
  }

  /** The page's own words, in place of ours. */
  get own(): Partial<Strings> | undefined {
    return this.#own;
  }

  set own(own: Partial<Strings> | undefined) {
    this.#own = own;
    this.#onChange();
  }

  /** Speaks the language of this locale from now on, or as soon as it is there; English, when it is none of ours or cannot be had. */
  speak(locale: string): void {
    if (locale === this.#locale) return;
    this.#locale = locale;
    const language = languageOf(locale);
    const load = this.#languages.get(language);
    if (!load) return this.#use({ strings: ENGLISH, lang: language === 'en' ? locale : 'en', dir: 'ltr' });
    void load()
      .then(({ strings }): Texts => ({ strings, lang: locale, dir: language === 'ar' ? 'rtl' : 'ltr' }))
      .catch((): Texts => ({ strings: ENGLISH, lang: 'en', dir: 'ltr' }))
      .then((texts) => locale === this.#locale && this.#use(texts)); // unless it is another one meanwhile
  }

  #use(texts: Texts): void {
    this.#builtIn = texts;
    this.#onChange();
  }
}
