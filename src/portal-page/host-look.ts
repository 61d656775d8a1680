/** Takes over the look of the host's page: light or dark, and the variables that the style sheet knows. */

/** What a host may set; see `theme.css` for what each is for. */
const VARS = [
  '--accent',
  '--on-accent',
  '--background',
  '--surface',
  '--text',
  '--muted',
  '--border',
  '--radius',
  '--font',
];

/** Values come from another origin: nothing that loads, nests or goes on after the value. */
const isHarmless = (value: string): boolean =>
  value.length <= 100 && !/[;{}@\\<>]|\b(?:url|image|image-set|src|var|env|attr)\(/i.test(value);

/** `system`: whatever the partner's device prefers. */
export function applyHostLook(theme: 'light' | 'dark' | 'system', vars: Record<string, string>): void {
  const { style, dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  for (const name of VARS) {
    const value = Object.hasOwn(vars, name) ? vars[name] : undefined;
    if (value !== undefined && isHarmless(value)) style.setProperty(name, value);
    else style.removeProperty(name);
  }
}
