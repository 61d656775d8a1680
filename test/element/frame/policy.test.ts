/** The page's own policy refuses the portal's frame: the one kind of blocking that browsers tell about. */
import { expect } from '@open-wc/testing';
import { embed } from '../../support/page/embed.js';

describe('F13 · a page whose Content-Security-Policy does not list the portal', () => {
  it('says so at once', async () => {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "frame-src 'self'"; // for the rest of this page's life
    document.head.append(policy);
    const { element, logged, words, linkVisible } = await embed();
    await logged('error PORTAL_UNREACHABLE');
    await element.updateComplete;
    expect(element.error?.message).to.match(/frame-src/); // and not by the deadline, which says something else
    expect(words()).to.match(/cannot be shown/);
    expect(linkVisible()).to.equal(true);
  });
});
