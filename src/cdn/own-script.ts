/** The tag that this script came by. */

/** Read while the script runs for the first time: later nobody is the current script. */
const { currentScript } = document;

/**
 * As a module a script is never the current one, and an `<img name="currentScript">` takes the name for itself: then the tag
 * is known by its address. `undefined` when it has none, as on a page that bundles its scripts anew.
 */
export function ownScript(): HTMLScriptElement | undefined {
  if (currentScript instanceof HTMLScriptElement) return currentScript;
  return Array.from(document.scripts).find(({ src }) => src.includes('/refport-embed'));
}
