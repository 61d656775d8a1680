/** The page's own policy refuses the portal's frame: the one kind of blocking that browsers tell about. */
import { expect } from '@open-wc/testing';
import { embed, type Embedded } from '../../support/page/embed.js';
import { stopClock } from '../../support/page/stopped-clock.js';
import { embedOf, takeFor } from '../../support/page/vendors.js';

describe('F13 · a page whose Content-Security-Policy does not list the portal', () => {
  before(() => {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "frame-src 'self'"; // for the rest of this page's life
    document.head.append(policy);
  });
  afterEach(() => takeFor(undefined));

  async function saysSo({ element, logged, words, linkVisible }: Embedded): Promise<void> {
    await logged('error PORTAL_UNREACHABLE');
    await element.updateComplete;
    expect(element.error?.message).to.match(/frame-src/); // and not by the deadline, which says something else
    expect(words()).to.match(/cannot be shown/);
    expect(linkVisible()).to.equal(true);
  }

  it('says so at once', async () => saysSo(await embed()));

  it('says so at once of a portal that is shown when it has loaded, and never takes the frame for loaded', async () => {
    const clock = stopClock();
    const embedded = await embedOf('affonso');
    await saysSo(embedded);
    await clock.pass(20_000);
    expect(embedded.log).to.deep.equal([
      'status loading',
      'token',
      'status failed',
      'error PORTAL_UNREACHABLE',
    ]);
  });
});
