/** The headers of a portal page: what it may load, who may frame it, what it tells others. */
import type { Context } from 'hono';

export interface PageHeaderOptions {
  /** Origins of the sites that may show this page in a frame. None unless told. */
  frameAncestors?: readonly string[];
  /**
   * `no-referrer` where the URL may hold a token. Elsewhere `same-origin`, because with no referrer some browsers send
   * `Origin: null` with a form, and the form is then taken for a stranger's.
   */
  referrerPolicy?: 'no-referrer' | 'same-origin';
}

/** Sets them. Nothing from another origin is ever loaded, no script or style is ever inline. */
export function pageHeaders(
  c: Context,
  { frameAncestors, referrerPolicy = 'same-origin' }: PageHeaderOptions = {},
): void {
  const ancestors = frameAncestors?.filter(isOrigin) ?? [];
  c.header(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "img-src 'self' data:",
      "form-action 'self'",
      "base-uri 'none'",
      `frame-ancestors ${ancestors.join(' ') || "'none'"}`,
    ].join('; '),
  );
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', referrerPolicy);
  c.header('X-Content-Type-Options', 'nosniff');
  if (frameAncestors) {
    // A host that is cross-origin isolated (COEP) shows only frames that say both.
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    c.header('Cross-Origin-Embedder-Policy', 'require-corp');
  } else {
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
    c.header('X-Frame-Options', 'DENY');
  }
}

/** A registered origin becomes part of a policy: anything but an exact origin could add directives to it. */
const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;
