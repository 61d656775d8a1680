import { expect } from '@open-wc/testing';
import { buildFrame } from '../../../src/element/frame/frame.js';

describe('the frame', () => {
  it('has every attribute before it is on the page', () => {
    const iframe = buildFrame('https://portal.example/x?y=1', 'Referral portal');
    expect(iframe.isConnected).to.equal(false);
    const attributes = Object.fromEntries([...iframe.attributes].map(({ name, value }) => [name, value]));
    expect(attributes).to.deep.equal({
      sandbox:
        'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads',
      allow: 'clipboard-write',
      referrerpolicy: 'strict-origin',
      title: 'Referral portal',
      part: 'frame',
      src: 'https://portal.example/x?y=1',
    });
  });
});
