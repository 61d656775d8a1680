/** How the portal should look and speak, by what is written on the element and on the page around it. */
import { localeOf } from './language.js';
import type { Appearance } from './portal.js';
import type { Settings } from './settings.js';
import { readThemeVars } from './theme-vars.js';
import { resolveTheme } from './theme.js';

export function appearanceOf(element: Element, { theme, locale }: Settings): Appearance {
  return { ...resolveTheme(element, theme), locale: localeOf(element, locale), vars: readThemeVars(element) };
}
