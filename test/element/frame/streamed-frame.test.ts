/** The fast snippet on a page that arrives in pieces: the element is defined before the parser has reached the iframe in it. */
import { expect } from '@open-wc/testing';
import { SANDBOX } from '../../../src/element/frame/frame.js';
import { origins } from '../../support/page/origins.js';
import { serve, serveToken } from '../../support/page/serve.js';

describe('an iframe that the parser has not reached yet', function () {
  this.timeout(60_000); // every module of ours is loaded once more, into another page
  it('is waited for, adopted, and loaded once', async () => {
    const [portal, endpoint] = [serve(origins.portal, '/fixtures/portal.html'), serveToken()];
    const around = document.body.appendChild(document.createElement('iframe'));
    const page = around.contentDocument as Document;
    const arrived = (name: string): Promise<Event> =>
      new Promise((resolve) => around.contentWindow?.addEventListener(name, resolve, { once: true }));

    page.open();
    page.write('<!doctype html><script type="module" async src="/src/element/define.ts"></script>');
    await around.contentWindow?.customElements.whenDefined('refport-embed');
    page.write(
      `<refport-embed token-endpoint="${endpoint.url}" portal-url="${portal.url}" token-delivery="channel">`,
    );
    await endpoint.requests(1); // the token is asked for meanwhile
    const ready = arrived('refport-ready');
    page.write(`<iframe src="${portal.url}" title="Referrals" allow="clipboard-write" referrerpolicy="strict-origin"
      sandbox="${SANDBOX}"></iframe><a href="/api/portal">Open</a></refport-embed><p>More.`);
    page.close();
    await ready;
    const embed = page.querySelector('refport-embed');
    expect(embed?.shadowRoot?.querySelector('iframe')).to.equal(null);
    expect([(await portal.requests()).length, (await endpoint.requests()).length]).to.deep.equal([1, 1]);
    around.remove();
  });
});
