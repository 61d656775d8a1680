/** Which look the portal should take, so that it fits into the host's page. */
import type { Theme } from '../protocol/messages.js';
import { pageDocument } from './page-document.js';

export type ThemeSetting = 'auto' | Theme;

export interface ResolvedTheme {
  theme: Theme;
  /** Nothing on the page says light or dark, so it is the system's choice and changes with it. */
  followsSystem: boolean;
}

const SYSTEM_DARK = '(prefers-color-scheme: dark)';

/** `auto` asks what the page declares (`color-scheme`), then what it wears on its root, then the system. */
export function resolveTheme(element: Element, setting: ThemeSetting): ResolvedTheme {
  const declared = setting === 'auto' ? (declaredScheme(element) ?? rootTheme()) : setting;
  return declared
    ? { theme: declared, followsSystem: false }
    : { theme: matchMedia(SYSTEM_DARK).matches ? 'dark' : 'light', followsSystem: true };
}

/** `only` and unknown words aside, a scheme decides when it is the only one that is declared. */
function declaredScheme(element: Element): Theme | undefined {
  const schemes = getComputedStyle(element).colorScheme.split(' ');
  const light = schemes.includes('light');
  const dark = schemes.includes('dark');
  return light === dark ? undefined : light ? 'light' : 'dark';
}

/** What the common frameworks write on the root: `data-theme`, `data-bs-theme`, `class="dark"`. */
function rootTheme(): Theme | undefined {
  const { dataset, classList } = pageDocument.documentElement;
  const worn = [dataset['theme'], dataset['bsTheme'], ...classList];
  return worn.includes('dark') ? 'dark' : worn.includes('light') ? 'light' : undefined;
}

/** Calls back when the answer of {@link resolveTheme} may have changed. */
export function onThemeChange(signal: AbortSignal, callback: () => void): void {
  matchMedia(SYSTEM_DARK).addEventListener('change', callback, { signal });
  const root = new MutationObserver(callback);
  root.observe(pageDocument.documentElement, {
    attributeFilter: ['class', 'style', 'data-theme', 'data-bs-theme'],
  });
  signal.addEventListener('abort', () => root.disconnect(), { once: true });
}
