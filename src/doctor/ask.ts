/**
 * One request, as a browser would send it: with limits of time, size and redirects, and with the cookie for one origin alone.
 * By `node:http`, since `fetch` does not let anybody write the `Sec-Fetch-` headers that token endpoints look at.
 */
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { version } from '../element/version.js';

export interface Answer {
  /** Where it came from, after redirects. */
  url: string;
  status: number;
  headers: Headers;
  body: Buffer;
  text: string;
  /** When its headers arrived, by this machine's clock, in milliseconds since the epoch. */
  receivedAt: number;
}

/** There was no answer. */
export interface Silence {
  url: string;
  /** Why, in a clause that ends a sentence. */
  problem: string;
}

export type Reply = Answer | Silence;

export const isAnswer = (reply: Reply | undefined): reply is Answer =>
  reply !== undefined && 'status' in reply;

export interface Request {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  /** Whether the cookie goes with it, if the address is of its origin. */
  isSignedIn?: boolean;
  /** How many redirects are followed; none, unless told. */
  redirects?: number;
}

export type Ask = (url: string, request?: Request) => Promise<Reply>;

export interface Visitor {
  cookie?: string | undefined;
  /** The only origin that the cookie is sent to. */
  origin: string;
  timeoutMs: number;
}

export const MAX_REDIRECTS = 5;
const MAX_BODY_MIB = 8;

export function asVisitor({ cookie, origin, timeoutMs }: Visitor): Ask {
  const send = async (url: URL, request: Request, signal: AbortSignal): Promise<Answer> => {
    const { method = 'GET', headers = {}, isSignedIn = false } = request;
    const incoming = await open(url, {
      method,
      signal,
      headers: {
        'User-Agent': `refport-embed-doctor/${version}`,
        'Accept-Encoding': 'identity',
        ...headers,
        ...(method === 'POST' && { 'Content-Length': '0' }),
        ...(isSignedIn && cookie !== undefined && url.origin === origin && { Cookie: cookie }),
      },
    });
    const receivedAt = Date.now();
    const body = await read(incoming);
    return {
      url: url.href,
      status: incoming.statusCode ?? 0,
      headers: headersOf(incoming),
      body,
      text: body.toString('utf8'),
      receivedAt,
    };
  };

  return async (first, request = {}) => {
    const { redirects = 0 } = request;
    let url = first;
    try {
      for (let left = redirects; ; left--) {
        const address = webAddress(url);
        const signal = AbortSignal.timeout(timeoutMs);
        const answer = await send(address, request, signal).catch((error: unknown) => {
          // In the middle of a body it looks like the end of a connection.
          throw signal.aborted ? new Refused(`it has not answered in ${timeoutMs / 1000} s`) : error;
        });
        const location = answer.headers.get('location');
        if (redirects === 0 || !isRedirect(answer) || location === null) return answer;
        if (left === 0) return { url, problem: `it redirects more than ${redirects} times` };
        url = new URL(location, url).href;
      }
    } catch (error) {
      return { url, problem: problemOf(error) };
    }
  };
}

export const isRedirect = ({ status }: Answer): boolean => [301, 302, 303, 307, 308].includes(status);

class Refused extends Error {}

/** @throws Refused for what is no http(s) */
function webAddress(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !/^https?:$/.test(address.protocol)) throw new Refused('its address is no http(s) URL');
  return address;
}

function open(url: URL, options: object): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? overHttps : overHttp;
  const { hostname, host, username, password } = url;
  if (username || password) throw new Refused('its address has a user name or a password in it');
  // Browsers know that every *.localhost is this machine; Node asks the system, which may not.
  const connectTo = hostname.endsWith('.localhost') ? 'localhost' : hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const outgoing = request({
      ...options,
      headers: { Host: host, ...(Reflect.get(options, 'headers') as object) },
      hostname: connectTo,
      ...(connectTo === 'localhost' && url.protocol === 'https:' && { servername: hostname }),
      port: url.port,
      path: url.pathname + url.search,
      agent: false,
    });
    outgoing.once('response', resolve).once('error', reject).end();
  });
}

async function read(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of decoded(incoming) as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_BODY_MIB * 2 ** 20) throw new Refused(`it answers more than ${MAX_BODY_MIB} MiB`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Some servers compress whatever they are asked for. */
function decoded(incoming: IncomingMessage): Readable {
  const decoders = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    br: createBrotliDecompress,
    deflate: createInflate,
  };
  const name = incoming.headers['content-encoding']?.toLowerCase() ?? '';
  const decoder = Object.hasOwn(decoders, name) ? decoders[name as keyof typeof decoders]() : undefined;
  if (!decoder) return incoming;
  incoming.once('error', (error) => decoder.destroy(error));
  return incoming.pipe(decoder);
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
  return headers;
}

const UNKNOWN_CERTIFICATE =
  'Node does not know who signed its certificate (NODE_EXTRA_CA_CERTS may name a file that does)';

const PROBLEMS: Record<string, string> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of its host cannot be looked up',
  ECONNREFUSED: 'nothing listens at its host and port',
  ECONNRESET: 'the connection ended without an answer',
  EPROTO: 'it does not speak TLS',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_CERTIFICATE,
};

/** Without words of the other side: they may quote what was sent. */
function problemOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  const { name = '', code = '' } = Object(error) as { name?: string; code?: unknown };
  const known = typeof code === 'string' && Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code] : undefined;
  return known ?? `it could not be asked (${typeof code === 'string' && code ? code : name})`;
}
