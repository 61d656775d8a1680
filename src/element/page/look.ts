/** How the host's page looks and which language it speaks, where an element stands: read when needed, and heard of when it changes. */
import type { Theme, Vars } from '../../protocol/messages.js';
import { pageDocument } from './document.js';
import { shared } from './shared.js';

export type ThemeSetting = 'auto' | Theme;

/** How the portal should look and speak to fit into the page. */
export interface Appearance {
  theme: Theme;
  vars: Vars;
  locale: string;
}

const SYSTEM_DARK = '(prefers-color-scheme: dark)';

/** `auto` asks what the page declares (`color-scheme`), then what its root is marked with, then the system. */
export function resolveTheme(element: Element, setting: ThemeSetting): Theme {
  if (setting !== 'auto') return setting;
  return declaredScheme(element) ?? rootTheme() ?? (matchMedia(SYSTEM_DARK).matches ? 'dark' : 'light');
}

/** A scheme decides when it is the only one that is declared. */
function declaredScheme(element: Element): Theme | undefined {
  const schemes = getComputedStyle(element).colorScheme.split(' ');
  const light = schemes.includes('light');
  const dark = schemes.includes('dark');
  return light === dark ? undefined : light ? 'light' : 'dark';
}

/** What the common frameworks write on the root: `data-theme`, `data-bs-theme`, `class="dark"`. */
function rootTheme(): Theme | undefined {
  const { dataset, classList } = pageDocument.documentElement;
  const marks = [dataset['theme'], dataset['bsTheme'], ...classList];
  return marks.includes('dark') ? 'dark' : marks.includes('light') ? 'light' : undefined;
}

/** Calls back when {@link resolveTheme} may answer something else; answers how to stop. */
export const onThemeChange = shared<[]>((tell, signal) => {
  const change = (): void => tell();
  matchMedia(SYSTEM_DARK).addEventListener('change', change, { signal });
  const observer = new MutationObserver(change);
  const attributeFilter = ['class', 'style', 'data-theme', 'data-bs-theme'];
  observer.observe(pageDocument.documentElement, { attributeFilter });
  signal.addEventListener('abort', () => observer.disconnect());
});

/** What a page may set for the portal; `docs/portal.md` says what each is for. */
const NAMES = ['accent', 'on-accent', 'background', 'surface', 'text', 'muted', 'border', 'radius', 'font'];

/** By what names they are set. */
export const THEME_VARIABLES = NAMES.map((name) => `--refport-${name}`);

/** Colours, lengths, keywords, names of fonts: no character that could end the value and begin something else. */
const CHARACTERS = /^[\w\s#%.,/()'"+*-]{1,100}$/;

/** Nothing that loads or refers to something else: the portal puts the value into its own style sheet. */
const FUNCTIONS = /^(?:rgba?|hsla?|hwb|(?:ok)?(?:lab|lch)|color(?:-mix)?|light-dark|calc|min|max|clamp|)$/i;

/** The variables that are set on an element or that it inherits: `--refport-accent` is `--accent` in the portal. */
export function readThemeVars(element: Element): Vars {
  const style = getComputedStyle(element);
  const vars: Vars = {};
  for (const name of NAMES) {
    const value = style.getPropertyValue(`--refport-${name}`).trim();
    if (isHarmless(value)) vars[`--${name}`] = value;
  }
  return vars;
}

const isHarmless = (value: string): boolean =>
  CHARACTERS.test(value) &&
  !value.includes('/*') &&
  Array.from(value.matchAll(/([\w-]*)\(/g), ([, name = '']) => name).every((name) => FUNCTIONS.test(name));

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

/** `pt` for `pt-BR`: what texts are written in. */
export const languageOf = (locale: string): string => locale.replace(/-.*/, '');

function canonical(tag: string): string | undefined {
  try {
    const locale = new Intl.Locale(tag.trim().replaceAll('_', '-')); // many a CMS writes pt_BR
    return [locale.toString(), locale.baseName].find(({ length }) => length <= LONGEST_TAG);
  } catch {
    return undefined;
  }
}

/**
 * The element and everything it stands in, out of every shadow root. Not by way of slots: the language of a node is that of
 * its parent, wherever it is shown (HTML Standard, "the lang attribute"), and `:lang()` says the same.
 */
function wayUp(element: Element): Node[] {
  const nodes: Node[] = [];
  // By the prototype's own way: a form field named `parentNode` would lead in circles.
  for (let node: Node | null = element; node;) {
    nodes.push(node);
    node = node instanceof ShadowRoot ? node.host : Reflect.get(Node.prototype, 'parentNode', node);
  }
  return nodes;
}

let langs: MutationObserver | undefined;

const onLang = shared<[changed?: ReadonlySet<Node>]>((tell, signal) => {
  const observer = (langs = new MutationObserver((records) =>
    tell(new Set(records.map(({ target }) => target))),
  ));
  signal.addEventListener('abort', () => observer.disconnect());
  addEventListener('languagechange', () => tell(), { signal });
});

/** Calls back when {@link localeOf} may answer something else, as long as the element stays where it is; answers how to stop. */
export function onLanguageChange(element: Element, callback: () => void): () => void {
  const stop = onLang((changed) => {
    if (!changed || wayUp(element).some((node) => changed.has(node))) callback();
  });
  for (const node of wayUp(element)) {
    if (!(node instanceof Element)) langs?.observe(node, { attributeFilter: ['lang'], subtree: true });
  }
  return stop;
}

/** Calls back when the page around an element may look or speak differently; answers how to stop. */
export function onSurroundings(element: Element, callback: () => void): () => void {
  const stops = [onThemeChange(callback), onLanguageChange(element, callback)];
  return () => {
    for (const stop of stops) stop();
  };
}
