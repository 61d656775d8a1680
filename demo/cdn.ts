/** The CDN: the built scripts under an exact version and under their major version, with the headers a CDN should send (docs/cdn.md). */
import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import packageJson from 'refport-embed/package.json' with { type: 'json' };

const { version } = packageJson;
const [major = '0'] = version.split('.');
const built = new URL('../dist/cdn/', import.meta.url);

const CACHE = new Map([
  [version, 'public, max-age=31536000, immutable'],
  // A real CDN says minutes and a day. Here a new build is to be seen at the next reload, or the one after it.
  [`v${major}`, 'public, max-age=5, stale-while-revalidate=60'],
]);

const TYPES = new Map([
  ['js', 'text/javascript; charset=utf-8'],
  ['json', 'application/json'],
  ['map', 'application/json'],
  ['txt', 'text/plain; charset=utf-8'],
]);

/** Where the script stands on the CDN, as the printed snippet names it. */
export const SCRIPT_PATH = `/refport-embed/v${major}/refport-embed.js`;

/** Where it stands for good. */
export const EXACT_SCRIPT_PATH = `/refport-embed/${version}/refport-embed.js`;

export function cdn(): Hono {
  return new Hono().get('/refport-embed/:version/:file{[\\w-]+(\\.\\w+)+}', async (c) => {
    const { version: asked, file } = c.req.param();
    const [cacheControl, type] = [CACHE.get(asked), TYPES.get(file.replace(/.*\./, ''))];
    const content = await readFile(new URL(file, built), 'utf8').catch(() => undefined);
    if (cacheControl === undefined || type === undefined || content === undefined) return c.notFound();
    return c.body(content, 200, {
      'Content-Type': type,
      'Cache-Control': cacheControl,
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Timing-Allow-Origin': '*',
      'X-Content-Type-Options': 'nosniff',
    });
  });
}
