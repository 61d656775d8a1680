/** Portals that say little: measured by what the browser gives them behind the words, or not at all. */
import { expect } from '@open-wc/testing';
import { embed, expectHeight } from '../../support/page/embed.js';
import { origins } from '../../support/page/origins.js';
import { serve, type Served } from '../../support/page/serve.js';

const written = (script: string): Served =>
  serve(origins.portal, '/fixtures/portal.html', {
    headers: { 'content-type': 'text/html' },
    body: `<!doctype html><title>Portal</title><style>body { margin: 0 }</style>
      <main style="height: 345px">Portal</main><script>${script}</script>`,
  });

describe('a portal that says little', () => {
  it('is shown when it reports its height by animation frames and ResizeObserver alone', async () => {
    const portal = written(`
      requestAnimationFrame(() => new ResizeObserver(([{ contentRect: { height } }]) =>
        parent.postMessage({ event: 'PAGE_HEIGHT', data: { height } }, '*'),
      ).observe(document.querySelector('main')));`);
    const { log, logged } = await embed({ portal, delivery: 'url' });
    await logged('resize 345');
    expect(log.filter((line) => line.startsWith('error'))).to.deep.equal([]); // not after a time, as one that is silent
  });

  it('has the least height of the page when it is ready and never says its own', async () => {
    const portal = written(`
      const hello = { refport: 1, t: 'hello', v: [1], doc: 'one' };
      addEventListener('message', ({ data, ports: [port] }) => {
        if (data.t === 'hi') parent.postMessage(hello, '*');
        if (data.t === 'init') port.onmessage = ({ data: { t } }) => t === 'token' && port.postMessage({ t: 'ready' });
      });
      parent.postMessage(hello, '*');`);
    const { element, log, logged, frame } = await embed({ portal, attributes: { 'min-height': '140' } });
    await logged('ready');
    await element.updateComplete;
    await expectHeight(frame(), 140);
    expect(log.filter((line) => line.startsWith('resize'))).to.deep.equal([]);
  });
});
