/**
 * The languages of the CDN file are one file beside it: most pages need none of them, and none is waited for. It is JSON, not a
 * script, so that the `integrity` of the one script is a promise about all the code that runs.
 */
import type { LoadLanguage } from '../element/i18n/load-language.js';
import type { Strings } from '../element/i18n/strings.js';
import { ownAddress } from './own-script.js';

let file: Promise<Record<string, Strings>> | undefined;

export const loadLanguage: LoadLanguage = (language) => {
  if (!ownAddress || !CDN_LANGUAGES.includes(language)) return undefined;
  file ??= fetch(new URL('refport-embed.languages.json', ownAddress))
    .then((response) => response.json())
    .catch((error: unknown) => {
      file = undefined; // whoever needs a language next asks again
      throw error;
    });
  return file.then((strings) => strings[language] ?? {});
};
