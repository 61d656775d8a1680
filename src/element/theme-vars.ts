/** The host page's own colours and shapes, for the portal: `--refport-accent` on the element becomes `--accent` over there. */
import type { Vars } from '../protocol/messages.js';

/** What a page may set; `docs/portal.md` says what each is for. */
const NAMES = ['accent', 'on-accent', 'background', 'surface', 'text', 'muted', 'border', 'radius', 'font'];

/** By what names they are set. */
export const THEME_VARIABLES = NAMES.map((name) => `--refport-${name}`);

/** Colours, lengths, keywords, names of fonts: no character that could end the value and begin something else. */
const CHARACTERS = /^[\w\s#%.,/()'"+*-]{1,100}$/;

/** Nothing that loads or refers to something else: the portal puts the value into its own style sheet. */
const FUNCTIONS = /^(?:rgba?|hsla?|hwb|(?:ok)?(?:lab|lch)|color(?:-mix)?|light-dark|calc|min|max|clamp|)$/i;

/** The variables that are set on an element, or on whatever it inherits them from. */
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
