/** Where tokens come from, beside the endpoint: a token in the markup, a function of the page's own, more headers. */
import { expect } from '@open-wc/testing';
import { EmbedError, type Ask, type RefportEmbed } from '../../../src/element/index.js';
import { embed } from '../../support/page/embed.js';
import { origins } from '../../support/page/origins.js';
import { serve, serveToken, tokensOf } from '../../support/page/serve.js';

const ABSENT = { 'token-endpoint': '' };

describe('a token in the markup', () => {
  it('is handed to the portal without a request, and is taken out of the page', async () => {
    const { element, endpoint, portal, logged } = await embed({ attributes: { token: 'pt_written' } });
    await logged('ready');
    expect(element.hasAttribute('token')).to.equal(false);
    expect(await endpoint.requests()).to.deep.equal([]);
    expect(await tokensOf(portal, 1)).to.deep.equal(['pt_written']);
  });

  it('is followed by one from the endpoint, when it has expired', async () => {
    const { endpoint, order, logged } = await embed({ attributes: { token: 'pt_written' } });
    await logged('ready');
    order({ order: 'tokenExpired' });
    await logged('token', 2);
    expect(await endpoint.requests()).to.have.length(1);
  });

  it('is replaced in place by another one', async () => {
    const { element, portal, logged, log } = await embed({ attributes: { ...ABSENT, token: 'pt_one' } });
    await logged('ready');
    element.setAttribute('token', 'pt_two');
    await logged('token', 2);
    expect(await tokensOf(portal, 2)).to.deep.equal(['pt_one', 'pt_two']);
    expect(log.filter((line) => line === 'ready')).to.have.length(1);
    expect(element.outerHTML).not.to.contain('pt_');
  });

  it('is not used twice: whoever starts anew may be somebody else', async () => {
    const { element, endpoint, logged } = await embed({ attributes: { token: 'pt_written' } });
    await logged('ready');
    element.reload();
    await logged('ready', 2);
    expect(await endpoint.requests()).to.have.length(1);
  });

  for (const nonsense of ['', '   ', 'x'.repeat(4097)]) {
    it(`is no token when it is ${nonsense.trim() === '' ? 'empty' : 'too long'}: the endpoint is asked`, async () => {
      const { endpoint, logged } = await embed({ attributes: { token: nonsense } });
      await logged('ready');
      expect(await endpoint.requests()).to.have.length(1);
    });
  }
});

describe('fetchToken', () => {
  /** An embed without an endpoint, with a function. */
  async function withFunction(fetchToken: (ask: Ask) => Promise<unknown>) {
    const embedded = await embed({ attributes: ABSENT });
    embedded.element.fetchToken = fetchToken;
    return embedded;
  }

  it('takes the place of the endpoint, and is told why it is asked', async () => {
    const reasons: string[] = [];
    const { logged, order } = await withFunction(async ({ reason }) => {
      reasons.push(reason);
      return { publicToken: `pt_${reasons.length}`, expiresIn: 60 };
    });
    await logged('ready');
    order({ order: 'tokenExpired' });
    await logged('token', 2);
    expect(reasons).to.deep.equal(['first', 'refresh']);
  });

  it('may return a response as it is', async () => {
    const endpoint = serveToken();
    const { logged } = await withFunction(({ signal }) => fetch(endpoint.url, { signal }));
    await logged('ready');
  });

  it('may return a response that says what is wrong', async () => {
    const endpoint = serveToken({ status: 403 });
    const { logged } = await withFunction(({ signal }) => fetch(endpoint.url, { signal }));
    await logged('error FORBIDDEN');
  });

  it('may say what is wrong by an EmbedError', async () => {
    const { logged } = await withFunction(() => Promise.reject(new EmbedError('UNAUTHENTICATED', 'Nobody.')));
    await logged('error UNAUTHENTICATED');
  });

  it('may throw anything, and is asked again', async () => {
    let asked = 0;
    const { logged } = await withFunction(() => {
      asked += 1;
      if (asked === 1) throw new Error('canary'); // before there is a promise
      return Promise.resolve('pt_1');
    });
    await logged('ready');
    expect(asked).to.equal(2);
  });

  it('is aborted when the embed leaves', async () => {
    let signal: AbortSignal | undefined;
    const { element, log } = await withFunction((ask) => {
      ({ signal } = ask);
      return new Promise(() => undefined);
    });
    await element.updateComplete;
    element.remove();
    await Promise.resolve();
    expect(signal?.aborted).to.equal(true);
    expect(log.filter((line) => line.startsWith('error'))).to.deep.equal([]);
  });

  it('may be another one for every rendering: the newest is asked, nothing starts anew', async () => {
    const asked: string[] = [];
    const { element, logged, order, log } = await withFunction(async () => (asked.push('one'), 'pt_1'));
    await logged('ready');
    element.fetchToken = async () => (asked.push('two'), 'pt_2');
    order({ order: 'tokenExpired' });
    await logged('token', 2);
    expect(asked).to.deep.equal(['one', 'two']);
    expect(log.filter((line) => line === 'status loading')).to.have.length(1);
  });

  it('counts when it was set before the element was defined', async () => {
    const early = document.createElement('refport-early') as RefportEmbed;
    early.setAttribute('portal-url', serve(origins.portal, '/fixtures/portal.html').url);
    const asked = new Promise<void>((resolve) => {
      early.fetchToken = async () => (resolve(), 'pt_1');
    });
    document.body.append(early);
    const { RefportEmbed: Class } = await import('../../../src/element/index.js');
    customElements.define('refport-early', class extends Class {});
    await asked;
    early.remove();
  });
});

describe('requestHeaders', () => {
  it('are sent to the endpoint, and other ones are another start', async () => {
    const { element, endpoint, logged } = await embed();
    await logged('ready');
    element.requestHeaders = { 'X-CSRF-Token': 'one' };
    await logged('ready', 2);
    element.requestHeaders = { 'X-CSRF-Token': 'one' }; // another object, the same headers
    await element.updateComplete;
    const received = await endpoint.requests(2);
    expect(received.map(({ headers }) => headers['x-csrf-token'])).to.deep.equal([undefined, 'one']);
    expect(await endpoint.requests()).to.have.length(2);
  });

  it('make another session: whoever sends other headers may be answered otherwise', async () => {
    const endpoint = serveToken();
    const [one, other] = [await embed({ endpoint }), await embed({ endpoint })];
    await Promise.all([one.logged('ready'), other.logged('ready')]);
    expect(await endpoint.requests()).to.have.length(1);
    other.element.requestHeaders = { 'X-Account': 'b' };
    await other.logged('ready', 2);
    expect(await endpoint.requests()).to.have.length(2);
  });
});

describe('an endpoint on another origin', () => {
  it('gets the cookies of its site with token-credentials="include", and needs CORS', async () => {
    const cors = {
      'access-control-allow-origin': location.origin,
      'access-control-allow-credentials': 'true',
    };
    const endpoint = serve(origins.cdn, '/token', { headers: cors });
    const { logged } = await embed({ endpoint, attributes: { 'token-credentials': 'include' } });
    await logged('ready');
    expect(await endpoint.requests()).to.have.length(1);
  });
});
