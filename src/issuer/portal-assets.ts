/** The portal pages' script and style sheet, built into the folder of this code. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';

const ASSETS = [
  { name: 'portal-page.js', contentType: 'text/javascript; charset=utf-8' },
  { name: 'portal-page.css', contentType: 'text/css; charset=utf-8' },
] as const;

type AssetName = (typeof ASSETS)[number]['name'];

interface Asset {
  body: string;
  version: string;
}

const read = new Map<AssetName, Asset>();

function asset(name: AssetName): Asset {
  let known = read.get(name);
  if (!known) {
    const body = readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
    known = { body, version: createHash('sha256').update(body).digest('base64url').slice(0, 12) };
    read.set(name, known);
  }
  return known;
}

/** The URL of an asset in its present version, which a browser may keep for ever. */
export const assetUrl = (name: AssetName): string => `/assets/${name}?v=${asset(name).version}`;

export function portalAssets(): Hono {
  const assets = new Hono();
  for (const { name, contentType } of ASSETS) {
    assets.get(`/${name}`, (c) => {
      const { body, version } = asset(name);
      // Under another version's URL this body must not be kept: two releases may answer side by side.
      const isCurrent = c.req.query('v') === version;
      return c.body(body, 200, {
        'Content-Type': contentType,
        'Cache-Control': isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'X-Content-Type-Options': 'nosniff',
      });
    });
  }
  return assets;
}
