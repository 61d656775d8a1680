/** What must not be printed, whatever a check says. */
import { cleanText } from '../protocol/clean-text.js';
import { isAnswer } from './ask.js';
import { tokenIn } from './embeds.js';
import type { Site } from './site.js';

/** Keys of the vendors and of our issuer, and what stands where a key goes. */
export const API_KEYS =
  /\b(?:rk|sk)_(?:live_|test_)?(?=[\w-]*\d)[\w-]{16,}|\b(?:refport|affonso)_?api_?key\b["'\s]*[:=]\s*["'`][^"'`\s]{8,}/gi;

/** Keys and sessions of anybody's. */
const CREDENTIALS = /\bBearer\s+[\w.~+/-]{8,}/gi;

/** What tokens and sessions of our issuer begin with. */
const TOKENS = /\b(?:pt|pub|ps)_[\w.~-]{6,}/g;

/** Shorter values are words, and would be cut out of sentences. */
const SHORTEST_SECRET = 6;

/** Answers how to make one line of a foreign text fit to be printed. */
export function redactor({ embeds, endpoints }: Site, cookie: string | undefined): (text: string) => string {
  const answers = endpoints.flatMap(({ signedIn, signedOut, fromElsewhere }) =>
    [signedIn, signedOut, fromElsewhere].flatMap((asked) =>
      isAnswer(asked?.reply) ? secretsIn(asked.reply.text) : [],
    ),
  );
  const cookies =
    cookie?.split(';').flatMap((pair) => [pair.trim(), pair.slice(pair.indexOf('=') + 1).trim()]) ?? [];
  const secrets = [...embeds.flatMap((embed) => tokenIn(embed) ?? []), ...answers, ...cookies]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    const kept = secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
    return cleanLong(kept.replace(API_KEYS, '…').replace(CREDENTIALS, '…').replace(TOKENS, '…'));
  };
}

/** As cleanText, which keeps the first 200 characters alone, and no space at either end. */
const cleanLong = (text: string): string =>
  (text.match(/.{1,90}/gsu) ?? []).map((part) => cleanText(`|${part}|`).slice(1, -1)).join('');

/** What of an answer may be a token: what its fields for one hold, and every long word, names of fields included. */
function secretsIn(text: string): string[] {
  const words: string[] = text.match(/[\w.~+/-]{16,}/g) ?? [];
  try {
    JSON.parse(text, (name, value: unknown) => {
      if (/token/i.test(name) && typeof value === 'string') words.push(value);
      return value;
    });
  } catch {
    // No JSON: the words are all there is.
  }
  return words;
}
