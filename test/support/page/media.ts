/**
 * Media that no driver can pretend in every engine: paper, and people who want nothing to move. The conditions in the element's own
 * style sheets are rewritten, as if they held or did not.
 */

/** The answer to a condition, such as `print`; `undefined` leaves it to the browser. */
type Verdict = (condition: string) => boolean | undefined;

export const ON_PAPER: Verdict = (condition) => /\bprint\b/.test(condition) || undefined;

export const WITHOUT_MOTION: Verdict = (condition) =>
  condition.includes('prefers-reduced-motion') ? !condition.includes('no-preference') : undefined;

/** Runs a look at the element under these circumstances, and puts everything back. */
export function under<T>(verdict: Verdict, { adoptedStyleSheets }: ShadowRoot, look: () => T): T {
  const rules = adoptedStyleSheets
    .flatMap(({ cssRules }) => [...cssRules])
    .filter((rule) => rule instanceof CSSMediaRule)
    .map(({ media }) => ({ media, written: media.mediaText, holds: verdict(media.mediaText) }))
    .filter(({ holds }) => holds !== undefined);
  if (rules.length === 0) throw new Error('No style sheet of the element knows of such circumstances.');
  for (const { media, holds } of rules) media.mediaText = holds ? 'all' : 'not all';
  try {
    return look();
  } finally {
    for (const { media, written } of rules) media.mediaText = written;
  }
}
