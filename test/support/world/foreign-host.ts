/**
 * Hosts that embed the issuer's portal page without the element: each page runs a client of `test/fixtures/refport-clients.ts`,
 * gets its tokens from a backend of its own, and writes down what the portal tells it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIssuer } from 'refport-embed/issuer';
import { openOrigin } from '../../../demo/origin.js';
import {
  createEmbed,
  frameFor,
  listenToWindow,
  renderReactEmbed,
  watchPlainIframe,
} from '../../fixtures/refport-clients.js';
import type { Frame } from '../browser/driver.js';

export const CLIENTS = ['createEmbed', 'React', 'iframe'] as const;
export type Client = (typeof CLIENTS)[number];

/** What is the matter with the tokens of the host's backend. */
export type Tokens = 'good' | 'brief' | 'expired' | 'of another programme' | 'of a banned partner';

export interface ForeignPage {
  client: Client;
  tokens?: Tokens;
  /** For which errors the page asks its backend for another token: a code, or all. None unless told. */
  refreshOn?: 'TOKEN_EXPIRED' | 'all';
  /** Whether the browser may keep the page whole when it is left. */
  isKept?: boolean;
}

export interface ForeignHost {
  readonly portal: string;
  readonly host: string;
  page(page: ForeignPage): string;
  /** A token for a visit without a host. */
  mint(tokens?: Tokens): Promise<string>;
  /** How many tokens the host's backend has asked for. */
  minted(): number;
  close(): Promise<void>;
}

const HOUR_MS = 60 * 60 * 1000;
const BRIEF_SECONDS = 3;

/** The clients' functions as text; `__name` is a helper that the compiler leaves in them. */
const SCRIPT = `
  const __name = (named) => named;
  const listenToWindow = ${String(listenToWindow)};
  const frameFor = ${String(frameFor)};
  const clients = {
    createEmbed: ${String(createEmbed)},
    React: ${String(renderReactEmbed)},
    iframe: ${String(watchPlainIframe)},
  };
  const { client, tokens, refresh, kept } = Object.fromEntries(new URLSearchParams(location.search));
  const target = document.querySelector('main');
  window.told = [];
  addEventListener('pageshow', ({ persisted }) => (window.wasKept = persisted));
  if (kept !== 'true') addEventListener('unload', () => undefined);
  const freshToken = async () => (await fetch('/token?' + new URLSearchParams({ tokens }), { method: 'POST' })).text();
  let showAnew;
  const start = async () => {
    const token = client === 'iframe' ? '' : await freshToken();
    showAnew = clients[client](target, {
      baseUrl: document.body.dataset.portal,
      token,
      async onError({ code, message }) {
        window.told.push(code + (message ? '' : ' without words'));
        if (refresh === 'all' || refresh === code) showAnew(await freshToken());
      },
    });
  };
  start();`;

export async function startForeignHost(): Promise<ForeignHost> {
  const folder = await mkdtemp(join(tmpdir(), 'refport-foreign-'));
  const database = join(folder, 'issuer.sqlite');
  const issuer = await createIssuer({ database });
  const anHourAgo = await createIssuer({ database, now: () => Date.now() - HOUR_MS });
  const site = await openOrigin('localhost', 0, () => undefined);
  const portal = await openOrigin('portal.localhost', 0, () => undefined);
  let minted = 0;
  let banned = 0;

  const programmeAt = async (subdomain: string, customDomain?: string) =>
    issuer.programmes.create({
      name: 'Acme',
      reward: '20 % of every payment in the first year',
      landingUrl: `${site.url}/welcome`,
      subdomain,
      customDomain,
      embedOrigins: [site.url],
    });
  const { id: programmeId } = await programmeAt('acme', new URL(portal.url).host);
  const { id: otherId } = await programmeAt('other');
  const keyFor = async (id: string, embedTokenSeconds?: number) =>
    (
      await issuer.keys.create({
        programmeId: id,
        scopes: [],
        ...(embedTokenSeconds && { embedTokenSeconds }),
      })
    ).key;
  const [key, briefKey, otherKey] = [
    await keyFor(programmeId),
    await keyFor(programmeId, BRIEF_SECONDS),
    await keyFor(otherId),
  ];

  async function mint(tokens: Tokens = 'good'): Promise<string> {
    const keys: Partial<Record<Tokens, string>> = { brief: briefKey, 'of another programme': otherKey };
    const isBanned = tokens === 'of a banned partner';
    const partner = isBanned
      ? { email: `banned-${++banned}@example.com`, name: 'Bo Nemo' }
      : { email: 'carol@example.com', name: 'Carol Diaz' };
    const answer = await (tokens === 'expired' ? anHourAgo : issuer).fetch(
      new Request(`${portal.url}/api/embed/token`, {
        method: 'POST',
        headers: { authorization: `Bearer ${keys[tokens] ?? key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ partner }),
      }),
    );
    const { publicToken } = (await answer.json()) as { publicToken: string };
    if (isBanned) {
      const { id } = await issuer.partners.create({ programmeId, email: partner.email });
      await issuer.partners.setStatus(id, 'BANNED');
    }
    return publicToken;
  }

  const html = (body: string): Response =>
    new Response(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${body}`, {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });

  site.serve(async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const tokens = searchParams.get('tokens') as Tokens;
    if (pathname === '/token') {
      minted++;
      return new Response(await mint(tokens));
    }
    if (pathname !== '/page') return html('<p>Another page of the host.');
    let frame = '';
    if (searchParams.get('client') === 'iframe') {
      minted++;
      const src = `${portal.url}/embed/referrals?token=${await mint(tokens)}`;
      frame = `<iframe title="Referrals" src="${src}" width="600" height="400"></iframe>`;
    }
    return html(`<body data-portal="${portal.url}"><main>${frame}</main><script>${SCRIPT}</script>`);
  });
  portal.serve(issuer.fetch);

  return {
    portal: portal.url,
    host: site.url,
    page: ({ client, tokens = 'good', refreshOn = '', isKept = false }) =>
      `${site.url}/page?${new URLSearchParams({ client, tokens, refresh: refreshOn, kept: String(isKept) })}`,
    mint,
    minted: () => minted,
    async close() {
      await site.close();
      await portal.close();
      await issuer.close();
      await anHourAgo.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The codes that the page has been told so far. */
export const toldTo = (page: Frame): Promise<string[]> =>
  page.evaluate(() => Reflect.get(window, 'told') as string[]);

/** Waits until the page has been told so many errors, and answers their codes. */
export const untilToldErrors = (page: Frame, least: number): Promise<string[]> =>
  page.until(
    (count: number) => {
      const told = (Reflect.get(window, 'told') ?? []) as string[];
      return told.length >= count && told;
    },
    { args: [least] },
  ) as Promise<string[]>;
