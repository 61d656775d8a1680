/** A host's page and a portal on two real origins, with nothing on them but the built scripts. */
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WATCH_SCRIPT } from './still-open.js';

export interface MountSite {
  /** The host's page. Its scripts are watched (still-open.ts). */
  page: string;
  portal: string;
  /** What a host pastes into its page. */
  snippet: string;
  /** How often a path was asked for so far. */
  requests(path: string): number;
  /** Answers that somebody is still waiting for. */
  waiting(): number;
  close(): void;
}

const built = (file: string): string =>
  readFileSync(new URL(`../../../dist/cdn/${file}`, import.meta.url), 'utf8');

/** Speaks both dialects: a token in the URL means that nobody is going to open a channel. */
const portalPage = (host: string): string => `<!doctype html><title>Portal</title>
  <script src="/refport-portal.js"></script>
  <script>
    if (new URLSearchParams(location.search).has('token')) {
      parent.postMessage({ event: 'PAGE_HEIGHT', data: { height: 300 } }, '*');
    } else {
      const host = refportPortal.connectToHost({ allowedOrigins: ['${host}'], onToken: () => host.ready() });
    }
  </script>`;

const HOST_PAGE = `<!doctype html><title>Host</title><body>
  <script src="/watch.js"></script><script src="/refport-embed.js"></script>`;

export async function startMountSite(): Promise<MountSite> {
  const requests = new Map<string, number>();
  const waiting = new Set<ServerResponse>();
  const server = createServer(({ url = '/' }, response) => {
    const [path = ''] = url.split('?');
    requests.set(path, (requests.get(path) ?? 0) + 1);
    waiting.add(response);
    response.once('close', () => waiting.delete(response));
    const send = (type: string, body: string) => response.writeHead(200, { 'content-type': type }).end(body);
    switch (path) {
      case '/':
        return send('text/html', HOST_PAGE);
      case '/portal':
        return send('text/html', portalPage(host));
      case '/watch.js':
        return send('text/javascript', WATCH_SCRIPT);
      case '/refport-embed.js':
      case '/refport-portal.js':
        return send('text/javascript', built(path.slice(1)));
      case '/token':
        return send('application/json', '{"token":"pt_test"}');
      case '/held':
        return undefined; // no answer, ever
      default:
        return response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `http://localhost:${port}`;
  const portal = `http://portal.localhost:${port}/portal`;
  return {
    page: `${host}/`,
    portal,
    snippet: `<refport-embed token-endpoint="/token" portal-url="${portal}" token-delivery="channel">
      <a href="${portal}">Open your referral portal</a>
    </refport-embed>`,
    requests: (path) => requests.get(path) ?? 0,
    waiting: () => waiting.size,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
