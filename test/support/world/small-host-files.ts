/** The files of the small host and of its portal. */
import { readFile } from 'node:fs/promises';
import packageJson from 'refport-embed/package.json' with { type: 'json' };
import { portalScript } from './written-page.js';

/** The first script of every host page: writes down what no page should go through. */
const WATCH = `
  const seen = (window.seen = { errors: [], warnings: [], violations: [] });
  addEventListener('error', (event) => {
    if (event instanceof ErrorEvent) seen.errors.push(event.message);
  });
  addEventListener('unhandledrejection', ({ reason }) => seen.errors.push(String(reason)));
  addEventListener('securitypolicyviolation', ({ effectiveDirective }) => seen.violations.push(effectiveDirective));
  const { warn } = console;
  console.warn = (...words) => {
    seen.warnings.push(words.join(' '));
    warn(...words);
  };
`;

/** Writes down what moves: Chromium's own account of it, and each place where what stands below the embed is drawn. */
const WATCH_LAYOUT = `
  const layout = (window.layout = { shifts: [], places: [], heights: [] });
  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
    new PerformanceObserver((list) => layout.shifts.push(...list.getEntries().map(({ value }) => value)))
      .observe({ type: 'layout-shift', buffered: true });
  }
  addEventListener('refport-resize', ({ height }) => layout.heights.push(height));
  requestAnimationFrame(function look() {
    const place = document.querySelector('#below')?.getBoundingClientRect().top;
    if (place !== undefined && place !== layout.places.at(-1)) layout.places.push(place);
    requestAnimationFrame(look);
  });
`;

/** The host's own scripts, by name. */
export const HOST_SCRIPTS: Readonly<Record<string, string>> = {
  'watch.js': WATCH,
  'watch-layout.js': WATCH_LAYOUT,
  'foreign.js': `customElements.define('refport-embed', class extends HTMLElement {});`,
  'own-lit.js': `globalThis.trustedTypes?.createPolicy('lit-html', {});`,
  'before-custom-elements.js': `delete window.customElements;`,
};

export const embedTag = (portalUrl: string, attributes = '', tokenEndpoint = '/token'): string => `
  <refport-embed token-endpoint="${tokenEndpoint}" portal-url="${portalUrl.replaceAll('"', '&quot;')}" token-delivery="channel" ${attributes}>
    <a href="/api/portal">Open your referral portal</a>
  </refport-embed>`;

const portalStyle = (height: string | null): string =>
  height === null ? '' : `display: flow-root; margin: 0; height: ${height}px`;

const schemeTag = (scheme: string | null): string =>
  scheme === null ? '' : `<meta name="color-scheme" content="${scheme}">`;

/**
 * A portal of the channel dialect that is ready with the first token that it is handed, and wears it as `data-token`. `?height=900`: it has that height by
 * then, and a lower one before. `?scheme=light`: it declares this color-scheme; `?follows`: it takes the host's theme.
 */
export const portalPage = (hostOrigin: string, parameters: URLSearchParams): string => `<!doctype html>
  <html lang="en">
    <head><meta charset="utf-8"><title>Portal</title>${schemeTag(parameters.get('scheme'))}</head>
    <body>
      <main><h1>Portal</h1></main>
      ${portalScript(
        hostOrigin,
        `document.body.style = '${portalStyle(parameters.get('height'))}';`,
        parameters.has('follows')
          ? 'onTheme: (theme) => (document.documentElement.style.colorScheme = theme),'
          : '',
      )}
    </body>
  </html>`;

const folder = new URL('../../../dist/cdn/', import.meta.url);

/** A built file; under another version, as if it had been built from another release. */
export async function builtFile(name: string, version: string | null): Promise<string | undefined> {
  if (!/^refport-(embed|portal)(\.languages)?\.js(on)?$/.test(name)) return undefined;
  const file = await readFile(new URL(name, folder), 'utf8');
  return version === null ? file : file.replaceAll(packageJson.version, version);
}
