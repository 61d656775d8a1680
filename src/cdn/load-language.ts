/**
 * The languages of the CDN file are one file beside it: most pages need none of them, and none is waited for. It is JSON, not a
 * script, so that the `integrity` of the one script is a promise about all the code that runs.
 */
import type { LoadLanguage } from '../element/load-language.js';
import type { Strings } from '../element/strings.js';
import { ownAddress } from './own-script.js';

let file: Promise<Record<string, Strings>> | undefined;

export const loadLanguage: LoadLanguage = (language) => {
  if (!ownAddress || !CDN_LANGUAGES.includes(language)) return undefined;
  file ??= fetch(new URL('refport-embed.languages.json', ownAddress)).then((response) => response.json());
  return file.then((strings) => strings[language] ?? {});
};
