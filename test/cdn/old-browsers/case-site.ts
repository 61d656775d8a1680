/**
 * A host whose pages each lack something of the platform. Many of them stand side by side in one page, each in a frame of its own and
 * so with a platform of its own; a portal that has its token tells the page around all of them.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { builtFile } from '../../support/world/small-host-files.js';
import { takeAway, type Mode, type Taken } from './take-away.js';
import { watchCases } from './watch-cases.js';

export interface Case {
  name: string;
  features: readonly Taken[];
  mode: Mode;
  /** A script of the page's own, which runs before all others. */
  script?: string;
  /** What stands after the embeds; `PORTAL` is the portal's origin. */
  more?: string;
}

export interface CaseSite {
  /** A page with these cases in it. */
  pageOf(cases: readonly Case[], wantsPortal: boolean): string;
  close(): void;
}

const LINK = '<a href="/api/portal">Open your referral portal</a>';

export async function startCaseSite(): Promise<CaseSite> {
  const pages: { cases: readonly Case[]; wantsPortal: boolean }[] = [];
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const [host, portal] = [`http://localhost:${port}`, `http://portal.localhost:${port}`];

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', host);
    const [, folder = '', page = '', index = ''] = pathname.split('/');
    const send = (type: string, body: string, cache = 'no-store'): void => {
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': cache }).end(body);
    };
    const { cases, wantsPortal } = pages[Number(page)] ?? { cases: [], wantsPortal: false };
    const ids = cases.map((_, each) => `${page}/${each}`);
    if (folder === 'cases') return send('text/html', allCases(ids, wantsPortal));
    const one = cases[Number(index)];
    if (folder === 'case' && one) return send('text/html', casePage(one, portal, `${page}/${index}`));
    if (folder === 'token') return send('application/json', '{"publicToken":"pt_test","expiresIn":1800}');
    if (folder === 'refused') return void response.writeHead(403).end();
    if (folder === 'portal') return send('text/html', portalPage(host, searchParams.get('of') ?? ''));
    const file = await builtFile(folder, null);
    if (file === undefined) return void response.writeHead(404).end();
    send('text/javascript', file, 'max-age=3600');
  }

  return {
    pageOf: (cases, wantsPortal) => `${host}/cases/${pages.push({ cases, wantsPortal }) - 1}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The page around all cases. */
const allCases = (ids: readonly string[], wantsPortal: boolean): string => `<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8"><title>Cases</title>
      <style>iframe { width: 320px; height: 120px; border: 0 }</style>
      <script>${run(watchCases, ids, wantsPortal)}</script>
    </head>
    <body></body>
  </html>`;

const casePage = (
  { features, mode, script = '', more = '' }: Case,
  portal: string,
  id: string,
): string => `<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8"><title>Case</title>
      <script>${script}</script>
      <script>noted = ${run(
        takeAway,
        features.map(({ name, owner, key, kind }) => ({ name, owner, key, kind })),
        mode,
      )}</script>
      <script defer src="/refport-embed.js" data-refport-allow="/token /refused ${portal}"></script>
    </head>
    <body>${embeds(portal, id)}${more.replaceAll('PORTAL', portal)}</body>
  </html>`;

/** The element, and a placeholder for it. */
const embeds = (portal: string, id: string): string => {
  const data = (prefix: string, shape: string): string =>
    Object.entries({
      'token-endpoint': '/token',
      'portal-url': `${portal}/portal?of=${id}/${shape}`,
      'token-delivery': 'channel',
      'min-height': '20',
    })
      .map(([name, value]) => `${prefix}${name}="${value}"`)
      .join(' ');
  return `<refport-embed ${data('', 'element')}>${LINK}</refport-embed>
    <div data-refport-embed="1" ${data('data-', 'placeholder')}>${LINK}</div>`;
};

const portalPage = (hostOrigin: string, of: string): string => `<!doctype html>
  <html lang="en">
    <head><meta charset="utf-8"><title>Portal</title></head>
    <body>
      <h1>Portal</h1>
      <script src="/refport-portal.js"></script>
      <script>
        const host = refportPortal.connectToHost({
          allowedOrigins: ['${hostOrigin}'],
          onToken(token) {
            host.ready();
            top.postMessage({ of: '${of.replaceAll(/[^\w/]/g, '')}', token }, '*');
          },
        });
      </script>
    </body>
  </html>`;

/** A call of a function as text. The `__name` is a helper that esbuild leaves in functions that went through it. */
function run<A extends unknown[]>(called: (...args: A) => unknown, ...args: A): string {
  return `((__name) => (${String(called)})(...${JSON.stringify(args)}))((named) => named)`;
}
