/**
 * Frameworks that are too heavy to be installed here: what the documented files export is called as the framework would call it,
 * and has to keep the contract. Nuxt's handlers run on the real h3.
 */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createApp, createRouter, toNodeListener, type EventHandler } from 'h3';
import { contract } from './contract.js';
import { writeProject } from './documented.js';
import { settings } from './start-backend.js';
import { startVendor } from './vendor.js';

type Route = (context: { request: Request }) => Promise<Response>;
type RouteModule = Readonly<Record<string, unknown>>;
type Routes = ReadonlyMap<string, RouteModule>;

interface Framework {
  /** Its heading in docs/backends.md. */
  name: string;
  /** Of the token route and of the portal route. */
  files: readonly [string, string];
  listen(routes: Routes): RequestListener;
}

/** A router that calls the export which `nameOf` names for a method. */
const byExport =
  (nameOf: (method: string) => string) =>
  (routes: Routes): RequestListener =>
    getRequestListener(
      async (request) => {
        const module = routes.get(new URL(request.url).pathname);
        if (!module) return new Response(null, { status: 404 });
        const route = module[nameOf(request.method)] as Route | undefined;
        const allow = Object.keys(module).join(', ');
        return route ? route({ request }) : new Response(null, { status: 405, headers: { allow } });
      },
      { overrideGlobalObjects: false },
    );

function onH3(routes: Routes): RequestListener {
  const router = createRouter();
  for (const [path, module] of routes) router.use(path, module['default'] as EventHandler);
  return toNodeListener(createApp().use(router));
}

const FRAMEWORKS: readonly Framework[] = [
  {
    name: 'SvelteKit',
    files: ['src/routes/api/embed-token/+server.ts', 'src/routes/api/portal/+server.ts'],
    listen: byExport((method) => method),
  },
  {
    name: 'Astro',
    files: ['src/pages/api/embed-token.ts', 'src/pages/api/portal.ts'],
    listen: byExport(() => 'ALL'),
  },
  {
    name: 'React Router',
    files: ['app/routes/embed-token.ts', 'app/routes/portal.ts'],
    listen: byExport((method) => (method === 'GET' ? 'loader' : 'action')),
  },
  { name: 'Nuxt', files: ['server/api/embed-token.ts', 'server/api/portal.ts'], listen: onH3 },
];

describe('examples without their framework', () => {
  for (const { name, files, listen } of FRAMEWORKS) {
    it(name, async (t) => {
      const { folder, remove } = writeProject('The two routes in JavaScript', name);
      t.after(remove);
      const vendor = await startVendor(t);
      // Each copy of the examples reads it once, when it is loaded.
      Object.assign(process.env, settings(vendor));
      const [embedToken, portal] = files.map((file) => pathToFileURL(join(folder, file)).href);
      const routes = new Map<string, RouteModule>([
        ['/api/embed-token', (await import(embedToken ?? '')) as RouteModule],
        ['/api/portal', (await import(portal ?? '')) as RouteModule],
      ]);
      await contract(t, { url: await serve(t, listen(routes)), output: () => '' }, vendor);
    });
  }
});

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
