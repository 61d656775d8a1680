/** How the host's page looks and which language it speaks, where an element stands: read when needed, and heard of when it changes. */
import type { Theme, Vars } from '../../protocol/messages.js';
import { bare } from '../../protocol/own-property.js';
import { pageDocument, wayUp } from './document.js';
import { all, listen, shared, type Stop } from './shared.js';

export type ThemeSetting = 'auto' | Theme;

/** How the portal should look and speak to fit into the page. */
export interface Appearance {
  theme: Theme;
  vars: Vars;
  locale: string;
}

const SYSTEM_DARK = '(prefers-color-scheme: dark)';

/**
 * `auto` asks what the page declares (`color-scheme`), then what its root is marked with, as common frameworks do (`data-theme`,
 * `data-bs-theme`, `class="dark"`), then the system.
 */
export function resolveTheme(element: Element, setting: ThemeSetting): Theme {
  if (setting !== 'auto') return setting;
  const { dataset, classList } = pageDocument.documentElement;
  return (
    themeIn(getComputedStyle(element).colorScheme.split(' ')) ??
    themeIn([dataset['theme'], dataset['bsTheme'], ...classList]) ??
    (matchMedia(SYSTEM_DARK).matches ? 'dark' : 'light')
  );
}

/** A theme decides when it is the only one that is named. */
function themeIn(words: readonly (string | undefined)[]): Theme | undefined {
  const isDark = words.includes('dark');
  return isDark === words.includes('light') ? undefined : isDark ? 'dark' : 'light';
}

/** What a page may set for the portal; `docs/portal.md` says what each is for. */
const NAMES = ['accent', 'on-accent', 'background', 'surface', 'text', 'muted', 'border', 'radius', 'font'];

/** By what names they are set. */
export const THEME_VARIABLES = NAMES.map((name) => `--refport-${name}`);

/** Colours, lengths, keywords, names of fonts: no character that could end the value and begin something else. */
const CHARACTERS = /^[\w\s#%.,/()'"+*-]{1,100}$/;

/** A text, with its end. */
const STRING = /"[^"\n\f\r]*"|'[^'\n\f\r]*'/g;

/** With its end, and nothing that loads or refers to something else: the portal puts the value into its own style sheet. */
const FUNCTION =
  /(^|[^\w-])(?:rgba?|hsla?|hwb|(?:ok)?(?:lab|lch)|color(?:-mix)?|light-dark|calc|min|max|clamp|)\([^()]*\)/i;

/** The variables that are set on an element or that it inherits: `--refport-accent` is `--accent` in the portal. */
export function readThemeVars(element: Element): Vars {
  const style = getComputedStyle(element);
  const vars = bare<Vars>();
  for (const name of NAMES) {
    const value = style.getPropertyValue(`--refport-${name}`).trim();
    if (isHarmless(value)) vars[`--${name}`] = value;
  }
  return vars;
}

/** What is left without texts and functions has neither a quote nor a bracket, or something has no end. */
function isHarmless(value: string): boolean {
  let rest = value.replace(STRING, ' ');
  while (FUNCTION.test(rest)) rest = rest.replace(FUNCTION, '$1 ');
  return CHARACTERS.test(value) && !/["'()]|\/\*/.test(rest);
}

/** The longest tag that a portal takes (`localeSchema` of the protocol). */
const LONGEST_TAG = 35;

/**
 * The language as a canonical tag: the first valid one of the `locale` attribute, the nearest `lang`, those further up, and the
 * browser's.
 */
export function localeOf(element: Element, attribute: string | undefined): string {
  const written = wayUp(element).map(
    (node) => node instanceof Element && Element.prototype.getAttribute.call(node, 'lang'),
  );
  for (const tag of [attribute, ...written, ...navigator.languages]) {
    const locale = tag && canonical(tag);
    if (locale) return locale;
  }
  return 'en';
}

function canonical(tag: string): string | undefined {
  try {
    const locale = new Intl.Locale(tag.trim().replaceAll('_', '-')); // many a CMS writes pt_BR
    return [locale.toString(), locale.baseName].find(({ length }) => length <= LONGEST_TAG);
  } catch {
    return undefined;
  }
}

let observer: MutationObserver;

const onChange = shared<[changed?: ReadonlySet<Node>]>((tell) => {
  observer = new MutationObserver((records) => tell(new Set(records.map(({ target }) => target))));
  const attributeFilter = ['class', 'style', 'data-theme', 'data-bs-theme'];
  observer.observe(pageDocument.documentElement, bare({ attributeFilter }));
  const changed = (): void => tell();
  return all(
    listen(matchMedia(SYSTEM_DARK), ['change'], changed),
    listen(window, ['languagechange'], changed),
    () => observer.disconnect(),
  );
});

/** Calls back when the page around an element may look or speak differently, as long as the element stays where it is. */
export function onSurroundings(element: Element, callback: () => void): Stop {
  const stop = onChange((changed) => {
    if (!changed || wayUp(element).some((node) => changed.has(node))) callback();
  });
  for (const node of wayUp(element)) {
    if (!(node instanceof Element))
      observer.observe(node, bare({ attributeFilter: ['lang'], subtree: true }));
  }
  return stop;
}
