/** The CDN: the built script under an exact version and under its major version, with the headers a CDN should send. */
import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import packageJson from 'refport-embed/package.json' with { type: 'json' };

const { version } = packageJson;
const [major = '0'] = version.split('.');
const built = new URL('../dist/cdn/', import.meta.url);

const CACHE: Record<string, string> = {
  [version]: 'public, max-age=31536000, immutable',
  // Short, so that a new build is seen at the next reload.
  [`v${major}`]: 'public, max-age=5',
};

/** Where the script stands on the CDN, as the printed snippet names it. */
export const SCRIPT_PATH = `/refport-embed/v${major}/refport-embed.js`;

export function cdn(): Hono {
  return new Hono().get(
    '/refport-embed/:version/:file{refport-embed\\.(js|js\\.map|languages\\.json)}',
    async (c) => {
      const cacheControl = CACHE[c.req.param('version')];
      if (cacheControl === undefined) return c.notFound();
      const file = c.req.param('file');
      return c.body(await readFile(new URL(file, built), 'utf8'), 200, {
        'Content-Type': /\.(map|json)$/.test(file) ? 'application/json' : 'text/javascript; charset=utf-8',
        'Cache-Control': cacheControl,
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Timing-Allow-Origin': '*',
        'X-Content-Type-Options': 'nosniff',
      });
    },
  );
}
