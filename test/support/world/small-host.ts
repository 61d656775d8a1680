/**
 * The smallest host there is: a page as a test writes it, headers included, a token endpoint, the built script on a CDN, and a
 * portal on the built library, on three origins. For what depends on the page around the embed and not on who is signed in.
 */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Origins } from '../../../demo/pages/snippet.js';
import type { Frame } from '../browser/driver.js';
import { FixtureServer } from './fixture-server.js';
import { builtFile, embedTag, HOST_SCRIPTS, portalPage } from './small-host-files.js';

export interface HostPage {
  headers?: Record<string, string>;
  /** Attributes of the root, beside its language. */
  root?: string;
  /** In the head, after the page's own script; the script tag of the documentation unless told. */
  scripts?: string;
  /**
   * The portal's path. Its `headers` parameter, JSON, goes out as headers; `/reset` ends the connection without a word; `drip` sends the
   * head, and the rest when it is let go.
   */
  portal?: string;
  /**
   * The body, in place of one embed. `/token` and `/portal` answer with a `status`, wait with `held` until they are let go, and
   * with `once` (of some value of its own) refuse whoever asks for the same again. `/token` with an `id` is a fixture: its
   * `answer`s say the rest.
   */
  body?: string;
}

/** What a page has gone through, by its own account. */
export interface Seen {
  /** Uncaught exceptions and unhandled rejections. */
  errors: string[];
  warnings: string[];
  /** Directives of the policy that were violated. */
  violations: string[];
}

export interface SmallHost {
  readonly origins: Origins;
  /** The script tag of the documentation, for another file of the CDN or with more attributes. */
  scriptTag(attributes?: string, file?: string): string;
  /** Puts a page on the host, and answers its address. */
  page(page: HostPage): string;
  /** How many requests there were whose path and query begin so. */
  count(beginning: string): number;
  /** Sends the answers that were held. */
  letGo(): void;
  close(): void;
}

/** Every script tag of these pages has it, for policies that name it. */
export const NONCE = 'bm9uY2U';

export async function startSmallHost(): Promise<SmallHost> {
  const pages: HostPage[] = [];
  const held = new EventEmitter().setMaxListeners(0);
  const visited = new Set<string>();
  const fixtures = new FixtureServer();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const originOf = (name: string) => `http://${name}:${port}`;
  const [host, cdn, portal] = [
    originOf('localhost'),
    originOf('cdn.localhost'),
    originOf('portal.localhost'),
  ];

  const scriptTag = (attributes = '', file = 'refport-embed.js') =>
    `<script src="${cdn}/${file}" nonce="${NONCE}" ${attributes}></script>`;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', host);
    const [, folder, name = ''] = pathname.split('/');
    const send = (type: string, body: string, headers: Record<string, string> = {}, status = 200): void => {
      response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, ...headers }).end(body);
    };
    requests.push(pathname + search);
    if (folder === 'token' && searchParams.has('id')) return fixtures.handle(request, response);
    const only = searchParams.get('once');
    const status = only !== null && visited.has(only) ? 403 : Number(searchParams.get('status') ?? 200);
    if (only !== null) visited.add(only);
    if (searchParams.has('held')) await once(held, 'let go');
    if (folder === 'reset' || name === 'reset.js') return void response.destroy();
    if (folder === 'page') {
      const page = pages[Number(name)] ?? {};
      return send('text/html', hostPage(page), page.headers);
    }
    if (folder === 'portal') {
      const headers = JSON.parse(searchParams.get('headers') ?? '{}') as Record<string, string>;
      if (searchParams.has('drip')) {
        const [head = '', rest = ''] = portalPage(host, searchParams).split('<body>');
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.write(head.padEnd(5_000)); // browsers wait for more than a few bytes
        await once(held, 'let go');
        return void response.end(rest);
      }
      return send('text/html', portalPage(host, searchParams), headers, status);
    }
    if (folder === 'token') {
      return send('application/json', '{"publicToken":"pt_test","expiresIn":1800}', {}, status);
    }
    const own = HOST_SCRIPTS[folder ?? ''];
    if (own !== undefined) return send('text/javascript', own);
    const file = await builtFile(folder ?? '', searchParams.get('version'));
    if (file === undefined) return send('text/plain', 'There is no such file.', {}, 404);
    send(folder?.endsWith('.json') ? 'application/json' : 'text/javascript', file, {
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=31536000, immutable', // as a CDN does with an exact version
      'cross-origin-resource-policy': 'cross-origin',
    });
  }

  // Nothing inline: strict policies forbid it.
  const hostPage = ({
    root = '',
    scripts = scriptTag('async'),
    portal: path = '/portal',
    body,
  }: HostPage) => `<!doctype html>
    <html lang="en" ${root}>
      <head>
        <meta charset="utf-8"><title>Host</title>
        <script src="/watch.js" nonce="${NONCE}"></script>
        ${scripts}
      </head>
      <body>
        ${body ?? embedTag(portal + path)}
      </body>
    </html>`;

  return {
    origins: { host, cdn, portal },
    scriptTag,
    page: (page) => `${host}/page/${pages.push(page) - 1}`,
    count: (beginning) => requests.filter((path) => path.startsWith(beginning)).length,
    letGo: () => void held.emit('let go'),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What the page has gone through by the time it is complete, and has met with so many violations. */
export async function seenBy(page: Frame, violations = 0): Promise<Seen> {
  await page.until(
    (least: number) =>
      document.readyState === 'complete' && (Reflect.get(window, 'seen') as Seen).violations.length >= least,
    { args: [violations] },
  );
  return page.evaluate(() => Reflect.get(window, 'seen') as Seen);
}
