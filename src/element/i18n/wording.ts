/** The words for the partner, in their language: none until it is there, so that nobody reads two of them in a row. */
import type { Environment } from '../environment.js';
import { loadLanguage } from './load-language.js';
import { ENGLISH, type Strings, type Texts } from './strings.js';

/** A partner who waits longer for their language than this reads English meanwhile. */
const LANGUAGE_TIMEOUT_MS = 3_000;

export class Wording {
  readonly #onChange: () => void;
  readonly #time: Pick<Environment, 'after'>;
  readonly #load: typeof loadLanguage;
  /** What the page speaks, whether we speak it or not. */
  #locale = '';
  /** It could not be loaded. */
  #isMissing = false;
  #builtIn: Texts | undefined;
  #own: Partial<Strings> | undefined;

  constructor(onChange: () => void, time: Pick<Environment, 'after'>, load = loadLanguage) {
    this.#onChange = onChange;
    this.#time = time;
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

  /** At a new start: a language that could not be loaded is loaded again. */
  retry(): void {
    if (this.#isMissing) this.#locale = '';
  }

  /** Speaks the language of this locale from now on, or as soon as it is there; English, when we do not speak it or it cannot be had. */
  speak(locale: string): void {
    if (locale === this.#locale) return;
    this.#locale = locale;
    this.#isMissing = false;
    const language = locale.replace(/-.*/, '');
    const use = (strings = ENGLISH, lang = 'en'): void => {
      if (locale !== this.#locale) return; // it is another one meanwhile
      this.#builtIn = { strings, lang, dir: lang.startsWith('ar') ? 'rtl' : 'ltr' };
      this.#onChange();
    };
    const loading = this.#load(language);
    if (!loading) return use(ENGLISH, language === 'en' ? locale : 'en');
    const stop = this.#time.after(LANGUAGE_TIMEOUT_MS, use);
    loading
      .then(
        (strings) => use(over(ENGLISH, strings), locale),
        () => {
          use();
          this.#isMissing ||= locale === this.#locale;
        },
      )
      .finally(stop);
  }
}

/** The same, with the words of another in place of our own: what is no text leaves ours standing. */
function over(strings: Strings, others: Partial<Strings>): Strings {
  const texts = Object.entries(others).filter(([, text]) => typeof text === 'string');
  return { ...strings, ...(Object.fromEntries(texts) as Partial<Strings>) };
}
