/** F17, F18 · Elements that come, go, move and change their minds, while requests are on their way. */
import { expect } from '@open-wc/testing';
import { embed } from '../support/page/embed.js';
import { origins } from '../support/page/origins.js';
import { serve, serveToken, tokensOf } from '../support/page/serve.js';

describe('an embed that comes and goes', () => {
  it('F17 · mounted twice in one task, as React does in development, makes one request and loads one portal', async () => {
    const { element, endpoint, portal, logged, log } = await embed();
    const parent = element.parentElement as HTMLElement;
    await logged('ready');
    element.remove();
    await Promise.resolve();
    parent.append(element);
    element.remove();
    parent.append(element);
    await logged('ready', 2);
    expect([await endpoint.requests(), await portal.requests()].map(({ length }) => length)).to.deep.equal([
      2, 2,
    ]);
    expect(log.filter((line) => line.startsWith('error'))).to.deep.equal([]);
  });

  it('F17 · replaced by another one in one task, as an effect does that runs twice, makes one request and loads one portal', async () => {
    const endpoint = serveToken();
    const first = await embed({ endpoint, attributes: { 'token-endpoint': '' } });
    const parent = first.element.parentElement as HTMLElement;
    first.element.setAttribute('token-endpoint', endpoint.url);
    const second = first.element.cloneNode(true) as typeof first.element;
    first.element.remove();
    parent.append(second);
    await first.logged('ready'); // heard on the parent
    expect(await endpoint.requests()).to.have.length(1);
    expect(await first.portal.requests()).to.have.length(1);
  });

  it('F17 · moved in one task starts its frame anew, with the same token if that is fresh', async () => {
    const { element, endpoint, logged, log } = await embed();
    await logged('ready');
    (element.parentElement as HTMLElement).append(element);
    await logged('token', 2);
    await logged('status ready', 2);
    expect(await endpoint.requests()).to.have.length(1);
    expect(log.filter((line) => line.startsWith('error'))).to.deep.equal([]);
  });

  it('F18 · drops the answer of an endpoint that is not its own any more', async () => {
    const slow = serveToken({ delayMs: 300 });
    const { element, portal, logged } = await embed({ endpoint: slow });
    await slow.requests(1);
    const quick = serveToken({ json: { publicToken: 'pt_quick' } });
    element.setAttribute('token-endpoint', quick.url);
    await logged('ready');
    const control = await embed({ endpoint: slow }); // its answer comes after the first one would have
    await control.logged('ready');
    expect(await tokensOf(portal, 1)).to.deep.equal(['pt_quick']);
  });

  it('F18 · two that swap their endpoints in flight each get what is theirs', async () => {
    const endpoints = {
      a: serveToken({ delayMs: 100, json: { publicToken: 'pt_a' } }),
      b: serveToken({ delayMs: 100, json: { publicToken: 'pt_b' } }),
    };
    const [one, two] = [await embed({ endpoint: endpoints.a }), await embed({ endpoint: endpoints.b })];
    one.element.setAttribute('token-endpoint', endpoints.b.url);
    two.element.setAttribute('token-endpoint', endpoints.a.url);
    await Promise.all([one.logged('ready'), two.logged('ready')]);
    expect([await tokensOf(one.portal, 1), await tokensOf(two.portal, 1)]).to.deep.equal([
      ['pt_b'],
      ['pt_a'],
    ]);
  });

  it('F18 · does not begin when a listener of its first event takes it off the page', async () => {
    const { element, endpoint, log } = await embed({ attributes: { 'token-endpoint': '' } });
    element.addEventListener('refport-status', () => element.reset(), { once: true });
    element.setAttribute('token-endpoint', endpoint.url);
    await element.updateComplete;
    expect(log).to.deep.equal(['status idle', 'status loading']); // the listener on the element comes first
    expect(await endpoint.requests()).to.deep.equal([]);
  });
});

describe('an embed that lacks nothing but a token', () => {
  it('keeps its portal when the button is pressed', async () => {
    const { element, portal, logged } = await embed({ endpoint: serveToken({ status: 401 }, {}) });
    await logged('error UNAUTHENTICATED');
    await portal.notes(1); // the portal is there, and waits
    await element.updateComplete;
    element.shadowRoot?.querySelector('button')?.click();
    await logged('ready');
    expect(await portal.requests()).to.have.length(1);
  });

  it('and any other starts anew, by the button or by refresh()', async () => {
    const portal = serve(origins.portal, '/fixtures/compromised.html?v=2', {});
    const { element, logged } = await embed({ portal });
    await logged('error PROTOCOL_VERSION');
    await element.refresh();
    await logged('status loading', 2);
    await logged('error PROTOCOL_VERSION', 2);
    expect(await portal.requests()).to.have.length(2);
  });

  it('asks once when somebody signs in after an expired token and a 401', async () => {
    const endpoint = serveToken({}, { status: 401 }, {});
    const { element, order, logged } = await embed({ endpoint });
    await logged('ready');
    order({ order: 'tokenExpired' });
    await logged('error UNAUTHENTICATED');
    await element.refresh();
    await logged('status ready', 2);
    expect(await endpoint.requests()).to.have.length(3);
  });

  it('F4 · goes on by itself at the time it was told', async () => {
    const endpoint = serveToken({ status: 429, headers: { 'retry-after': '1' }, held: true }, {});
    const { logged, log, portal } = await embed({ endpoint });
    await portal.notes(1); // it listens: a frame that has never spoken would be loaded anew
    await endpoint.letGo();
    await logged('ready');
    expect(log.filter((line) => !line.startsWith('resize')).slice(0, 4)).to.deep.equal([
      'status loading',
      'status failed',
      'error RATE_LIMITED',
      'status loading',
    ]);
    expect([(await endpoint.requests()).length, (await portal.requests()).length]).to.deep.equal([2, 1]);
  });

  it('refresh="never": words and the link, and no button', async () => {
    const { element, logged, order, words, linkVisible } = await embed({ attributes: { refresh: 'never' } });
    await logged('ready');
    order({ order: 'tokenExpired' });
    await logged('error TOKEN_EXPIRED');
    await element.updateComplete;
    expect([words() !== '', linkVisible()]).to.deep.equal([true, true]);
    expect(element.shadowRoot?.querySelector('button')).to.equal(null);
  });

  it('takes refresh as it is when the token expires', async () => {
    const { element, logged, order } = await embed({ attributes: { refresh: 'never' } });
    await logged('ready');
    element.setAttribute('refresh', 'auto');
    order({ order: 'tokenExpired' });
    await logged('token', 2);
  });
});

describe('a visitor who signs out', () => {
  it('F29 · leaves nothing behind for the next one, though another embed has not noticed', async () => {
    const endpoint = serveToken();
    const [one, other] = [await embed({ endpoint }), await embed({ endpoint })];
    await Promise.all([one.logged('ready'), other.logged('ready')]);
    one.element.reset();
    one.element.reload();
    await one.logged('ready', 2);
    expect(await endpoint.requests()).to.have.length(2);
  });
});

describe('an element that is not on the page', () => {
  it('starts nothing, whatever is set on it', async () => {
    const endpoint = serveToken();
    const portal = serve(origins.portal, '/fixtures/portal.html');
    const element = document.createElement('refport-embed');
    const set = (): void => {
      for (const [name, value] of Object.entries({
        'token-endpoint': endpoint.url,
        'portal-url': portal.url,
        'token-delivery': 'channel',
        theme: 'dark',
        token: 'pt_off_page',
      })) {
        element.setAttribute(name, value);
      }
      element.requestHeaders = { 'X-Set': crypto.randomUUID() };
    };
    set();
    document.body.append(element);
    await portal.notes(1);
    element.remove();
    await Promise.resolve();
    const before = [(await endpoint.requests()).length, (await portal.requests()).length];
    set();
    await element.updateComplete;
    expect([element.status, element.expiresAt]).to.deep.equal(['idle', undefined]);
    expect(element.shadowRoot?.querySelector('iframe')).to.equal(null);
    expect([(await endpoint.requests()).length, (await portal.requests()).length]).to.deep.equal(before);
  });
});

describe('a lazy embed', () => {
  it('that starts anew out of sight is not called ready', async () => {
    const { element, logged } = await embed({ attributes: { loading: 'lazy' } });
    element.scrollIntoView();
    await logged('ready');
    (element.parentElement as HTMLElement).style.marginTop = '500vh';
    scrollTo(0, 0);
    element.reload();
    await element.updateComplete;
    expect(element.status).to.equal('idle');
    element.scrollIntoView();
    await logged('ready', 2);
  });
});
