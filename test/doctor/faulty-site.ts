/**
 * A host site on four origins of this machine, whole and healthy, of which each answer may be replaced by a faulty one. Its tokens,
 * keys and cookies are canaries: nothing that the doctor prints may hold one.
 */
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../bench/network/certificate.js';

export const COOKIE = 'acme_session=canary-of-a-session';
export const TOKEN = 'pt_canaryOfAToken0123456789';
export const KEY = 'rk_live_canaryOfAKey0123456789';
export const CANARIES = ['canary-of-a-session', 'canaryOfAToken', 'canaryOfAKey'];

export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string;
}

/** What a fault makes of the healthy answer; `undefined` ends the connection without one. */
export type Fault = (healthy: Answer, request: IncomingMessage) => Answer | undefined;

/** What there is to spoil: the host's page, endpoint and link, the script on its CDN, the portal, and an API of another origin. */
export type Part = 'page' | 'token' | 'link' | 'script' | 'portal' | 'api' | 'elsewhere';
export type Faults = Partial<Record<Part, Fault>>;

const PATHS: Record<string, Part> = {
  'localhost/account': 'page',
  'localhost/api/embed-token': 'token',
  'localhost/api/portal': 'link',
  'cdn.localhost/refport-embed/0.1.0/refport-embed.js': 'script',
  'cdn.localhost/refport-embed/v0/refport-embed.js': 'script',
  'portal.localhost/embed/referrals': 'portal',
  'api.localhost/token': 'api',
  'elsewhere.localhost/': 'elsewhere',
};

const PAGE = `<!doctype html>
<html lang="en">
  <head><title>Account</title></head>
  <body>
    <script async src="{cdn}/refport-embed/0.1.0/refport-embed.js"></script>
    <refport-embed token-endpoint="/api/embed-token" token-delivery="channel" portal-url="{portal}/embed/referrals">
      <a href="/api/portal">Open your referral portal</a>
    </refport-embed>
  </body>
</html>`;

const script = readFileSync(new URL('../../dist/cdn/refport-embed.js', import.meta.url), 'utf8');
const DIGEST = `sha384-${createHash('sha384').update(script).digest('base64')}`;
const answer = (type: string, body: string, headers = {}, status = 200): Answer => ({
  status,
  headers: { 'content-type': type, ...headers },
  body,
});
const json = (body: unknown, status: number, headers = {}): Answer =>
  answer(
    'application/json',
    JSON.stringify(body),
    { 'cache-control': 'no-store, private', ...headers },
    status,
  );

function tokenAnswer({ headers }: IncomingMessage, cors = {}): Answer {
  const isOwn = headers['sec-fetch-site'] === 'same-origin' || 'access-control-allow-origin' in cors;
  if (!isOwn) return json({ error: { code: 'CROSS_SITE' } }, 403);
  if (headers.cookie !== COOKIE) return json({ error: { code: 'UNAUTHENTICATED' } }, 401, cors);
  return json({ publicToken: TOKEN, expiresIn: 1800 }, 200, cors);
}

export class FaultySite {
  readonly #server: Server;
  readonly #faults: Faults;
  readonly #scheme: string;
  /** The `Host` of every request that came with the cookie. */
  readonly cookieWentTo = new Set<string>();

  constructor(faults: Faults, certificate?: Certificate) {
    this.#faults = faults;
    this.#scheme = certificate ? 'https' : 'http';
    const serve = (request: IncomingMessage, response: ServerResponse): void => {
      const { host = '', cookie } = request.headers;
      if (cookie !== undefined) this.cookieWentTo.add(host);
      const made = this.#answer(request);
      if (!made) return void response.destroy();
      const { status, headers, body } = made;
      response.writeHead(status, headers).end(body);
    };
    this.#server = certificate ? createHttpsServer(certificate, serve) : createHttpServer(serve);
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, 'localhost', resolve));
  }

  /** `host`, `cdn`, `portal`, `api` or `elsewhere`. */
  origin(name: string): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.#scheme}://${name === 'host' ? '' : `${name}.`}localhost:${port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(request: IncomingMessage): Answer | undefined {
    const host = request.headers.host?.replace(/:\d+$/, '') ?? '';
    const part = PATHS[host + (request.url ?? '').replace(/\?.*$/, '')];
    if (!part) return answer('text/html', 'There is no such page.', {}, 404);
    const healthy = this.#healthy(part, request);
    const fault = this.#faults[part];
    const made = fault ? fault(healthy, request) : healthy;
    if (!made) return undefined;
    const headers = Object.entries(made.headers).map(([name, value]) => [
      name,
      [value].flat().map((one) => this.#named(one)),
    ]);
    return {
      ...made,
      headers: Object.fromEntries(headers) as Answer['headers'],
      body: part === 'page' ? this.#named(made.body) : made.body,
    };
  }

  #healthy(part: Part, request: IncomingMessage): Answer {
    switch (part) {
      case 'page':
        return answer('text/html; charset=utf-8', PAGE, { 'cache-control': 'no-store' });
      case 'token':
        return tokenAnswer(request);
      case 'api': {
        const isListed = request.headers.origin === this.origin('host');
        const cors = {
          'access-control-allow-origin': this.origin('host'),
          'access-control-allow-credentials': 'true',
        };
        return tokenAnswer(request, isListed ? cors : {});
      }
      case 'link':
        return answer('text/plain', '', { location: '/sign-in' }, 303);
      case 'script':
        return answer('text/javascript; charset=utf-8', script, { 'access-control-allow-origin': '*' });
      case 'portal':
        return answer('text/html', '<!doctype html><title>Portal</title>', {
          'content-security-policy': `frame-ancestors ${this.origin('host')}`,
        });
      case 'elsewhere':
        return answer('text/html', '<!doctype html><title>Elsewhere</title>');
    }
  }

  /** With the origins in the place of their names. */
  #named(text: string): string {
    return text
      .replaceAll(/\{(host|cdn|portal|api|elsewhere)\}/g, (_, name: string) => this.origin(name))
      .replaceAll('{digest}', DIGEST);
  }
}
