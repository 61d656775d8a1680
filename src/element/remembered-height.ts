/**
 * How high an embed was when this visitor last saw it: on the next visit the page keeps that room free, and nothing moves when
 * the portal appears. A number in the tab's own storage, which ends with the tab; without storage nothing is remembered.
 */
import { pageDocument } from './page-document.js';

const PREFIX = 'refport-embed:height:';

export class RememberedHeight {
  readonly #key: string;

  /**
   * An embed is known again by its page, its portal, and which of the page's embeds it is. Hashed, because an address may hold
   * what is not to lie about in a storage (an invitation, a link to reset a password), and 32 bits of it hold nothing.
   */
  constructor(element: Element, portalUrl: string) {
    const root = element.getRootNode();
    const embeds = (root instanceof ShadowRoot ? root : pageDocument).querySelectorAll(element.localName);
    this.#key = PREFIX + hash([location.pathname, portalUrl, [...embeds].indexOf(element)].join());
  }

  /** Whole CSS pixels; `undefined` when nothing is known, and, written, when nothing is to be. */
  get px(): number | undefined {
    const text = attempt((storage) => storage.getItem(this.#key));
    return text && /^\d{1,5}$/.test(text) ? Number(text) : undefined;
  }

  set px(px: number | undefined) {
    attempt((storage) =>
      px === undefined ? storage.removeItem(this.#key) : storage.setItem(this.#key, String(px)),
    );
  }
}

/** Where a visitor lets nobody keep anything, whoever only looks at the storage is thrown at; some browsers have none at all. */
function attempt<T>(action: (storage: Storage) => T): T | undefined {
  try {
    return action(sessionStorage);
  } catch {
    return undefined;
  }
}

/** FNV-1a. */
function hash(text: string): string {
  let bits = 0x811c9dc5;
  for (const character of text) bits = Math.imul(bits ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (bits >>> 0).toString(36);
}
