/**
 * The dialect of today's portals, quarantined here: `?token=…&dynamicHeight=true&theme=…&cssVars=<JSON>` comes in by the
 * URL, `PAGE_HEIGHT` and `ERROR` go out by `postMessage`. Refport's own `createEmbed` speaks it, and the element with
 * `token-delivery="url"`.
 */
import type { HostConnection, HostConnectionOptions } from '../portal/index.js';
import { visibleArea } from '../portal/visible-area.js';

export interface UrlSettings {
  token: string;
  theme: 'light' | 'dark' | 'system';
  vars: Record<string, string>;
  dynamicHeight: boolean;
}

export interface UrlCallbacks {
  onToken: HostConnectionOptions['onToken'];
  onTheme(theme: UrlSettings['theme'], vars: Record<string, string>): void;
}

/** Reads the settings when there is a token in the URL, and takes the token out of it: history and copies hold none. */
export function takeTokenFromUrl(): UrlSettings | undefined {
  const url = new URL(location.href);
  const token = url.searchParams.get('token');
  if (!token) return undefined;
  url.searchParams.delete('token');
  history.replaceState(null, '', url);
  const theme = url.searchParams.get('theme');
  return {
    token,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    vars: readVars(url.searchParams.get('cssVars')),
    dynamicHeight: url.searchParams.get('dynamicHeight') === 'true',
  };
}

function readVars(json: string | null): Record<string, string> {
  try {
    const vars: unknown = JSON.parse(json ?? '{}');
    return Object.fromEntries(
      Object.entries(vars ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}

/** No message holds a secret, and `frame-ancestors` has decided who may frame this page. */
const post = (event: 'PAGE_HEIGHT' | 'ERROR', data: object): void =>
  window.parent.postMessage({ event, data }, '*');

/** The same words as over the channel. Such a host can only be told to come again with another URL. */
export function connectByUrl(settings: UrlSettings, callbacks: UrlCallbacks): HostConnection {
  const sizes = new ResizeObserver(postHeight);
  let lastHeight = 0;

  function postHeight(): void {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (!settings.dynamicHeight || height === 0 || height === lastHeight) return;
    lastHeight = height;
    post('PAGE_HEIGHT', { height });
  }

  callbacks.onTheme(settings.theme, settings.vars);
  queueMicrotask(() => callbacks.onToken(settings.token, { n: 1, expiresInSeconds: undefined }));
  return {
    ready() {
      postHeight(); // at once: a frame out of sight is not rendered, and its observer is silent
      sizes.observe(document.documentElement);
    },
    tokenExpired: () => post('ERROR', { code: 'TOKEN_EXPIRED', message: 'The embed token has expired.' }),
    signedOut: () => post('ERROR', { code: 'SIGNED_OUT', message: 'The partner has signed out.' }),
    error: (code, message = '') => post('ERROR', { code, message }),
    visibleArea,
    close: () => sizes.disconnect(),
  };
}
