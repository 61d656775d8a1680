/** Set by the build: true in what development servers load (the `development` condition of package.json's exports). */
declare const DEVELOPMENT: boolean;

/** Set by the build: the languages in the file beside the CDN's script, all of `load-language.ts`. */
declare const CDN_LANGUAGES: readonly string[];
