/** The ground all other tests stand on: the rig's origins are other origins to a real browser, with all that follows. */
import { expect, oneEvent } from '@open-wc/testing';
import { origins } from '../../support/page/origins.js';
import { serve } from '../../support/page/serve.js';
import { addFrame, errorName, messageFrom, type AddedFrame } from './frames.js';

describe('origins', () => {
  let frame: AddedFrame | undefined;
  afterEach(() => frame?.element.remove());

  it('are secure contexts of other origins, whose documents are out of reach', async () => {
    frame = addFrame(serve(origins.portal, '/fixtures/silent.html').url);
    await oneEvent(frame.element, 'load');
    expect(isSecureContext).to.equal(true);
    expect(frame.element.contentDocument).to.equal(null);
    expect(errorName(() => frame?.window.location.href)).to.equal('SecurityError');
  });

  for (const [name, origin] of Object.entries({
    'by name': origins.evil,
    'by address': origins.portalByAddress,
  })) {
    it(`speak for themselves in messages, ${name}`, async () => {
      const page = serve(origin, '/fixtures/impostor.html');
      frame = addFrame(page.url);
      await page.notes(1);
      frame.window.postMessage({ order: 'post', messages: ['hello'] }, origin);
      const event = await messageFrom(frame.window);
      expect(event).to.include({ data: 'hello', origin, isTrusted: true });
    });
  }

  it('get no message that was meant for another origin', async () => {
    const page = serve(origins.evil, '/fixtures/impostor.html');
    frame = addFrame(page.url);
    await page.notes(1);
    frame.window.postMessage('a secret', origins.portal);
    frame.window.postMessage('no secret', origins.evil);
    // Messages to one window arrive in order: with the second one here, the first will never be.
    const [, heard, ...more] = await page.notes(2);
    expect(heard).to.include({ data: 'no secret', origin: location.origin });
    expect(more).to.deep.equal([]);
  });

  it('take a port, and speak over it', async () => {
    const { port1, port2 } = new MessageChannel();
    const page = serve(origins.evil, '/fixtures/impostor.html');
    frame = addFrame(page.url);
    await page.notes(1);
    frame.window.postMessage('here is a port', origins.evil, [port2]);
    expect((await page.notes(2))[1]).to.include({ data: 'here is a port', ports: 1 });
    port1.close();
  });

  it('are no origin at all in a sandbox without allow-same-origin', async () => {
    const body = `<script>
      addEventListener('message', () => parent.postMessage(storage(), '*'));
      function storage() { try { return typeof localStorage } catch (error) { return error.name } }
    </script>`;
    frame = addFrame(serve(origins.portal, '/fixtures/opaque.html', { body }).url, 'allow-scripts');
    await oneEvent(frame.element, 'load');
    frame.window.postMessage('ask', '*');
    expect(await messageFrom(frame.window)).to.include({ data: 'SecurityError', origin: 'null' });
  });

  it('serve modules to each other only where they allow it, and classic scripts always', async () => {
    const body = 'globalThis.fixtureRuns = (globalThis.fixtureRuns ?? 0) + 1;';
    const open = serve(origins.cdn, '/fixtures/any.js', { body });
    const closed = serve(origins.cdn, '/fixtures/any.js', {
      body,
      headers: { 'access-control-allow-origin': '' },
    });
    await import(open.url);
    const refused = await import(closed.url).then(
      () => false,
      () => true,
    );
    expect(refused).to.equal(true);

    const script = document.createElement('script');
    script.src = closed.url;
    document.head.append(script);
    await oneEvent(script, 'load');
    expect((globalThis as { fixtureRuns?: number }).fixtureRuns).to.equal(2);
  });
});
