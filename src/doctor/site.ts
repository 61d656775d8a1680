/** What there is to look at: everything that a visitor's browser would ask for, asked once, before any check. */
import { portalUrlProblem } from '../element/frame/address.js';
import { isAnswer, MAX_REDIRECTS, type Ask, type Reply } from './ask.js';
import { findEmbeds, type Embed } from './embeds.js';
import { askEndpoint, isOk, type Endpoint } from './endpoint.js';
import { isMixed, relation } from './origins.js';
import { isPage, readPage, type Page, type Tag } from './page.js';

/** Something that a page asks for. */
export interface Resource {
  url: URL;
  page: URL;
  /** Where the page names it. */
  line?: number | undefined;
  /** Absent when a browser would not ask. */
  reply: Reply | undefined;
}

export interface Script extends Resource {
  tag: Tag;
}

export interface Portal extends Resource {
  /** Whether its document is to be had without a token: then the token comes over the channel. */
  hasChannel: boolean;
}

export interface Site {
  /** What was asked about. */
  target: Reply;
  /** Absent when that is an endpoint, or has not answered. */
  page: Page | undefined;
  /** The tags that bring the element. */
  scripts: Script[];
  embeds: Embed[];
  endpoints: Endpoint[];
  portals: Portal[];
  links: Resource[];
}

export interface Subject {
  url: string;
  ask: Ask;
  /** Whose cookie there is. */
  cookieOrigin: string | undefined;
  /** The portal, where the page does not name one. */
  portalUrl: string | undefined;
}

/** What a browser sends when somebody goes to a page. */
const NAVIGATION = {
  Accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Dest': 'document',
};

export async function visit(subject: Subject): Promise<Site> {
  const { url, ask, cookieOrigin, portalUrl } = subject;
  const target = await ask(url, {
    headers: { ...NAVIGATION, 'Sec-Fetch-Site': 'none' },
    isSignedIn: true,
    redirects: MAX_REDIRECTS,
  });
  const nothing = { target, scripts: [], embeds: [], endpoints: [], links: [] };
  const isBroken = !isAnswer(target) || (isPage(target) && !isOk(target));
  if (isBroken) return { ...nothing, page: undefined, portals: [] };
  if (!isPage(target)) {
    const endpoint = new URL(url);
    const question = {
      url: endpoint,
      page: endpoint,
      method: methodOf(target),
      credentials: 'same-origin',
    } as const;
    return {
      ...nothing,
      page: undefined,
      endpoints: [await askEndpoint(question, ask, cookieOrigin)],
      portals:
        portalUrl === undefined
          ? []
          : [{ ...(await load(ask, new URL(portalUrl), endpoint, 'iframe')), hasChannel: false }],
    };
  }

  const page = readPage(target);
  const embeds = findEmbeds(page, portalUrl);
  const scripts = scriptsOf(page).map(async ({ tag, url: src }) => ({
    tag,
    ...(await load(ask, src, page.url, 'script', tag.line)),
  }));
  const endpoints = once(
    embeds,
    ({ settings: { tokenEndpoint, tokenMethod, tokenCredentials }, tag: { line } }) => {
      const endpoint = webUrl(tokenEndpoint);
      if (!endpoint || isMixed(endpoint, page.url)) return undefined;
      const question = {
        url: endpoint,
        page: page.url,
        method: tokenMethod,
        credentials: tokenCredentials,
        line,
      };
      return [`${tokenMethod} ${endpoint.href}`, () => askEndpoint(question, ask, cookieOrigin)];
    },
  );
  const portals = once(embeds, (embed) => {
    const address = embed.settings.portalUrl;
    if (portalUrlProblem(address, page.url.origin) !== undefined) return undefined;
    const { settings, tag } = embed;
    const ours = async (): Promise<Portal> => ({
      ...(await load(ask, new URL(address), page.url, 'iframe', tag.line)),
      hasChannel: settings.tokenDelivery === 'channel',
    });
    return [address, ours];
  });
  const links = once(embeds, ({ link }) => {
    const address =
      link && URL.canParse(link.written, page.base)
        ? webUrl(new URL(link.written, page.base).href)
        : undefined;
    return address && [address.href, () => load(ask, address, page.url, 'document', link?.line)];
  });
  return {
    target,
    page,
    embeds,
    scripts: await Promise.all(scripts),
    endpoints: await Promise.all(endpoints),
    portals: await Promise.all(portals),
    links: await Promise.all(links),
  };
}

/** An address of the script, or one that says what it is for. */
export function scriptsOf({ tags, base }: Page): { tag: Tag; url: URL }[] {
  return tags.flatMap((tag) => {
    const src = tag.attributes.get('src');
    if (tag.name !== 'script' || src === undefined || !URL.canParse(src, base)) return [];
    const url = new URL(src, base);
    const isOurs =
      /\/refport-embed[^/]*(\/|\.m?js$)/.test(url.pathname) ||
      ['data-token-endpoint', 'data-refport-allow'].some((name) => tag.attributes.has(name));
    return isOurs ? [{ tag, url }] : [];
  });
}

/** Without cookies: what is asked for here is the same for everybody, and asking must not sign anybody in. */
async function load(
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

/** An endpoint may take POST alone, and say so. */
const methodOf = (reply: Reply): 'GET' | 'POST' =>
  isAnswer(reply) && reply.status === 405 && /\bPOST\b/.test(reply.headers.get('allow') ?? '')
    ? 'POST'
    : 'GET';

const webUrl = (url: string | undefined): URL | undefined =>
  url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
    ? new URL(url)
    : undefined;

/** Several embeds may share what they ask for: each is asked for once. */
function once<T>(
  embeds: Embed[],
  question: (embed: Embed) => [key: string, ask: () => Promise<T>] | undefined,
): Promise<T>[] {
  const questions = new Map(embeds.map(question).filter((each) => each !== undefined));
  return [...questions.values()].map((ask) => ask());
}
