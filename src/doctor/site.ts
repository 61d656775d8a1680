/** What there is to look at: everything that a visitor's browser would ask for, asked once, before any check. */
import { portalUrlProblem } from '../element/frame/address.js';
import { isAnswer, MAX_REDIRECTS, type Ask, type Reply } from './ask.js';
import { findEmbeds, type Embed } from './embeds.js';
import { askEndpoint, isOk, type Endpoint } from './endpoint.js';
import { isMixed } from './origins.js';
import { isPage, readPage, type Page, type Tag } from './page.js';
import { load, NAVIGATION, type Resource } from './resource.js';

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

export async function visit(subject: Subject): Promise<Site> {
  const target = await subject.ask(subject.url, {
    headers: { ...NAVIGATION, 'Sec-Fetch-Site': 'none' },
    isSignedIn: true,
    redirects: MAX_REDIRECTS,
  });
  const nothing = { target, page: undefined, scripts: [], embeds: [], endpoints: [], portals: [], links: [] };
  if (!isAnswer(target)) return nothing;
  if (!isPage(target)) return { ...nothing, ...(await endpointAlone(target, subject)) };
  return isOk(target) ? { target, ...(await everythingOn(readPage(target), subject)) } : nothing;
}

/** As a page of its own origin would ask it. */
async function endpointAlone(
  target: Reply,
  { url, ask, cookieOrigin, portalUrl }: Subject,
): Promise<Pick<Site, 'endpoints' | 'portals'>> {
  const here = new URL(url);
  const question = { url: here, page: here, method: methodOf(target), credentials: 'same-origin' } as const;
  const portals = portalUrl === undefined ? [] : [load(ask, new URL(portalUrl), here, 'iframe')];
  return {
    endpoints: [await askEndpoint(question, ask, cookieOrigin)],
    portals: (await Promise.all(portals)).map((portal) => ({ ...portal, hasChannel: false })),
  };
}

async function everythingOn(
  page: Page,
  { ask, cookieOrigin, portalUrl }: Subject,
): Promise<Omit<Site, 'target'>> {
  const here = page.url;
  const embeds = findEmbeds(page, portalUrl);

  const scripts = scriptsOf(page).map(async ({ tag, url }) => ({
    tag,
    ...(await load(ask, url, here, 'script', tag.line)),
  }));
  const endpoints = once(embeds, ({ settings, tag: { line } }) => {
    const { tokenMethod: method, tokenCredentials: credentials } = settings;
    const url = webUrl(settings.tokenEndpoint, here.href);
    if (!url || isMixed(url, here)) return undefined;
    const question = { url, page: here, method, credentials, line };
    return [`${method} ${url.href}`, () => askEndpoint(question, ask, cookieOrigin)];
  });
  const portals = once(embeds, ({ settings, tag: { line } }) => {
    if (portalUrlProblem(settings.portalUrl, here.origin) !== undefined) return undefined;
    const hasChannel = settings.tokenDelivery === 'channel';
    const ours = async (): Promise<Portal> => ({
      ...(await load(ask, new URL(settings.portalUrl), here, 'iframe', line)),
      hasChannel,
    });
    return [settings.portalUrl, ours];
  });
  const links = once(embeds, ({ link }) => {
    const url = webUrl(link?.written, page.base);
    return url && [url.href, () => load(ask, url, here, 'document', link?.line)];
  });

  const [ofScripts, ofEndpoints, ofPortals, ofLinks] = await Promise.all([
    Promise.all(scripts),
    Promise.all(endpoints),
    Promise.all(portals),
    Promise.all(links),
  ]);
  return { page, embeds, scripts: ofScripts, endpoints: ofEndpoints, portals: ofPortals, links: ofLinks };
}

/** An address of the script, or one that says what it is for. */
function scriptsOf({ tags, base }: Page): { tag: Tag; url: URL }[] {
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

/** An endpoint may take POST alone, and say so. */
const methodOf = (reply: Reply): 'GET' | 'POST' =>
  isAnswer(reply) && reply.status === 405 && /\bPOST\b/.test(reply.headers.get('allow') ?? '')
    ? 'POST'
    : 'GET';

function webUrl(written: string | undefined, base: string): URL | undefined {
  const url = written !== undefined && URL.canParse(written, base) ? new URL(written, base) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** Several embeds may share what they ask for: each is asked for once. */
function once<T>(
  embeds: Embed[],
  question: (embed: Embed) => [key: string, ask: () => Promise<T>] | undefined,
): Promise<T>[] {
  const questions = new Map(embeds.map(question).filter((each) => each !== undefined));
  return [...questions.values()].map((ask) => ask());
}
