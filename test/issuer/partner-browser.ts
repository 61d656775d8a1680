/** A partner's browser, as far as the issuer can tell: it keeps cookies, and says where a request comes from. */
import type { Issuer } from 'refport-embed/issuer';

export interface Page {
  status: number;
  headers: Headers;
  html: string;
  /** Where a redirect leads. */
  location: string | null;
}

export interface Cookie {
  name: string;
  value: string;
  /** `HttpOnly`, `Path=/` and so on, as they came. */
  attributes: string[];
}

/** A link that is followed, unless told otherwise. */
const NAVIGATION = {
  'Sec-Fetch-Dest': 'document',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Site': 'cross-site',
};

export class PartnerBrowser {
  readonly cookies = new Map<string, Cookie>();
  readonly #issuer: Issuer;
  readonly #origin: string;

  constructor(issuer: Issuer, origin = 'http://acme.localhost') {
    this.#issuer = issuer;
    this.#origin = origin;
  }

  open(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.#send(path, { headers: { ...NAVIGATION, ...headers } });
  }

  look(path: string): Promise<Page> {
    return this.#send(path, { method: 'HEAD' });
  }

  /** Presses the button of a form on one of the portal's own pages. */
  press(path: string, headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' }): Promise<Page> {
    return this.#send(path, { method: 'POST', headers });
  }

  /** Opens a page and goes where its redirects lead. */
  async visit(path: string): Promise<Page> {
    const page = await this.open(path);
    return page.location === null ? page : this.visit(page.location);
  }

  async #send(path: string, init: RequestInit): Promise<Page> {
    const headers = new Headers(init.headers);
    const cookies = [...this.cookies.values()].map(({ name, value }) => `${name}=${value}`);
    if (cookies.length > 0) headers.set('Cookie', cookies.join('; '));
    const answer = await this.#issuer.fetch(
      new Request(`${this.#origin}${path}`, { ...init, headers, redirect: 'manual' }),
    );
    for (const text of answer.headers.getSetCookie()) this.#keep(text);
    return {
      status: answer.status,
      headers: answer.headers,
      html: await answer.text(),
      location: answer.headers.get('Location'),
    };
  }

  #keep(text: string): void {
    const [pair = '', ...attributes] = text.split('; ');
    const [name = '', value = ''] = pair.split('=');
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, { name, value, attributes });
  }
}
