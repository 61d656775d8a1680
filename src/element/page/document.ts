/**
 * The document, past the names in somebody's content that hide its own: after `<img name="addEventListener">`,
 * `document.addEventListener` is that image. Nothing can hide what the prototype has.
 */
import { bare } from '../../protocol/own-property.js';
import { all, listen, shared, type Stop } from './shared.js';

export const pageDocument = new Proxy({} as Document, {
  // Read late: a server that imports the element has no document.
  get(_, name) {
    const value: unknown = Reflect.get(Document.prototype, name, document);
    return typeof value === 'function' ? (value.bind(document) as unknown) : value;
  },
});

/** `URL.canParse` is younger than the browsers that the element supports. */
export function parseUrl(url: string, base?: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}

/**
 * The element and everything it stands in, out of every shadow root. Not by way of slots: the language of a node is that of
 * its parent, wherever it is shown (HTML Standard, "the lang attribute"), and `:lang()` says the same.
 */
export function wayUp(element: Element): Node[] {
  const nodes: Node[] = [];
  for (let node: Node | null = element; node;) {
    nodes.push(node);
    node = node instanceof ShadowRoot ? node.host : property(node, 'parentNode');
  }
  return nodes;
}

/** A form field of that name would hide the property, and lead in circles. */
const property = (node: Node, name: 'parentNode' | 'nextSibling'): Node | null =>
  Reflect.get(Node.prototype, name, node);

/** Calls back with the origin of a frame that the page's own Content-Security-Policy has stopped: the one cause that browsers tell. */
export const onFrameStopped = shared<[origin: string | undefined]>((tell) =>
  listen(pageDocument, ['securitypolicyviolation'], (event: SecurityPolicyViolationEvent) => {
    const { disposition, effectiveDirective, blockedURI } = event;
    if (disposition === 'enforce' && effectiveDirective === 'frame-src') tell(parseUrl(blockedURI)?.origin);
  }),
);

/** Calls back when anything is added to the page or taken away; answers how to stop. */
export function onTreeChange(callback: MutationCallback): Stop {
  const observer = new MutationObserver(callback);
  observer.observe(document, bare({ childList: true, subtree: true }));
  return () => observer.disconnect();
}

/** Nothing can follow an element that the parser has not left. */
const isParsed = (element: Element): boolean =>
  pageDocument.readyState !== 'loading' || wayUp(element).some((node) => property(node, 'nextSibling'));

/** Calls back when all of an element is there: now, unless the parser may still be inside of it. */
export function whenParsed(element: Element, callback: () => void): Stop {
  if (isParsed(element)) {
    callback();
    return () => undefined;
  }
  const check = (): void => {
    if (!isParsed(element)) return;
    stop();
    callback();
  };
  const stop = all(listen(pageDocument, ['readystatechange'], check), onTreeChange(check));
  return stop;
}

const onChildren = new Map<Node, () => void>();
let children: MutationObserver | undefined;

/** Calls back when an element gets or loses a child; answers how to stop. */
export function onChildChange(element: Element, callback: () => void): Stop {
  children ??= new MutationObserver((records) => {
    for (const { target } of records) onChildren.get(target)?.();
  });
  onChildren.set(element, callback);
  children.observe(element, bare({ childList: true }));
  return () => {
    onChildren.delete(element);
    if (onChildren.size === 0) children?.disconnect();
  };
}

/** Whether it, or something in it, has the focus of its page. */
export const hasFocus = (element: Element): boolean =>
  (element.getRootNode() as Document | ShadowRoot).activeElement === element;

/** Moves the focus, and nothing on the page. */
export const focusQuietly = (element: HTMLElement | undefined): void =>
  element?.focus(bare({ preventScroll: true }));
