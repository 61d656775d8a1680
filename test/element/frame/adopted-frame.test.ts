/** An iframe that stands in the page already: taken over, whoever is up first; replaced, when it is not as it should be. */
import { expect } from '@open-wc/testing';
import { SANDBOX } from '../../../src/element/frame/frame.js';
import { embed, expectHeight } from '../../support/page/embed.js';
import { origins } from '../../support/page/origins.js';
import { serve, type Served } from '../../support/page/serve.js';

function writtenFrame(portal: Served, change: Record<string, string> = {}): HTMLIFrameElement {
  const iframe = document.createElement('iframe');
  const attributes = {
    sandbox: SANDBOX,
    allow: 'clipboard-write',
    referrerpolicy: 'strict-origin',
    title: 'Referrals',
    src: portal.url,
    ...change,
  };
  for (const [name, value] of Object.entries(attributes)) iframe.setAttribute(name, value);
  return iframe;
}

describe('an iframe that stands in the page', () => {
  const portal = (): Served => serve(origins.portal, '/fixtures/portal.html');

  it('is taken over when it was up before the element', async () => {
    const served = portal();
    const iframe = writtenFrame(served);
    // An element that waits for its turn is as good as none: nobody listens yet.
    const attributes = { loading: 'lazy', style: 'display: block; margin-top: 500vh' };
    const { element, logged, linkVisible, endpoint } = await embed({
      portal: served,
      content: iframe,
      attributes,
    });
    await served.requests(1);
    await new Promise((resolve) => iframe.addEventListener('load', resolve));
    element.scrollIntoView();
    await logged('ready');
    await logged('resize 333');
    expect(iframe.parentElement).to.equal(element);
    expect(element.shadowRoot?.querySelector('iframe')).to.equal(null);
    await expectHeight(iframe, 333);
    expect(iframe.checkVisibility({ opacityProperty: true, visibilityProperty: true })).to.equal(true);
    expect(linkVisible()).to.equal(false);
    expect(await served.requests()).to.have.length(1);
    expect(await endpoint.requests()).to.have.length(1);
  });

  it('is taken over when the element is up first', async () => {
    const served = serve(origins.portal, '/fixtures/portal.html', { delayMs: 500 });
    const iframe = writtenFrame(served);
    const { element, logged } = await embed({ portal: served, content: iframe });
    await logged('ready');
    expect(await served.requests()).to.have.length(1);
    expect(iframe.parentElement).to.equal(element);
  });

  it('may have a query of its own, which keeps the frames of one page apart', async () => {
    const served = portal();
    const { logged } = await embed({
      portal: served,
      content: writtenFrame(served, { src: `${served.url}&e=2` }),
    });
    await logged('ready');
    expect(await served.requests()).to.have.length(1);
  });

  it('gets no attribute from us', async () => {
    const served = portal();
    const iframe = writtenFrame(served);
    const before = iframe.outerHTML;
    const { logged } = await embed({ portal: served, content: iframe });
    await logged('ready');
    expect(iframe.outerHTML).to.equal(before);
  });

  const wrong: [what: string, change: Record<string, string>][] = [
    ['may navigate the page', { sandbox: `${SANDBOX} allow-top-navigation` }],
    ['has no sandbox', { sandbox: '' }],
    ['may use the camera', { allow: 'clipboard-write; camera' }],
    ['tells the portal the whole address', { referrerpolicy: 'unsafe-url' }],
    ['has no name for a screen reader', { title: ' ' }],
    ['has an address that is none', { src: 'https://' }],
    ['has a document of its own', { srcdoc: '<p>Not the portal.' }],
    ['may fill the screen', { allowfullscreen: '' }],
    ['loads when it is near', { loading: 'lazy' }],
    ['has an attribute of tomorrow', { 'allow-everything': '' }],
    ['shows something else', { src: `${origins.evil}/fixtures/portal.html` }],
  ];
  for (const [what, change] of wrong) {
    it(`is replaced when it ${what}, and the console says so`, async () => {
      const print = console.warn;
      const warnings: string[] = [];
      console.warn = (message: string) => void warnings.push(message);
      const served = portal();
      const iframe = writtenFrame(served, change);
      const { logged, frame } = await embed({ portal: served, content: iframe });
      await logged('ready');
      console.warn = print;
      expect(iframe.isConnected).to.equal(false);
      expect(frame().sandbox.value).to.equal(SANDBOX);
      expect(warnings.join()).to.contain('iframe in the page is replaced');
    });
  }

  it('is replaced in the url dialect: the address of a frame there has a token in it', async () => {
    const served = serve(origins.portal, '/fixtures/url-portal.html');
    const iframe = writtenFrame(served);
    const { logged, frame } = await embed({ portal: served, content: iframe, delivery: 'url' });
    await logged('ready');
    expect(frame()).not.to.equal(iframe);
    expect(iframe.isConnected).to.equal(false);
  });
});
