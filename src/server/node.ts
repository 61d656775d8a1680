/**
 * `refport-embed/server/node`: a thin adapter from web-standard handlers to `node:http`, Express and Fastify
 * (`request.raw`, `reply.raw`). The interfaces below are the little it needs of Node, so that the kit's types do not
 * depend on @types/node.
 */

/** An `http.IncomingMessage`, an Express request, or a request of the http2 compatibility API. */
export interface NodeRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** A TLS socket says `encrypted`. */
  readonly socket?: object | null | undefined;
  /** Ends the connection that the request came by. */
  destroy?(): unknown;
  /** Express: the path before a router cut its mount point off. */
  readonly originalUrl?: string | undefined;
  /** Express: knows about TLS at a trusted proxy. */
  readonly protocol?: string | undefined;
}

/** An `http.ServerResponse`, or one like it. */
export interface NodeResponse {
  statusCode: number;
  readonly writableEnded: boolean;
  setHeader(name: string, value: string): unknown;
  appendHeader(name: string, value: string): unknown;
  write(chunk: Uint8Array): boolean;
  end(): unknown;
  destroy(): unknown;
  on(event: 'close' | 'drain', listener: () => void): unknown;
}

/**
 * Serves `handler` on Node. The promise it returns is settled when the response has been written, and never rejects:
 * what the handler throws goes to `next` where there is one (Express), and otherwise becomes a bare 500.
 */
export function toNodeListener(
  handler: (request: Request) => Promise<Response> | Response,
): (req: NodeRequest, res: NodeResponse, next?: (error: unknown) => void) => Promise<void> {
  return async (req, res, next) => {
    const gone = new AbortController();
    let resume = (): void => {};
    res.on('drain', () => resume());
    res.on('close', () => {
      if (!res.writableEnded) gone.abort();
      resume();
    });
    let onThrow = 400; // a Host, a method or a target that no Request can hold
    const incoming = new IncomingBody(req);
    try {
      const request = toRequest(req, incoming, gone.signal);
      onThrow = 500;
      const { status, headers, body } = await handler(request);
      onThrow = 0; // from here on there is an answer, which can only be cut
      res.statusCode = status;
      for (const [name, value] of headers) {
        // Each cookie is a header of its own, and those that earlier middleware set stay.
        if (name === 'set-cookie') res.appendHeader(name, value);
        else res.setHeader(name, value);
      }
      const write = (chunk: Uint8Array) =>
        res.write(chunk) ? undefined : new Promise<void>((resolve) => (resume = resolve));
      await body?.pipeTo(new WritableStream({ write }), { signal: gone.signal });
      res.end();
      if (!request.bodyUsed || incoming.isLeft) void incoming.drop();
    } catch (error) {
      if (gone.signal.aborted) return; // nobody is left to hear of it
      // Nobody may take half an answer for a whole one.
      if (onThrow === 0) res.destroy();
      else if (onThrow === 500 && next) next(error);
      else {
        if (onThrow === 500) console.error(error);
        res.statusCode = onThrow;
        res.end();
      }
    }
  };
}

function toRequest(req: NodeRequest, incoming: IncomingBody, signal: AbortSignal): Request {
  const { method = 'GET', url = '/', originalUrl = url, protocol, socket } = req;
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    // http2 has names of its own, like ":path".
    if (name[0] !== ':') for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const host = String(req.headers[':authority'] ?? req.headers['host'] ?? 'localhost');
  // The host decides what counts as our own origin: nothing but a name and a port may come from this header.
  if (!/^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i.test(host)) throw new TypeError('Bad Host');
  const isEncrypted =
    socket !== null && socket !== undefined && 'encrypted' in socket && socket.encrypted === true;
  const scheme = protocol === 'https' || isEncrypted ? 'https' : 'http';
  // A target may be absolute ("GET http://evil/ HTTP/1.1"): its own origin does not count. Joined as text, because
  // resolving "//evil/" against a base would change the host.
  const path = originalUrl.replace(/^https?:\/\/[^/?#]*\/?|^\/?/i, '/');
  return new Request(`${scheme}://${host}${path}`, {
    method,
    headers,
    signal,
    body: /^(GET|HEAD)$/.test(method) ? null : incoming.stream(),
    duplex: 'half',
  } as RequestInit);
}

/** What is left of a body after the answer and is still read, so that the connection can serve the next request. */
const MAX_LEFT_BYTES = 1024 * 1024;

/** Read on demand, at the handler's pace. */
class IncomingBody {
  readonly #req: NodeRequest;
  readonly #chunks: AsyncIterator<unknown>;
  /** The handler has read some of it, and wants no more. */
  isLeft = false;

  constructor(req: NodeRequest) {
    this.#req = req;
    this.#chunks = req[Symbol.asyncIterator]();
  }

  stream(): ReadableStream {
    return new ReadableStream(
      {
        pull: async (controller) => {
          const { done, value } = await this.#chunks.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: () => void (this.isLeft = true),
      },
      { highWaterMark: 0 },
    );
  }

  /** Reads what nobody wants. Without an end to it, Node would do so for as long as it allows a request, five minutes. */
  async drop(): Promise<void> {
    try {
      for (let bytes = 0; bytes <= MAX_LEFT_BYTES;) {
        const { done, value } = await this.#chunks.next();
        if (done) return;
        bytes += (value as Uint8Array).byteLength;
      }
      this.#req.destroy?.();
    } catch {
      // The sender is gone, which is as good.
    }
  }
}
