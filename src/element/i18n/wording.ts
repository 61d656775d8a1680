/** The words for the partner, in their language: none until it is there, so that nobody reads two of them in a row. */
import type { Environment } from '../environment.js';
import { languageOf } from '../page/look.js';
import { loadLanguage } from './load-language.js';
import { ENGLISH, type Strings, type Texts } from './strings.js';

/** A partner who waits longer for their language than this reads English meanwhile. */
const LANGUAGE_TIMEOUT_MS = 3_000;

type Time = Pick<Environment, 'wait'>;

export class Wording {
  readonly #onChange: () => void;
  readonly #time: Time;
  readonly #load: typeof loadLanguage;
  /** What the page speaks, whether we speak it or not. */
  #locale = '';
  #builtIn: Texts | undefined;
  #own: Partial<Strings> | undefined;

  constructor(onChange: () => void, time: Time, load = loadLanguage) {
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

  /** Speaks the language of this locale from now on, or as soon as it is there; English, when we do not speak it or it cannot be had. */
  speak(locale: string): void {
    if (locale === this.#locale) return;
    this.#locale = locale;
    const language = languageOf(locale);
    const loading = this.#load(language);
    if (!loading) return this.#use({ strings: ENGLISH, lang: language === 'en' ? locale : 'en', dir: 'ltr' });
    void this.#speakWhenLoaded(locale, loading, language === 'ar' ? 'rtl' : 'ltr');
  }

  async #speakWhenLoaded(
    locale: string,
    loading: Promise<Partial<Strings>>,
    dir: 'rtl' | 'ltr',
  ): Promise<void> {
    const loaded = new AbortController();
    const useEnglish = (): void => {
      if (locale === this.#locale) this.#use({ strings: ENGLISH, lang: 'en', dir: 'ltr' });
    };
    void this.#time.wait(LANGUAGE_TIMEOUT_MS, loaded.signal).then(useEnglish, () => undefined);
    try {
      const strings = over(ENGLISH, await loading);
      if (locale === this.#locale) this.#use({ strings, lang: locale, dir }); // unless it is another one meanwhile
    } catch {
      useEnglish();
      if (locale === this.#locale) this.#locale = ''; // the next start loads it again
    }
    loaded.abort();
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

export type Words = 'loading' | 'stillLoading' | 'linkOffered';

/** Nothing is said at first, so that a fast load says nothing at all. */
const SAID_AFTER_MS: readonly (readonly [ms: number, words: Words])[] = [
  [150, 'loading'],
  [4_000, 'stillLoading'],
  [12_000, 'linkOffered'],
];

/** What is said while the partner waits. */
export class WaitingWords {
  readonly #onChange: () => void;
  readonly #time: Time;
  #timer: AbortController | undefined;
  #words: Words | undefined;

  constructor(onChange: () => void, time: Time) {
    this.#onChange = onChange;
    this.#time = time;
  }

  get words(): Words | undefined {
    return this.#words;
  }

  /** Before there are words the link stands where it stood before the script ran, so that the place is never empty. */
  get needsLink(): boolean {
    return this.#words === undefined || this.#words === 'linkOffered';
  }

  start(): void {
    this.stop();
    this.#timer = new AbortController();
    void this.#sayInTime(this.#timer.signal).catch(() => undefined);
  }

  /** The link now, rather than in a while: an attempt has failed. */
  offerLink(): void {
    this.stop();
    this.#say('linkOffered');
  }

  stop(): void {
    this.#timer?.abort();
    this.#timer = undefined;
    this.#words = undefined;
  }

  async #sayInTime(signal: AbortSignal): Promise<void> {
    let elapsedMs = 0;
    for (const [ms, words] of SAID_AFTER_MS) {
      await this.#time.wait(ms - elapsedMs, signal);
      elapsedMs = ms;
      this.#say(words);
    }
  }

  #say(words: Words): void {
    this.#words = words;
    this.#onChange();
  }
}
