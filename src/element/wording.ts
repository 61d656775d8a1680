/** The words for the partner, in their language: none until it is there, so that nobody reads two of them in a row. */
import { languageOf } from './language.js';
import { loadLanguage } from './load-language.js';
import { ENGLISH, type Strings, type Texts } from './strings.js';

export class Wording {
  readonly #onChange: () => void;
  readonly #load: typeof loadLanguage;
  /** What the page speaks, whether we speak it or not. */
  #locale = '';
  #builtIn: Texts | undefined;
  #own: Partial<Strings> | undefined;

  constructor(onChange: () => void, load = loadLanguage) {
    this.#onChange = onChange;
    this.#load = load;
  }

  /** `undefined` until the first language is there. */
  get texts(): Texts | undefined {
    const builtIn = this.#builtIn;
    if (!builtIn || !this.#own) return builtIn;
    // The page's own words are in the page's own language, whichever that is.
    return { strings: over(builtIn.strings, this.#own), lang: this.#locale, dir: 'auto' };
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
    const loading = this.#load(language);
    if (!loading) return this.#use({ strings: ENGLISH, lang: language === 'en' ? locale : 'en', dir: 'ltr' });
    void loading
      .then((strings): Texts => ({
        strings: over(ENGLISH, strings),
        lang: locale,
        dir: language === 'ar' ? 'rtl' : 'ltr',
      }))
      .catch((): Texts => ({ strings: ENGLISH, lang: 'en', dir: 'ltr' }))
      .then((texts) => locale === this.#locale && this.#use(texts)); // unless it is another one meanwhile
  }

  #use(texts: Texts): void {
    this.#builtIn = texts;
    this.#onChange();
  }
}

/** The same, with the words of another in place of our own: what is no text leaves ours standing. */
function over(strings: Strings, others: Partial<Strings>): Strings {
  const texts = Object.entries(others).filter(([, text]) => typeof text === 'string');
  return { ...strings, ...(Object.fromEntries(texts) as Partial<Strings>) };
}
