/**
 * The secret key. It leaves in one request header; every text that comes back is read through here, so that a vendor,
 * or an injected fetch, that echoes the key cannot put it into a log or a browser.
 */
import { matching } from './answer.js';

export class ApiKey {
  readonly #key: string;

  constructor(key: string) {
    // With a line break, pasted from a terminal, it would come back in the Headers API's own error message.
    if (!matching(/^[!-~]+$/, key))
      throw new TypeError('apiKey is missing. Is its environment variable set?');
    this.#key = key;
  }

  authorization(): string {
    return `Bearer ${this.#key}`;
  }

  /** JSON with the key cut out of every string, however escaped; undefined when it is no JSON. */
  parse(text: string): unknown {
    try {
      return JSON.parse(text, (_, part: unknown) => (typeof part === 'string' ? this.#cut(part) : part));
    } catch {
      return undefined; // the SyntaxError quotes the body, so it is not kept
    }
  }

  /** A stranger's text, fit for one line of a log; empty when it is none. */
  line(text: unknown): string {
    return this.#cut(matching(/./, text) ?? '')
      .replace(/[\p{C}\p{Z}]+/gu, ' ')
      .slice(0, 300);
  }

  #cut(text: string): string {
    return text.replaceAll(this.#key, '[key]');
  }
}
