/** What a page asks for beside tokens, asked as its browser would. */
import { MAX_REDIRECTS, type Ask, type Reply } from './ask.js';
import { isMixed, relation } from './origins.js';

export interface Resource {
  url: URL;
  page: URL;
  /** Where the page names it. */
  line?: number | undefined;
  /** Absent when a browser would not ask. */
  reply: Reply | undefined;
}

/** What a browser sends when somebody goes to a page. */
export const NAVIGATION = {
  Accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Dest': 'document',
};

/** Without cookies: what is asked for here is the same for everybody, and asking must not sign anybody in. */
export async function load(
  ask: Ask,
  url: URL,
  page: URL,
  destination: 'script' | 'iframe' | 'document',
  line?: number,
): Promise<Resource> {
  if (destination !== 'document' && isMixed(url, page)) return { url, page, line, reply: undefined };
  const site = relation(url, page);
  const reply = await ask(url.href, {
    headers: {
      ...(destination !== 'script' && NAVIGATION),
      ...(destination === 'script' && { Accept: '*/*', 'Sec-Fetch-Mode': 'no-cors', Origin: page.origin }),
      'Sec-Fetch-Dest': destination,
      'Sec-Fetch-Site': site,
      Referer: `${page.origin}/`,
    },
    // Where a link leads to is told by its own answer: behind it may be another site's sign-in.
    redirects: destination === 'document' ? 0 : MAX_REDIRECTS,
  });
  return { url, page, line, reply };
}
