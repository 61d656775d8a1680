/**
 * The document, past the names in somebody's content that hide its own: after `<img name="addEventListener">`,
 * `document.addEventListener` is that image. Nothing can hide what the prototype has.
 */
import { shared } from './shared.js';

export const pageDocument = new Proxy({} as Document, {
  // Read late: a server that imports the element has no document.
  get(_, name) {
    const value: unknown = Reflect.get(Document.prototype, name, document);
    return typeof value === 'function' ? (value.bind(document) as unknown) : value;
  },
});

/**
 * Calls back with the origin of a frame that the page's own Content-Security-Policy has stopped. Browsers tell about no other
 * blocked frame: all others look as if they had loaded (`docs/element.md`, "Blocked portals").
 */
export const onFrameStopped = shared<[origin: string]>((tell, signal) =>
  pageDocument.addEventListener(
    'securitypolicyviolation',
    ({ disposition, effectiveDirective, blockedURI }) => {
      if (disposition !== 'enforce' || effectiveDirective !== 'frame-src') return;
      const url = parseUrl(blockedURI);
      if (url) tell(url.origin);
    },
    { signal },
  ),
);

/** `URL.canParse` is younger than the browsers that the element supports. */
export function parseUrl(url: string, base?: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}

/**
 * Calls back when all of an element is there: now, unless the parser may still be inside of it. Nothing can follow an element
 * that the parser has not left.
 *
 * @returns ends the waiting
 */
export function whenParsed(element: Element, callback: () => void): () => void {
  const isParsed = (): boolean => {
    if (pageDocument.readyState !== 'loading') return true;
    for (let node: Node | null = element; node; node = Reflect.get(Node.prototype, 'parentNode', node)) {
      if (Reflect.get(Node.prototype, 'nextSibling', node)) return true;
    }
    return false;
  };
  if (isParsed()) {
    callback();
    return () => undefined;
  }
  const end = new AbortController();
  const check = (): void => {
    if (end.signal.aborted || !isParsed()) return;
    stop();
    callback();
  };
  const observer = new MutationObserver(check);
  const stop = (): void => {
    observer.disconnect();
    end.abort();
  };
  observer.observe(document, { childList: true, subtree: true });
  pageDocument.addEventListener('readystatechange', check, { signal: end.signal });
  return stop;
}

const onChildren = new Map<Node, () => void>();
let children: MutationObserver | undefined;

/** Calls back when an element gets or loses a child; answers how to stop. */
export function onChildChange(element: Element, callback: () => void): () => void {
  children ??= new MutationObserver((records) => {
    for (const parent of new Set(records.map(({ target }) => target))) onChildren.get(parent)?.();
  });
  onChildren.set(element, callback);
  children.observe(element, { childList: true });
  return () => {
    onChildren.delete(element);
    if (onChildren.size === 0) children?.disconnect();
  };
}
