/**
 * The element's attributes, read into settings. Every one is a plain string, so that any CMS, template or framework can
 * write it. A bad value never throws: the default takes its place, and the console says so once.
 */
import { parseUrl } from './page/document.js';
import type { ThemeSetting } from './page/look.js';

export interface Settings {
  /** Absolute URL of the host's token endpoint; `undefined` when the attribute is missing. */
  tokenEndpoint: string | undefined;
  tokenMethod: 'GET' | 'POST';
  tokenCredentials: RequestCredentials;
  portalUrl: string;
  tokenDelivery: 'url' | 'channel';
  refresh: 'auto' | 'manual' | 'never';
  loading: 'eager' | 'lazy';
  theme: ThemeSetting;
  locale: string | undefined;
  minHeight: number;
  maxHeight: number;
  /** Absolute URL of the fallback link, for an element without one of its own. */
  portalLink: string | undefined;
}

/** Attributes that only change how the portal looks; a change of any other starts the embed anew. */
const LIVE_ATTRIBUTES = ['theme', 'locale', 'min-height', 'max-height', 'refresh', 'portal-link'];

const STARTING_ATTRIBUTES = [
  'token-endpoint',
  'token-method',
  'token-credentials',
  'portal-url',
  'token-delivery',
  'loading',
];

/** No setting: it is taken out of the page as soon as it is there. */
export const TOKEN_ATTRIBUTE = 'token';

export const ATTRIBUTES = [...STARTING_ATTRIBUTES, ...LIVE_ATTRIBUTES, TOKEN_ATTRIBUTE];

export const startsAnew = (attribute: string): boolean => STARTING_ATTRIBUTES.includes(attribute);

/** Higher than any portal, and low enough for a page to stay usable. */
const LARGEST_HEIGHT = 20_000;

export const DEFAULT_PORTAL_URL = 'https://app.refport.co/embed/referrals';

/** @param warn takes a sentence for the developer about a value that makes no sense */
export function readSettings(
  element: Pick<Element, 'getAttribute' | 'baseURI'>,
  warn: (sentence: string) => void = warnOnce,
): Settings {
  const text = (name: string): string | undefined => element.getAttribute(name)?.trim() || undefined;

  /** The default in place of a value that makes no sense. */
  function instead<Value>(name: string, value: Value): Value {
    warn(`${name}="${text(name)}" is none of its values: using ${String(value)}`);
    return value;
  }

  function oneOf<const Value extends string>(
    name: string,
    values: readonly [Value, ...Value[]],
    written = text(name),
  ): Value {
    if (written === undefined) return values[0];
    const value = values.find((known) => known.toLowerCase() === written.toLowerCase());
    return value ?? instead(name, values[0]);
  }

  function pixels(name: string, fallback: number): number {
    const written = text(name);
    if (written === undefined) return fallback;
    const px = /^\d{1,5}(px)?$/.test(written) ? Number.parseInt(written, 10) : Infinity;
    return px <= LARGEST_HEIGHT ? px : instead(name, fallback);
  }

  /** Resolved against the base URL, not `location.href`, which is no base in `srcdoc` documents. The element's, which no name hides. */
  function url(name: string): string | undefined {
    const written = text(name);
    // What is no URL stays as it is: whoever uses it says what is wrong with it.
    return written && (parseUrl(written, element.baseURI)?.href ?? written);
  }

  /** `javascript:` and the like are no addresses to go to. */
  function link(name: string): string | undefined {
    const written = text(name);
    if (written === undefined) return undefined;
    const { protocol = '', href } = parseUrl(written, element.baseURI) ?? {};
    return /^https?:$/.test(protocol) ? href : instead(name, undefined);
  }

  const minHeight = pixels('min-height', 120);
  const theme = text('theme');
  return {
    tokenEndpoint: url('token-endpoint'),
    tokenMethod: oneOf('token-method', ['GET', 'POST']),
    tokenCredentials: oneOf('token-credentials', ['same-origin', 'include', 'omit']),
    portalUrl: url('portal-url') ?? DEFAULT_PORTAL_URL,
    tokenDelivery: oneOf('token-delivery', ['url', 'channel']),
    refresh: oneOf('refresh', ['auto', 'manual', 'never']),
    loading: oneOf('loading', ['eager', 'lazy']),
    theme: oneOf('theme', ['auto', 'light', 'dark'], theme === 'system' ? 'auto' : theme),
    locale: text('locale'),
    minHeight,
    maxHeight: Math.max(minHeight, pixels('max-height', 8000)),
    portalLink: link('portal-link'),
  };
}

const warned = new Set<string>();

function warnOnce(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(`<refport-embed> ${message}`);
}
