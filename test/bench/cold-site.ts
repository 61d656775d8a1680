/**
 * A host, a CDN and a portal, each far away, and the pages of `cold-pages.ts` on the host.
 *
 * The portal is one for all: a document, its script, and the partner's data by a request with the token; or, `rendered`, with
 * everything in the document, so that no request of its own hides what the host's side costs. The token comes from its address, or
 * over the channel. A portal that comes from a cache has no connection yet when the token is there, so it begins with a request for
 * nothing, which opens one (Chromium, as it is driven here, opens none for a `preconnect`).
 */
import { readFileSync } from 'node:fs';
import type { Certificate } from './network/certificate.js';
import { Downlink, type Line } from './network/downlink.js';
import { startFarSite, type FarAnswer, type FarSite } from './network/far-site.js';
import { PAGES, type Addresses } from './cold-pages.js';

const TOKEN = 'pt_bench_0123456789abcdef0123456789abcdef';
const TOKEN_THINK_MS = 200;
const PORTAL_THINK_MS = 100;

const FOR_EVER = { 'cache-control': 'public, max-age=31536000, immutable' };

const script = (name: string): FarAnswer => ({
  type: 'text/javascript',
  body: readFileSync(new URL(`../../dist/cdn/${name}`, import.meta.url), 'utf8'),
  headers: {
    ...FOR_EVER,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  },
});

/** What SDKs do, and nothing else of what is in one: a script that asks for a token, and then builds a frame. */
const SEQUENTIAL_SDK = `(async () => {
  const { publicToken } = await (await fetch('/token', { cache: 'no-store' })).json();
  const place = document.querySelector('[data-sdk]');
  const frame = document.createElement('iframe');
  frame.style = 'width:100%;height:640px;border:0';
  frame.src = place.dataset.sdk + '?token=' + publicToken;
  place.append(frame);
})();`;

const portalPage = (host: string): string => `<!doctype html><meta charset="utf-8"><title>Portal</title>
  <main style="height:600px">One moment</main>
  <script>fetch('/nothing', { cache: 'no-store' });</script>
  ${portalScripts(
    host,
    '',
    `const answer = await fetch('/data', { headers: { authorization: 'Bearer ' + token } });
     document.querySelector('main').textContent = (await answer.json()).partner;
     tell();`,
  )}`;

/** With its token in its address it is shown when it is there, before its script; otherwise as soon as it has its token. */
const renderedPage = (host: string): string => `<!doctype html><meta charset="utf-8"><title>Portal</title>
  <main style="height:600px">Alice</main>
  ${portalScripts(host, 'if (written) tell();', 'if (!written) tell();')}`;

const portalScripts = (host: string, first: string, show: string): string => `<script>
    const tell = () => parent.postMessage({ shownAt: performance.timeOrigin + performance.now() }, '${host}');
    const written = new URLSearchParams(location.search).get('token');
    ${first}
  </script>
  <script src="/refport-portal.js"></script>
  <script>
    const show = async (token) => {
      ${show}
    };
    if (written) {
      show(written).then(() => parent.postMessage({ event: 'PAGE_HEIGHT', data: { height: 600 } }, '${host}'));
    } else {
      const { ready } = refportPortal.connectToHost({
        allowedOrigins: ['${host}'],
        onToken: (token) => show(token).then(ready),
      });
    }
  </script>`;

/** What the portal is like, if not a document of its own each time that asks for its data. */
export type Shell = 'cacheable' | 'rendered';

export interface ColdSite {
  /** Where a page of `cold-pages.ts` is. */
  page(name: string, shell?: Shell): string;
  /** How often a token was asked for since this was last called. */
  tokenRequests(): number;
  /** Ends all connections, as time does between two visits. */
  hangUp(): void;
  close(): void;
}

export async function startColdSite(certificate: Certificate, line: Line): Promise<ColdSite> {
  let tokenRequests = 0;
  const far: [Line, Downlink] = [line, new Downlink(line)];
  const host: FarSite = await startFarSite('localhost', certificate, far, ({ pathname, searchParams }) => {
    if (pathname === '/token') {
      tokenRequests += 1;
      const body = JSON.stringify({ publicToken: TOKEN, expiresIn: 1800 });
      return { type: 'application/json', body, thinkMs: TOKEN_THINK_MS };
    }
    const shell = searchParams.get('shell');
    const at: Addresses = {
      cdn: cdn.origin,
      portal: `${portal.origin}/${shell ?? 'portal'}`,
      token: TOKEN,
    };
    return { type: 'text/html', body: PAGES[decodeURIComponent(pathname.slice(1))]?.(at) ?? '' };
  });
  const cdn: FarSite = await startFarSite('cdn.localhost', certificate, far, ({ pathname }) =>
    pathname === '/sdk.js'
      ? { ...script('refport-embed.js'), body: SEQUENTIAL_SDK }
      : script('refport-embed.js'),
  );
  const portal: FarSite = await startFarSite(
    'portal.localhost',
    certificate,
    far,
    ({ pathname }, headers) => {
      switch (pathname) {
        case '/refport-portal.js':
          return script('refport-portal.js');
        case '/nothing':
          return { type: 'application/json', body: '{}' };
        case '/data': {
          const partner = headers['authorization'] === `Bearer ${TOKEN}` ? 'Alice' : undefined;
          return { type: 'application/json', body: JSON.stringify({ partner }), thinkMs: PORTAL_THINK_MS };
        }
        default: {
          const page = {
            type: 'text/html',
            body: pathname === '/rendered' ? renderedPage(host.origin) : portalPage(host.origin),
            thinkMs: PORTAL_THINK_MS,
          } as const;
          return pathname === '/cacheable' ? { ...page, headers: { 'cache-control': 'max-age=3600' } } : page;
        }
      }
    },
  );
  const sites = [host, cdn, portal];
  return {
    page: (name, shell) => `${host.origin}/${encodeURIComponent(name)}${shell ? `?shell=${shell}` : ''}`,
    tokenRequests() {
      const count = tokenRequests;
      tokenRequests = 0;
      return count;
    },
    hangUp: () => sites.forEach((site) => site.hangUp()),
    close: () => sites.forEach((site) => site.close()),
  };
}
