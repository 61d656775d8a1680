/** Backends on Node, started from the examples of docs/backends.md as they stand there. */
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { contract } from './contract.js';
import { writeProject } from './documented.js';
import { startBackend } from './start-backend.js';
import { startVendor } from './vendor.js';

const tsx = fileURLToPath(import.meta.resolve('tsx'));

// Side by side, because each waits while the kit retries its calls to a vendor in trouble.
describe('backends on Node', { concurrency: true }, () => {
  for (const name of ['Hono', 'Express 5', 'Fastify 5', 'node:http']) {
    it(name, async (t) => {
      const { folder, remove } = writeProject('The two routes in JavaScript', name);
      t.after(remove);
      const vendor = await startVendor(t);
      const command = [process.execPath, '--import', tsx, join(folder, 'server.ts')];
      await contract(t, await startBackend(t, command, folder, vendor), vendor);
    });
  }
});
