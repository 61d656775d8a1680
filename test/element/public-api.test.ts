/** All that is public, name by name: whoever changes one of these breaks a page. */
import { expect } from '@open-wc/testing';
import * as api from '../../src/element/index.js';
import { RefportEmbed, EmbedError, type EmbedStatus } from '../../src/element/index.js';
import { embed, shows } from '../support/page/embed.js';
import { PARTNER_STATES } from '../support/page/partner-states.js';
import { TokenDesk } from '../support/page/token-desk.js';

const STATUSES: readonly EmbedStatus[] = ['idle', 'loading', 'ready', 'refreshing', 'failed'];

const ATTRIBUTES = [
  'loading',
  'locale',
  'max-height',
  'min-height',
  'portal-link',
  'portal-url',
  'refresh',
  'theme',
  'token',
  'token-credentials',
  'token-delivery',
  'token-endpoint',
  'token-method',
];

/** Of the class itself, beside what every Lit element has. */
const METHODS = ['refresh', 'reload', 'reset'];
const WRITABLE = ['fetchToken', 'requestHeaders', 'strings'];
const READ_ONLY = ['diagnostics', 'error', 'expiresAt', 'status'];

/** What the page is told, by event, with what it says in it. */
const EVENTS: Record<
  string,
  { type: new (...fields: never[]) => Event; fields: string[]; cancelable: boolean }
> = {
  'refport-status': { type: api.RefportStatusEvent, fields: ['previous', 'status'], cancelable: false },
  'refport-token': { type: api.RefportTokenEvent, fields: ['expiresAt'], cancelable: false },
  'refport-ready': { type: api.RefportReadyEvent, fields: [], cancelable: false },
  'refport-resize': { type: api.RefportResizeEvent, fields: ['height'], cancelable: false },
  'refport-error': {
    type: api.RefportErrorEvent,
    fields: ['cause', 'code', 'retryable', 'status'],
    cancelable: true,
  },
};

const sorted = (names: Iterable<string>): string[] => [...names].toSorted();

/** An embed that says, in this order, all that it can: it fails, and then it is ready. */
async function thatSaysEverything() {
  const events: Event[] = [];
  const listen = (event: Event): void => void events.push(event);
  for (const type of Object.keys(EVENTS)) document.addEventListener(type, listen);
  const desk = new TokenDesk();
  desk.refuse(new EmbedError('UNAUTHENTICATED', 'Nobody is signed in.', { status: 401, cause: 'a cause' }));
  desk.give('pt_1');
  const embedded = await embed({ attributes: { 'token-endpoint': '' } });
  embedded.element.fetchToken = desk.fetchToken;
  await embedded.logged('error UNAUTHENTICATED');
  embedded.element.reload();
  await embedded.logged('ready');
  await embedded.logged('resize 333');
  for (const type of Object.keys(EVENTS)) document.removeEventListener(type, listen);
  return { ...embedded, events };
}

describe('the module refport-embed', () => {
  it('exports these', () => {
    const events = Object.values(EVENTS).map(({ type }) => type.name);
    expect(sorted(Object.keys(api))).to.deep.equal(sorted(['EmbedError', 'RefportEmbed', ...events]));
  });
});

describe('the class RefportEmbed', () => {
  it('has these members, and their kinds', () => {
    const prototype = Object.getOwnPropertyDescriptors(RefportEmbed.prototype);
    const settable = (name: string): boolean => prototype[name as keyof typeof prototype]?.set !== undefined;
    const gettable = (name: string): boolean => prototype[name as keyof typeof prototype]?.get !== undefined;
    const element = document.createElement('refport-embed');
    for (const name of METHODS) expect(Reflect.get(element, name), name).to.be.a('function');
    for (const name of WRITABLE) expect([gettable(name), settable(name)], name).to.deep.equal([true, true]);
    for (const name of READ_ONLY) expect([gettable(name), settable(name)], name).to.deep.equal([true, false]);
    expect(sorted(RefportEmbed.observedAttributes)).to.deep.equal(ATTRIBUTES);
  });

  it('says its version, and defines itself under another name and in another registry', () => {
    expect(RefportEmbed.version).to.match(/^\d+\.\d+\.\d+/);
    const asked: unknown[] = [];
    const registry = {
      get: () => undefined,
      define: (...definition: unknown[]) => void asked.push(definition),
    } as unknown as CustomElementRegistry;
    RefportEmbed.define('acme-portal', registry);
    expect(asked).to.deep.equal([['acme-portal', RefportEmbed]]);
  });

  it('begins with nothing', () => {
    const { status, error, expiresAt, fetchToken, requestHeaders, strings } =
      document.createElement('refport-embed');
    expect([status, error, expiresAt, fetchToken, requestHeaders, strings]).to.deep.equal([
      'idle',
      ...Array<undefined>(5),
    ]);
  });
});

describe('the events', () => {
  it('say what they say as fields and under detail, bubble, and leave shadow roots', async () => {
    const { events } = await thatSaysEverything();
    expect(sorted(new Set(events.map(({ type }) => type)))).to.deep.equal(sorted(Object.keys(EVENTS)));
    for (const event of events) {
      const { type, fields, cancelable } = EVENTS[event.type] ?? expect.fail(event.type);
      expect(event).to.be.instanceOf(type);
      expect(Reflect.get(type, 'type')).to.equal(event.type);
      expect([event.bubbles, event.composed, event.cancelable], event.type).to.deep.equal([
        true,
        true,
        cancelable,
      ]);
      const detail = Reflect.get(event, 'detail') as object;
      expect(sorted(Object.keys(detail)), event.type).to.deep.equal(fields);
      for (const [name, value] of Object.entries(detail)) expect(Reflect.get(event, name)).to.equal(value);
    }
  });

  it('of failure say why', async () => {
    const { events } = await thatSaysEverything();
    const failure = events.find((event) => event instanceof api.RefportErrorEvent);
    const { code, retryable, status, cause } = failure ?? expect.fail();
    expect([code, retryable, status, cause]).to.deep.equal(['UNAUTHENTICATED', true, 401, 'a cause']);
  });
});

describe('the status, the parts and the page around them', () => {
  for (const { what, status, reach } of PARTNER_STATES) {
    it(`${what}: ${status}, as a property and to CSS, and the page’s markup is as it was`, async function () {
      this.timeout(30_000);
      const { element, portal } = await reach();
      expect(element.status).to.equal(status);
      expect(STATUSES.filter((word) => element.matches(`:state(${word})`))).to.deep.equal([status]);

      const own = document.createElement('refport-embed');
      for (const name of element.getAttributeNames())
        own.setAttribute(name, element.getAttribute(name) ?? '');
      own.innerHTML = '<a href="/api/portal">Open your referral portal</a>';
      expect(element.outerHTML).to.equal(own.outerHTML);
      const written = ['token-endpoint', 'portal-url', 'token-delivery', 'refresh'];
      expect(element.getAttributeNames().filter((name) => !written.includes(name))).to.deep.equal([]);
      expect(element.getAttribute('portal-url')).to.equal(portal.url);
    });
  }

  it('has all the parts, and slots, that pages style and fill', async () => {
    const desk = new TokenDesk();
    const embedded = await embed({ attributes: { 'token-endpoint': '' } });
    const { element } = embedded;
    const has = (...parts: string[]): Promise<void> =>
      shows(embedded, () =>
        parts.every((part) => element.renderRoot.querySelector(`[part~=${part}]`) !== null),
      );
    const slot = (name: string): Promise<void> =>
      shows(embedded, () => element.renderRoot.querySelector(`slot[name=${name}]`) !== null);
    await has('link');
    element.fetchToken = desk.fetchToken;
    await Promise.all([has('frame', 'loading'), slot('loading')]);
    desk.refuse(new EmbedError('UNAUTHENTICATED', 'Nobody is signed in.'));
    await Promise.all([has('frame', 'error', 'retry', 'link'), slot('error')]);
  });
});
