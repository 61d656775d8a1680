/** What a page asks of an embed at the wrong moment: several things in one task, or something in a listener. */
import { expect } from '@open-wc/testing';
import { embed } from '../support/page/embed.js';
import { origins } from '../support/page/origins.js';
import { serve, serveToken, tokensOf } from '../support/page/serve.js';

describe('a new portal and a new token in one task', () => {
  it('are for each other: the portal on the page never hears of the token', async () => {
    const [before, after] = [
      serve(origins.portal, '/fixtures/portal.html'),
      serve(origins.portalByAddress, '/fixtures/portal.html'),
    ];
    const { element, logged } = await embed({ portal: before });
    await logged('ready');
    element.setAttribute('portal-url', after.url);
    element.setAttribute('token', 'pt_of_the_new_portal');
    await logged('ready', 2);
    expect(await tokensOf(after, 1)).to.deep.equal(['pt_of_the_new_portal']);
    expect(await tokensOf(before, 1)).not.to.include('pt_of_the_new_portal');
  });
});

describe('an embed of the url dialect that is moved while its document loads', () => {
  it('keeps the frame, which loads anew, and shows it', async () => {
    const { element, logged, log, frame } = await embed({ delivery: 'url' });
    await logged('token');
    const place = element.parentElement as HTMLElement;
    place.append(document.createElement('p'), element);
    await logged('ready');
    expect(frame().isConnected).to.equal(true);
    expect(log).not.to.include('error PORTAL_SILENT');
  });
});

describe('reset()', () => {
  it('takes back a start of the same task', async () => {
    const endpoint = serveToken();
    const { element, logged } = await embed({ endpoint });
    await logged('ready');
    element.reload();
    element.reset();
    await element.updateComplete;
    expect([element.status, (await endpoint.requests()).length]).to.deep.equal(['idle', 1]);
  });
});

describe('refresh() of a page', () => {
  it('is no press of a button: a listener that calls it after each failure asks four times a minute', async () => {
    const endpoint = serveToken({ status: 401 });
    const { element, logged } = await embed({ endpoint });
    element.addEventListener('refport-error', () => void element.refresh());
    await logged('error UNAUTHENTICATED', 4);
    await element.updateComplete;
    expect((await endpoint.requests()).length).to.equal(4);
  });
});

describe('a listener', () => {
  it('of the status finds the error beside it', async () => {
    const { element, logged } = await embed({ attributes: { 'token-endpoint': '' } });
    const seen: (string | undefined)[] = [];
    element.addEventListener('refport-status', ({ status }) => {
      if (status === 'failed') seen.push(element.error?.code);
    });
    element.setAttribute('token-endpoint', serveToken({ status: 403 }).url);
    await logged('error FORBIDDEN');
    expect(seen).to.deep.equal(['FORBIDDEN']);
  });

  it('that resets a failed embed has the link alone: no error, no box', async () => {
    const { element, log, logged, words, linkVisible } = await embed({
      attributes: { 'token-endpoint': '' },
    });
    element.addEventListener('refport-status', ({ status }) => {
      if (status === 'failed') element.reset();
    });
    element.setAttribute('token-endpoint', serveToken({ status: 403 }).url);
    await logged('status idle');
    await element.updateComplete;
    expect(log.filter((line) => line.startsWith('error'))).to.deep.equal([]);
    expect([element.status, element.error, words(), linkVisible()]).to.deep.equal([
      'idle',
      undefined,
      '',
      true,
    ]);
  });
});
