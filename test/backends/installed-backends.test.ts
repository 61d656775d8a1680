/**
 * Backends in other languages and on other runtimes, started from the examples of docs/backends.md wherever they are installed:
 * `npm run languages`. `LANGUAGES=required` fails where one is missing that Debian has.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contract } from './contract.js';
import { writeProject } from './documented.js';
import { LANGUAGES } from './languages.js';
import { startBackend } from './start-backend.js';
import { startVendor } from './vendor.js';

for (const { name, headings, command, packages } of LANGUAGES) {
  test(name, async (t) => {
    const found = command();
    if (!found) {
      assert.ok(packages.length === 0 || process.env['LANGUAGES'] !== 'required', 'npm run languages');
      return t.skip('is not installed');
    }
    const { folder, remove } = writeProject(...headings);
    t.after(remove);
    const vendor = await startVendor(t);
    await contract(t, await startBackend(t, found, folder, vendor), vendor);
  });
}
