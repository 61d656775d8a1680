/** Everything that can go wrong ends in words and the link. */
import { expect, oneEvent } from '@open-wc/testing';
import type { Answer } from '../support/world/answer.js';
import { embed, says } from '../support/page/embed.js';
import { origins } from '../support/page/origins.js';
import { serve, serveToken } from '../support/page/serve.js';
import { stopClock } from '../support/page/stopped-clock.js';

describe('<refport-embed> when there is no token to be had', () => {
  const cases: [what: string, status: number, code: string, words: RegExp, canRetry: boolean][] = [
    ['signed out', 401, 'UNAUTHENTICATED', /signed out/, true],
    ['F2 · not allowed', 403, 'FORBIDDEN', /no access/, false],
    ['F2 · no programme', 404, 'NOT_FOUND', /no referral programme/, false],
    ['F2 · a request that is refused', 422, 'INVALID_REQUEST', /went wrong/, false],
    ['too many requests', 429, 'RATE_LIMITED', /Too many requests/, true],
  ];
  for (const [what, status, code, sentence, canRetry] of cases) {
    it(`${what}, ${status}: ${code} after one request, in words and with the link`, async () => {
      const { element, endpoint, logged, words, linkVisible } = await embed({
        endpoint: serveToken({ status }),
      });
      const event = oneEvent(element, 'refport-error');
      if (element.status !== 'failed') await event;
      await logged(`error ${code}`);
      await element.updateComplete;
      expect(element.status).to.equal('failed');
      expect(element.error).to.include({ code, status, retryable: canRetry });
      expect(words()).to.match(sentence);
      expect(linkVisible()).to.equal(true);
      expect(element.shadowRoot?.querySelector('[part=retry]') !== null).to.equal(canRetry);
      expect(await endpoint.requests()).to.have.length(1);
    });
  }

  it('F3 · 409, a race: one more request, and the portal', async () => {
    const endpoint = serveToken({ status: 409 }, {});
    const { logged, log } = await embed({ endpoint });
    await logged('ready');
    expect(await endpoint.requests()).to.have.length(2);
    expect(log.filter((line) => /failed|error/.test(line))).to.deep.equal([]);
  });

  it('F3 · 409 once more: words and the link, and no third request', async () => {
    const endpoint = serveToken({ status: 409 });
    const { element, logged, words, linkVisible } = await embed({ endpoint });
    await logged('error UNAVAILABLE');
    await element.updateComplete;
    expect(words()).to.match(/not answering/);
    expect(linkVisible()).to.equal(true);
    expect(await endpoint.requests()).to.have.length(2);
  });

  const notJson = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><h1>Sign in</h1>' };
  const loginPages: [what: string, answer: Answer, code: string, words: RegExp, requests: number][] = [
    ['a redirect to one', { redirect: '/login' }, 'UNAUTHENTICATED', /signed out/, 1],
    [
      'a redirect to one on another site',
      { redirect: `${origins.evil}/login` },
      'UNAUTHENTICATED',
      /signed out/,
      1,
    ],
    ['the page itself, with 200', notJson, 'BAD_RESPONSE', /went wrong/, 3],
  ];
  for (const [what, answer, code, sentence, requests] of loginPages) {
    it(`F6 · a login page in place of a token, ${what}: ${code}`, async () => {
      const { element, endpoint, logged, words, linkVisible } = await embed({ endpoint: serveToken(answer) });
      await logged(`error ${code}`);
      await element.updateComplete;
      expect(words()).to.match(sentence);
      expect(linkVisible()).to.equal(true);
      expect(element.error?.message).to.match(/login page/i); // the developer reads why
      expect(await endpoint.requests()).to.have.length(requests);
    });
  }

  it('500: says that it takes longer and offers the link, while it tries again', async () => {
    const endpoint = serveToken({ status: 500 }, {});
    const embedded = await embed({ endpoint });
    const { element, logged, linkVisible, log } = embedded;
    await says(embedded, /longer than usual/);
    expect([element.status, linkVisible()]).to.deep.equal(['loading', true]);
    await logged('ready');
    expect(log.some((line) => line.startsWith('error'))).to.equal(false);
    expect(await endpoint.requests()).to.have.length(2);
  });

  it('the retry button tries again, and keeps the focus meanwhile', async () => {
    const { element, logged } = await embed({ endpoint: serveToken({ status: 401 }, { delayMs: 200 }) });
    await logged('error UNAUTHENTICATED');
    await element.updateComplete;
    const button = element.shadowRoot?.querySelector('button');
    button?.focus();
    button?.click();
    await logged('status loading', 2);
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement).to.equal(button);
    expect(button?.getAttribute('aria-disabled')).to.equal('true');
    await logged('ready');
  });

  it('a host that explains the error itself keeps our words away, and the link stays', async () => {
    document.addEventListener('refport-error', (event) => event.preventDefault(), { once: true });
    const { element, logged, words, linkVisible } = await embed({ endpoint: serveToken({ status: 403 }) });
    await logged('error FORBIDDEN');
    await element.updateComplete;
    expect(words()).to.equal('');
    expect(linkVisible()).to.equal(true);
  });
});

describe('<refport-embed> when the portal cannot be shown', () => {
  it('says so at once if the page’s own URL is given for the portal', async () => {
    const { element, endpoint, portal, words, linkVisible } = await embed({
      attributes: { 'portal-url': `${location.origin}/portal` },
    });
    await element.updateComplete;
    expect(element.error?.code).to.equal('CONFIG');
    expect(words()).to.match(/cannot be shown/);
    expect(linkVisible()).to.equal(true);
    expect(element.shadowRoot?.querySelector('iframe')).to.equal(null);
    expect([...(await endpoint.requests()), ...(await portal.requests())]).to.deep.equal([]);
  });

  it('says so at once when the portal speaks another version of the protocol', async () => {
    const portal = serve(origins.portal, '/fixtures/compromised.html?v=2');
    const { element, logged, words, linkVisible, endpoint } = await embed({ portal });
    await logged('error PROTOCOL_VERSION');
    await element.updateComplete;
    expect(words()).to.match(/cannot be shown/);
    expect(linkVisible()).to.equal(true);
    expect(element.shadowRoot?.querySelector('iframe')).to.equal(null);
    expect((await endpoint.requests()).length).to.be.at.most(1);
  });

  it('shows a silent portal of the url dialect all the same, with the link under it', async () => {
    const clock = stopClock();
    const portal = serve(origins.portal, '/fixtures/silent.html');
    const { element, logged, words, linkVisible, log } = await embed({ portal, delivery: 'url' });
    await logged('token');
    await clock.pass(9_500);
    expect(log).to.deep.equal(['status loading', 'token']);
    await clock.pass(500);
    await logged('error PORTAL_SILENT');
    await element.updateComplete;
    expect(log.slice(-3)).to.deep.equal(['status ready', 'ready', 'error PORTAL_SILENT']);
    expect(words()).to.match(/If you see nothing/);
    expect(linkVisible()).to.equal(true);
  });

  it('F13 · recovers when the portal says hello late', async () => {
    const clock = stopClock();
    const portal = serve(origins.portal, '/fixtures/portal.html', { held: true });
    const { element, logged, log } = await embed({ portal, attributes: { 'token-endpoint': '' } });
    element.fetchToken = () => Promise.resolve('pt_1');
    await portal.requests(1);
    await clock.pass(10_000);
    await logged('error PORTAL_UNREACHABLE');
    await portal.letGo();
    await logged('ready');
    expect(log.filter((line) => !line.startsWith('resize'))).to.deep.equal([
      'status loading',
      'status failed',
      'error PORTAL_UNREACHABLE',
      'token',
      'status ready',
      'ready',
    ]);
  });

  it('F14 · says so when the portal says hello and is never ready, and recovers when it is', async () => {
    const clock = stopClock();
    const portal = serve(origins.portal, '/fixtures/portal.html?ready=when-told');
    const { element, log, logged, words, linkVisible, order } = await embed({ portal });
    await logged('token'); // so it has said hello
    await clock.pass(9_500);
    expect(log).not.to.include('status failed');
    await clock.pass(500);
    await logged('error PORTAL_UNREACHABLE');
    await element.updateComplete;
    expect(words()).to.match(/cannot be shown/);
    expect(linkVisible()).to.equal(true);
    order({ order: 'ready' });
    await logged('ready');
    await element.updateComplete;
    expect([element.error, words(), linkVisible()]).to.deep.equal([undefined, '', false]);
  });
});
