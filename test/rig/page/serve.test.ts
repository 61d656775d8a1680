/** The scripted servers do what a test tells them to, and remember it. */
import { expect } from '@open-wc/testing';
import { origins } from '../../support/page/origins.js';
import { serve, serveToken } from '../../support/page/serve.js';
import { addFrame, messageFrom } from './frames.js';

describe('a scripted token endpoint', () => {
  it('gives another token to each request, and counts them', async () => {
    const endpoint = serveToken();
    const first = (await (await fetch(endpoint.url)).json()) as { publicToken: string; expiresIn: number };
    const second = (await (await fetch(endpoint.url, { method: 'POST' })).json()) as { publicToken: string };
    expect([first.publicToken, second.publicToken]).to.deep.equal(['pt_test_1', 'pt_test_2']);
    expect(first.expiresIn).to.equal(1800);
    expect((await endpoint.requests()).map(({ method }) => method)).to.deep.equal(['GET', 'POST']);
  });

  it('answers status, headers and body as told, one after the other, and repeats the last', async () => {
    const endpoint = serveToken(
      { status: 429, headers: { 'retry-after': '7' }, json: { error: { code: 'RATE_LIMIT_EXCEEDED' } } },
      { body: '<h1>Sign in</h1>', headers: { 'content-type': 'text/html' } },
      { status: 204 },
    );
    const limited = await fetch(endpoint.url);
    expect([limited.status, limited.headers.get('retry-after')]).to.deep.equal([429, '7']);
    expect(await limited.json()).to.deep.equal({ error: { code: 'RATE_LIMIT_EXCEEDED' } });
    const page = await fetch(endpoint.url);
    expect([page.headers.get('content-type'), await page.text()]).to.deep.equal([
      'text/html',
      '<h1>Sign in</h1>',
    ]);
    expect((await fetch(endpoint.url)).status).to.equal(204);
    expect((await fetch(endpoint.url)).status).to.equal(204);
  });

  it('redirects', async () => {
    const endpoint = serveToken({ redirect: '/sign-in' });
    expect((await fetch(endpoint.url, { redirect: 'manual' })).type).to.equal('opaqueredirect');
  });

  it('waits', async () => {
    const endpoint = serveToken({ delayMs: 100 });
    const start = performance.now();
    await fetch(endpoint.url);
    expect(performance.now() - start).to.be.at.least(95);
  });

  it('hangs until the caller has had enough', async () => {
    const endpoint = serveToken({ instead: 'hang' });
    const impatient = new AbortController();
    const outcome = fetch(endpoint.url, { signal: impatient.signal }).catch((error: Error) => error.name);
    await endpoint.requests(1);
    impatient.abort();
    expect(await outcome).to.equal('AbortError');
  });

  for (const instead of ['reset', 'cut'] as const) {
    it(`breaks the connection: ${instead}`, async () => {
      const endpoint = serveToken({ instead });
      const outcome = await fetch(endpoint.url)
        .then((answer) => answer.json())
        .catch((error: unknown) => error);
      expect(outcome).to.be.instanceOf(Error);
    });
  }

  it('keeps the counts of different endpoints apart', async () => {
    const [one, other] = [serveToken(), serveToken()];
    await fetch(one.url);
    expect(await one.requests()).to.have.length(1);
    expect(await other.requests()).to.deep.equal([]);
  });
});

describe('a served portal', () => {
  it('runs the real library from source, on its own origin', async () => {
    const portal = serve(origins.portal, '/fixtures/portal.html');
    const frame = addFrame(portal.url);
    const event = await messageFrom<{ t: string; doc: string }>(frame.window);
    expect([event.origin, event.data.t]).to.deep.equal([origins.portal, 'hello']);

    const { port1, port2 } = new MessageChannel();
    const { doc } = event.data;
    const init = {
      refport: 1,
      t: 'init',
      v: 1,
      doc,
      session: 's',
      theme: 'dark',
      locale: 'de',
      vars: {},
      maxHeight: 999,
    };
    frame.window.postMessage(init, origins.portal, [port2]);
    port1.postMessage({ t: 'token', n: 1, token: 'pt_secret' });
    const said = new Promise((resolve) => {
      port1.addEventListener(
        'message',
        ({ data }: MessageEvent<{ t: string }>) => data.t === 'ready' && resolve(data),
      );
      port1.start();
    });
    expect(await said).to.deep.equal({ t: 'ready' });
    const notes = await portal.notes(3);
    expect(notes).to.deep.include({ about: 'theme', theme: 'dark', vars: {} });
    expect(notes).to.deep.include({ about: 'token', token: 'pt_secret', n: 1 });
    frame.element.remove();
    port1.close();
  });

  it('tells the referrer that it got: the requests are whole', async () => {
    const portal = serve(origins.portal, '/fixtures/silent.html');
    const frame = addFrame(portal.url);
    const [request] = await portal.requests(1);
    expect(request?.headers['referer']).to.equal(`${location.origin}/`);
    frame.element.remove();
  });
});
