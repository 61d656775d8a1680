/**
 * The dialect of today's portals, quarantined here: `?token=…&dynamicHeight=true&theme=…&cssVars=<JSON>` comes in by the
 * URL, `PAGE_HEIGHT` and `ERROR` go out by `postMessage`. Refport's own `createEmbed` speaks it, and the element with
 * `token-delivery="url"`.
 */
import type { Host } from './host.js';
import { takeTurn } from './storm-guard.js';

export interface UrlSettings {
  /** Missing where the browser has restored a page that had taken it out of its address, or where the host had none. */
  token: string | undefined;
  theme: 'light' | 'dark' | 'system';
  vars: Record<string, string>;
  dynamicHeight: boolean;
  /** A BCP 47 tag. */
  locale: string | undefined;
}

/** Marks an entry of the history whose address has had a token: whoever comes back to it finds none. */
const TOKEN_TAKEN = 'token-taken';

/**
 * Reads the settings when the URL is one of this dialect, and takes the token out of it: history and copies hold none. The URL
 * of a page that is restored is told by its mark, or by `dynamicHeight`, which nobody else says.
 */
export function readUrl(): UrlSettings | undefined {
  const url = new URL(location.href);
  const { searchParams } = url;
  const token = searchParams.get('token');
  const dynamicHeight = searchParams.get('dynamicHeight') === 'true';
  const state = history.state as { refport?: unknown } | null;
  if (token === null && !dynamicHeight && state?.refport !== TOKEN_TAKEN) return undefined;
  searchParams.delete('token');
  history.replaceState({ refport: TOKEN_TAKEN }, '', url);
  const theme = searchParams.get('theme');
  return {
    token: token || undefined,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    vars: readVars(searchParams.get('cssVars')),
    dynamicHeight,
    locale: searchParams.get('locale') ?? undefined,
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

/** Such a host can only be told to come again with another URL. Errors always have words: `createEmbed` drops those without. */
export function urlHost({ dynamicHeight }: UrlSettings): Host {
  const sizes = new ResizeObserver(postHeight);
  let lastHeight = 0;

  function postHeight(): void {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (!dynamicHeight || height === 0 || height === lastHeight) return;
    lastHeight = height;
    post('PAGE_HEIGHT', { height });
  }

  return {
    ready() {
      postHeight(); // at once: a frame out of sight is not rendered, and its observer is silent
      sizes.observe(document.documentElement);
    },
    refused(code, message) {
      const turn = takeTurn();
      if (turn === 'told') post('ERROR', { code, message });
      if (turn === 'last') {
        const rejected = 'Several tokens in a row were refused. No other one is asked for within a minute.';
        post('ERROR', { code: 'TOKEN_REJECTED', message: rejected });
      }
      return turn === 'told';
    },
  };
}
