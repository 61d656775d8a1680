/**
 * Real other origins beside web-test-runner's own, for as long as it runs: `portal.localhost`, `cdn.localhost` and
 * `evil.localhost`, each on a port of its own. Browsers resolve every name under `localhost` to this machine by themselves.
 *
 * Each origin, the runner's own included, serves the fixtures of `test/fixtures/` and the scripted `/token`
 * (see fixture-server.ts). Everything else on the other origins is the project's source, as the runner serves it: a portal
 * has its copy of the library on its own origin, so a fixture imports `/src/portal/index.ts` from there.
 *
 * The tests ask the runner's own origin for what Node alone knows: `/__origins`, and `/__seed` (see seed.ts).
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestRunnerConfig, TestRunnerPlugin } from '@web/test-runner';
import { FixtureServer } from './fixture-server.js';
import type { Origins } from '../page/origins.js';
import { SEED } from './seed.js';

type Middleware = NonNullable<TestRunnerConfig['middleware']>[number];

/** What a content delivery network sends with every file (facts: SRI, modules and timing across origins need these). */
const CDN_HEADERS = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'timing-allow-origin': '*',
};

export function otherOrigins(): { plugin: TestRunnerPlugin; middleware: Middleware } {
  const fixtures = new FixtureServer();
  const servers: Server[] = [];
  let runner = '';
  let origins: Origins;

  async function open(headers: Record<string, string> = {}): Promise<number> {
    const server = createServer((request, response) => {
      response.setHeaders(new Map(Object.entries(headers)));
      respond(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    servers.push(server);
    return listen(server);
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (fixtures.isAbout(request)) return fixtures.handle(request, response);
    const source = await fetch(runner + request.url);
    response.writeHead(source.status, { 'content-type': source.headers.get('content-type') ?? 'text/plain' });
    response.end(Buffer.from(await source.arrayBuffer()));
  }

  const plugin: TestRunnerPlugin = {
    name: 'other-origins',
    async serverStart({ config }) {
      runner = `http://127.0.0.1:${config.port}`;
      const [portal, cdn, evil] = [await open(), await open(CDN_HEADERS), await open()];
      origins = {
        portal: `http://portal.localhost:${portal}`,
        portalByAddress: `http://127.0.0.1:${portal}`,
        cdn: `http://cdn.localhost:${cdn}`,
        evil: `http://evil.localhost:${evil}`,
        closed: `http://portal.localhost:${await closedPort()}`,
        unknown: 'http://nowhere.invalid',
      };
    },
    serve({ path }) {
      if (path === '/__origins') return { body: JSON.stringify(origins), type: 'application/json' };
      return path === '/__seed' ? { body: String(SEED), type: 'text/plain' } : undefined;
    },
    serverStop() {
      for (const server of servers) {
        server.closeAllConnections(); // some fixtures hang on purpose
        server.close();
      }
    },
  };

  const middleware: Middleware = async (context, next) => {
    if (!fixtures.isAbout(context.req)) return next();
    context.respond = false; // fixtures hang and reset, which only the bare response can do
    context.status = 200;
    await fixtures.handle(context.req, context.res);
    context.res.statusCode = 200; // too late for the browser: this is for the runner, which reports every 404
  };

  return { plugin, middleware };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A port where nobody listens: it was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
