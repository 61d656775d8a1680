/** Which language the partner reads: what is written on the element, on the page around it, and what the browser says. */

/** What a portal takes (`localeSchema` of the protocol). */
const LONGEST_TAG = 35;

/**
 * The language as a canonical tag: the first that is one at all, of the `locale` attribute, the nearest `lang`, those further
 * up, and the browser's.
 */
export function localeOf(element: Element, attribute: string | undefined): string {
  const written = Array.from(wayUp(element), (ancestor) =>
    Element.prototype.getAttribute.call(ancestor, 'lang'),
  );
  for (const tag of [attribute, ...written, ...navigator.languages]) {
    const locale = canonical(tag ?? '');
    if (locale !== undefined) return locale;
  }
  return 'en';
}

/** `pt` for `pt-BR`: what texts are written in. */
export const languageOf = (locale: string): string => new Intl.Locale(locale).language;

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
function* wayUp(element: Element): Generator<Element> {
  // By the prototype's own way: a form's fields hide what it has by their names, and one named `parentNode` leads in circles.
  for (let node: Node | null = element; node; node = parentOf(node)) if (node instanceof Element) yield node;
}

const parentOf = (node: Node): Node | null =>
  node instanceof ShadowRoot ? node.host : Reflect.get(Node.prototype, 'parentNode', node);

/** Calls back when the answer of {@link localeOf} may have changed, as long as the element stays where it is. */
export function onLanguageChange(signal: AbortSignal, element: Element, callback: () => void): void {
  const observer = new MutationObserver(callback);
  for (const ancestor of wayUp(element)) observer.observe(ancestor, { attributeFilter: ['lang'] });
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  addEventListener('languagechange', callback, { signal });
}
