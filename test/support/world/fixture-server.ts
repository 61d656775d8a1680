/** Answers requests for fixtures, on each of the tests' origins. See {@link Answer} for what a test can make it do. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readAnswer, type Answer, type ReceivedRequest } from './answer.js';
import { fixtureContent, type Content } from './fixture-content.js';
import { FixtureLog } from './fixture-log.js';

export class FixtureServer {
  readonly #requests = new FixtureLog<ReceivedRequest>();
  readonly #notes = new FixtureLog<unknown>();

  /** Whether a request is about fixtures: others have to answer the rest. */
  isAbout({ url }: IncomingMessage): boolean {
    return /^\/(fixtures\/|token\b|__fixture\/)/.test(url ?? '');
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fixtures');
    if (url.pathname.startsWith('/__fixture/')) await this.#report(url, request, response);
    else await this.#answer(url, request, response);
  }

  /** `/__fixture/requests` and `/__fixture/notes`: what tests ask, and where a fixture's page posts its notes. */
  async #report(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = url.searchParams.get('id') ?? '';
    if (request.method === 'POST') {
      this.#notes.add(id, JSON.parse(await text(request)));
      response.end();
      return;
    }
    const log = url.pathname === '/__fixture/notes' ? this.#notes : this.#requests;
    const atLeast = Number(url.searchParams.get('atLeast') ?? 0);
    const entries = await log.read(id, atLeast, untilGone(response)).catch(() => []);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(entries));
  }

  async #answer(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    const id = url.searchParams.get('id') ?? url.pathname;
    const number = this.#requests.add(id, {
      method,
      url: url.pathname + url.search,
      headers: headers as Record<string, string>,
    });
    const answer = readAnswer(url.searchParams, number);
    if (answer.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
    if (answer.held) await this.#notes.read(id, 1, untilGone(response));
    send(answer, await fixtureContent(url.pathname, number, answer), response);
  }
}

function untilGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

function send(answer: Answer, content: Content, response: ServerResponse): void {
  if (answer.instead === 'hang') return;
  if (answer.instead === 'reset') {
    response.destroy();
    return;
  }
  const headers = {
    'cache-control': 'no-store',
    'content-type': content.type,
    ...(answer.redirect && { location: answer.redirect }),
    ...answer.headers,
  };
  for (const [name, value] of Object.entries(headers)) {
    if (value === '') response.removeHeader(name);
    else response.setHeader(name, value);
  }
  const status = answer.status ?? (answer.redirect ? 302 : content.status);
  if (answer.instead === 'cut') response.setHeader('content-length', Buffer.byteLength(content.body));
  response.writeHead(status);
  if (answer.instead === 'cut') {
    response.write(content.body.slice(0, content.body.length / 2), () => response.destroy());
    return;
  }
  response.end(status === 204 || status === 304 ? undefined : content.body);
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
