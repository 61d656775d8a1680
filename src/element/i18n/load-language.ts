/** Where the words of each language come from. In the CDN file `cdn/load-language.ts` takes the place of this. */
import type { Strings } from './strings.js';

/** Every language but English, which is always there. A bundler makes a file of each, to be loaded when it is needed. */
const LOADERS: Readonly<Record<string, () => Promise<{ strings: Strings }>>> = {
  ar: () => import('./languages/ar.js'),
  de: () => import('./languages/de.js'),
  es: () => import('./languages/es.js'),
  fr: () => import('./languages/fr.js'),
  it: () => import('./languages/it.js'),
  ja: () => import('./languages/ja.js'),
  nl: () => import('./languages/nl.js'),
  pt: () => import('./languages/pt.js'),
};

export const LANGUAGES = Object.keys(LOADERS);

/**
 * @param language a language subtag, such as `de`
 * @returns `undefined` for one that we do not speak
 */
export type LoadLanguage = (language: string) => Promise<Partial<Strings>> | undefined;

export const loadLanguage: LoadLanguage = (language) =>
  Object.hasOwn(LOADERS, language) ? LOADERS[language]?.().then(({ strings }) => strings) : undefined;
