/** The page of somebody whom the portal link cannot send on: what is the matter, and the next step. */
import { LINK_WORDS, type Language, type LinkWords } from './link-words.js';

/** None of it comes from the request, and nothing on it is loaded or runs. */
export function linkPage(
  status: number,
  code: string,
  acceptLanguage: string,
  headers: Readonly<Record<string, string>>,
): Response {
  const language = preferredLanguage(acceptLanguage);
  const words = LINK_WORDS[language];
  const [reason, nextStep] = wordsFor(status, code, words);
  const html = `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${words.portal}</title>
<style>body{font:1.125rem/1.6 system-ui,sans-serif;max-width:32em;margin:15vh auto;padding:0 1em;overflow-wrap:anywhere}h1{font-size:1.5em}a{display:inline-block;padding:.5em 1.1em;border:1px solid;border-radius:.5em;color:inherit;font-weight:600;text-decoration:none}small{opacity:.7}</style>
<main>
<h1>${words.portal}</h1>
<p>${reason}</p>
<p><a href="">${nextStep}</a></p>
<p><small>${code.replaceAll(/\W/g, '')}</small></p>
</main>
`;
  return new Response(html, {
    status,
    headers: {
      ...headers,
      Vary: `${headers['Vary']}, Accept, Accept-Language`,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': language,
      // A frame around the page could borrow a click on its link.
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      // The link has to show browsers without Fetch Metadata where it stands.
      'Referrer-Policy': 'same-origin',
    },
  });
}

/** The reason, and the words of the link, which asks once more: from our own page, and after whatever has been mended. */
function wordsFor(status: number, code: string, words: LinkWords): [reason: string, nextStep: string] {
  if (code === 'CROSS_SITE') return [words.confirm, words.open];
  if (status === 401) return [words.signedOut, words.retry];
  return [[403, 404, 422].includes(status) ? words.noAccess : words.notAnswering, words.retry];
}

/** The first language of an Accept-Language header that we speak, by weight; English where there is none. */
function preferredLanguage(accept: string): Language {
  const ranges = accept.split(',').map((range) => {
    const [tag = '', ...parameters] = range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    return { language: tag.split('-')[0] ?? '', weight: Number(weight) };
  });
  const inOrder = ranges.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  return inOrder.map(({ language }) => language).find(isSpoken) ?? 'en';
}

function isSpoken(language: string): language is Language {
  return Object.hasOwn(LINK_WORDS, language);
}
