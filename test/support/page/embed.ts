/** For tests in the browser: puts a real `<refport-embed>` on the page and writes down what it tells the page. */
import { expect, fixture, html } from '@open-wc/testing';
import type { RefportEmbed } from '../../../src/element/index.js';
import '../../../src/element/define.js';
import { origins } from './origins.js';
import { serve, serveToken, type Served } from './serve.js';

export interface EmbedOptions {
  endpoint?: Served;
  portal?: Served;
  delivery?: 'channel' | 'url';
  /** More attributes. */
  attributes?: Record<string, string>;
  /** Leaves it on the page when the test is over; otherwise it goes by itself. */
  keep?: boolean;
  /** Stands inside, before the link. */
  content?: Element;
}

export interface Embedded {
  element: RefportEmbed;
  endpoint: Served;
  portal: Served;
  /** What the element has told the page: `status loading`, `token`, `ready`, `resize 333`, `error TIMEOUT`. */
  log: string[];
  /** Resolves when the log has this line, the n-th time. */
  logged(line: string, times?: number): Promise<void>;
  /** The words that a screen reader gets. */
  words(): string;
  /** Whether the partner can see the fallback link. */
  linkVisible(): boolean;
  /** The frame on screen, and its window to give orders to the portal in it. */
  frame(): HTMLIFrameElement;
  order(order: object): void;
}

const EVENTS = [
  'refport-status',
  'refport-token',
  'refport-ready',
  'refport-resize',
  'refport-error',
] as const;

export async function embed(options: EmbedOptions = {}): Promise<Embedded> {
  const { delivery = 'channel', endpoint = serveToken(), attributes = {}, keep = false } = options;
  const portal =
    options.portal ?? serve(origins.portal, `/fixtures/${delivery === 'url' ? 'url-' : ''}portal.html`);
  const log: string[] = [];
  const listeners = new Set<() => void>();
  const container = keep
    ? document.body.appendChild(document.createElement('div'))
    : await fixture<HTMLElement>(html`<div></div>`);
  for (const type of EVENTS) {
    container.addEventListener(type, (event) => {
      log.push(lineOf(event));
      for (const listener of listeners) listener();
    });
  }

  const element = document.createElement('refport-embed');
  const all = {
    'token-endpoint': endpoint.url,
    'portal-url': portal.url,
    'token-delivery': delivery,
    ...attributes,
  };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  element.innerHTML = '<a href="/api/portal">Open your referral portal</a>';
  if (options.content) element.prepend(options.content);
  container.append(element);
  await element.updateComplete;

  const inShadow = (selector: string): HTMLElement => {
    const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`The element has no ${selector}.`);
    return found;
  };
  const frame = (): HTMLIFrameElement => inShadow('iframe:not([inert])') as HTMLIFrameElement;
  return {
    element,
    endpoint,
    portal,
    log,
    logged: (line, times = 1) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (log.filter((logged) => logged === line).length < times) return;
          listeners.delete(check);
          resolve();
        };
        listeners.add(check);
        check();
      }),
    words: () => inShadow('[role=status]').innerText.trim(),
    linkVisible: () => element.querySelector('a')?.checkVisibility() ?? false,
    frame,
    order: (order) => frame().contentWindow?.postMessage(order, '*'),
  };
}

function lineOf(event: HTMLElementEventMap[(typeof EVENTS)[number]]): string {
  const name = event.type.replace('refport-', '');
  if ('code' in event) return `${name} ${event.code}`;
  if ('height' in event) return `${name} ${event.height}`;
  return 'status' in event ? `${name} ${event.status}` : name;
}

/** Resolves when the element shows what is wanted. */
export function shows({ element }: Embedded, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!condition()) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(check);
    observer.observe(element.renderRoot, {
      attributes: true,
      childList: true,
      characterData: true,
      subtree: true,
    });
    check();
  });
}

/** Resolves when its own words for a screen reader are these. */
export const says = (embedded: Embedded, pattern: RegExp): Promise<void> =>
  shows(embedded, () => pattern.test(embedded.words()));

/** The height comes with the next frame. */
export async function expectHeight(frame: HTMLIFrameElement, px: number): Promise<void> {
  await new Promise(requestAnimationFrame);
  expect(frame.getBoundingClientRect().height).to.equal(px);
}
