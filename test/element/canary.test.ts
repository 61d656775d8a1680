/** A token that can be recognised, looked for in every place of the page where something of the portal may be left. */
import { expect } from '@open-wc/testing';
import { embed, type Embedded } from '../support/page/embed.js';
import { serveToken } from '../support/page/serve.js';

/** What the tokens of the scripted endpoint begin with; they are made there, and stand in no address of the tests. */
const CANARY = 'pt_test_';

/** Every place where a script of the page, a colleague's log or a later visitor could find it. */
async function placesWithTheToken(
  { element, portal, endpoint: token }: Embedded,
  printed: string[],
  events: Event[],
) {
  const frames = await portal.requests();
  const places: Record<string, unknown> = {
    'the markup, shadow roots included': markup(document.documentElement),
    'the properties of the element': Object.getOwnPropertyNames(element).map((name) =>
      String(Reflect.get(element, name)),
    ),
    'what is public of the element': [element.status, element.error, element.expiresAt, element.diagnostics],
    'the performance timeline': performance.getEntries().map(({ name }) => name),
    'the address': [location.href, document.referrer, JSON.stringify(history.state)],
    'the address of the frame': element.shadowRoot?.querySelector('iframe')?.src,
    'the storage': [...Object.entries(localStorage), ...Object.entries(sessionStorage)],
    'the cookies': document.cookie,
    'the caches': await cachedUrls(),
    'the databases': (await indexedDB.databases()).map(({ name }) => name),
    'the window': Object.getOwnPropertyNames(window).filter((name) =>
      String(Reflect.get(window, name)).includes(CANARY),
    ),
    'the console': printed,
    'the events': events.map((event) =>
      JSON.stringify([Object.entries(event), (event as CustomEvent<object>).detail]),
    ),
    'requests to the portal': frames.map(({ url }) => url),
    referrers: [...frames, ...(await token.requests())].map(({ headers }) => headers['referer']),
  };
  return Object.keys(places).filter((place) => JSON.stringify(places[place] ?? '').includes(CANARY));
}

function markup(root: Element): string {
  const shadows = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? [shadowRoot.innerHTML] : [],
  );
  return root.outerHTML + shadows.join('');
}

async function cachedUrls(): Promise<string[]> {
  const names = await caches.keys();
  const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return all.flat().map(({ url }) => url);
}

/** Runs an embed through all that it can do, and writes down what is printed and dispatched meanwhile. */
async function live(delivery: 'channel' | 'url'): Promise<string[]> {
  const printed: string[] = [];
  const events: Event[] = [];
  const originals = { ...console };
  const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
  for (const method of methods)
    console[method] = (...values: unknown[]) => void printed.push(values.map(String).join(' '));
  const listen = (event: Event): void => void events.push(event);
  const types = ['status', 'token', 'ready', 'resize', 'error'].map((type) => `refport-${type}`);
  for (const type of types) document.addEventListener(type, listen);
  try {
    const embedded = await embed({ delivery });
    await embedded.logged('ready');
    await embedded.element.refresh();
    await embedded.logged('token', 2);
    await embedded.portal.notes(2);
    if (delivery === 'channel') embedded.order({ order: 'error', code: 'X', message: 'said by the portal' });
    else embedded.order({ order: 'post', message: { event: 'ERROR', data: 'expired' } });
    await embedded.logged(delivery === 'channel' ? 'error PORTAL_ERROR' : 'status refreshing');
    return await placesWithTheToken(embedded, printed, events);
  } finally {
    for (const type of types) document.removeEventListener(type, listen);
    Object.assign(console, originals);
  }
}

describe('the token', () => {
  it('is nowhere to be found in the channel dialect', async () => {
    expect(await live('channel')).to.deep.equal([]);
  });

  it('is exactly where the documentation says in the url dialect', async () => {
    expect(await live('url')).to.deep.equal([
      'the markup, shadow roots included',
      'the performance timeline',
      'the address of the frame',
      'requests to the portal',
    ]);
  });

  it('is not in the words about an answer that makes no sense', async () => {
    const { logged, element } = await embed({
      endpoint: serveToken({ status: 401, body: `{"publicToken":"${CANARY}` }),
    });
    await logged('error UNAUTHENTICATED');
    expect(
      `${element.error?.message} ${element.error?.stack} ${String(element.error?.cause)}`,
    ).not.to.contain(CANARY);
  });
});
