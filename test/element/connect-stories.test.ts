/** A connection in short stories: tokens of the page, sessions of several embeds, four requests a minute, deadlines, bugs of the page. */
import { expect } from '@open-wc/testing';
import { freshToken, runStory, shown } from '../support/world/run-story.js';
import { TestWorld } from '../support/world/test-world.js';

const MINUTE = 60_000;
const SIGNED_OUT = (): Response => new Response(null, { status: 401 });

describe('a token of the page', () => {
  it('goes to a portal that the host had refused one', async () => {
    const story = runStory({ backend: [SIGNED_OUT] });
    story.start();
    await story.world.pass(0);
    expect(story.seen).to.deep.equal({ status: 'failed', code: 'UNAUTHENTICATED' });
    story.run.give('pt_given');
    await story.world.pass(0);
    expect([story.seen.status, story.portal().tokens]).to.deep.equal(['ready', ['pt_given']]);
  });

  it('goes to a new portal, when the host has taken the last one away', async () => {
    const { world, run, seen, portal, portals } = await shown({ backend: [freshToken(), SIGNED_OUT] });
    portal().expire();
    await world.pass(0);
    expect(seen.code).to.equal('UNAUTHENTICATED');
    run.give('pt_given');
    await world.pass(0);
    expect([seen.status, portals.length, portal().tokens]).to.deep.equal(['ready', 2, ['pt_given']]);
  });

  it('gives a portal that never spoke another chance', async () => {
    const story = runStory({ backend: [freshToken()] });
    story.start();
    story.portal().isOpen = false;
    await story.world.pass(11_000);
    expect(story.seen.code).to.equal('PORTAL_UNREACHABLE');
    story.run.give('pt_given');
    expect(story.seen.status).to.equal('loading');
    await story.world.pass(0);
    expect([story.seen.status, story.portals.length]).to.deep.equal(['ready', 2]);
  });

  it('is not replaced by the answer to an older request', async () => {
    const story = runStory({ backend: [freshToken()] });
    story.start();
    story.run.give('pt_given');
    await story.world.pass(0);
    expect(story.portal().tokens).to.deep.equal(['pt_given']);
  });
});

describe('embeds of one session', () => {
  it('F1 · all lose their portal when the host refuses one of them', async () => {
    const world = new TestWorld();
    const backend = [freshToken(), SIGNED_OUT];
    const settings = { tokenEndpoint: `https://host.example/${crypto.randomUUID()}` };
    const one = runStory({ world, backend, settings });
    const { fetch } = world;
    const other = runStory({ world, backend, settings });
    world.fetch = fetch; // one backend, which counts the requests of both
    one.start();
    other.start();
    await world.pass(0);
    expect([one.seen.status, other.seen.status]).to.deep.equal(['ready', 'ready']);
    one.portal().expire();
    await world.pass(0);
    for (const { seen, portal } of [one, other]) {
      expect(seen).to.deep.equal({ status: 'failed', code: 'UNAUTHENTICATED' });
      expect(portal().isOpen).to.equal(false);
    }
    one.run.leave();
    other.run.leave();
    expect(world.leftovers).to.equal(0);
  });
});

describe('four requests a minute', () => {
  it('hold over new starts, new headers and another element', async () => {
    const tokenEndpoint = `https://host.example/${crypto.randomUUID()}`;
    const world = new TestWorld();
    const requests: number[] = [];
    for (let start = 0; start < 10; start++) {
      const requestHeaders = { 'X-Rendering': String(start) };
      const story = runStory({
        world,
        backend: [freshToken()],
        settings: { tokenEndpoint },
        source: { requestHeaders },
      });
      story.start();
      await world.pass(1_000);
      requests.push(...story.requests);
      story.run.leave();
    }
    expect(requests).to.have.length(4);
  });
});

describe('a portal, by the clock', () => {
  it('F13 · that says nothing has ten seconds, of which those in a hidden tab do not count', async () => {
    const story = runStory({ backend: [freshToken()] });
    story.start();
    story.portal().isOpen = false;
    await story.world.pass(9_000);
    story.world.isVisible = false;
    await story.world.pass(60 * MINUTE);
    expect(story.seen.status).to.equal('loading');
    await story.world.return();
    await story.world.pass(2_000);
    expect(story.seen).to.deep.equal({ status: 'failed', code: 'PORTAL_UNREACHABLE' });
  });

  it('F14 · that says hello has ten seconds more to show its data', async () => {
    const story = runStory({ backend: [freshToken()], portal: 'says nothing' });
    story.start();
    await story.world.pass(9_500);
    expect(story.seen.status).to.equal('loading');
    await story.world.pass(1_000);
    expect(story.seen).to.deep.equal({ status: 'failed', code: 'PORTAL_UNREACHABLE' });
  });

  it('F17 · that does not come back after a move is not called ready', async () => {
    const { world, run, seen, portal } = await shown();
    portal().isOpen = false; // its new document does not load
    run.moved();
    expect(seen.status).to.equal('refreshing');
    await world.pass(11_000);
    expect(seen).to.deep.equal({ status: 'failed', code: 'PORTAL_UNREACHABLE' });
  });

  it('has its new token at once after the first expiry, and after a second from then on', async () => {
    const { world, portal } = await shown();
    portal().expire();
    await world.pass(0);
    expect(portal().tokens).to.have.length(2);
    portal().expire();
    await world.pass(900);
    expect(portal().tokens).to.have.length(2);
    await world.pass(200);
    expect(portal().tokens).to.have.length(3);
  });
});

describe('coming online', () => {
  it('F11 · asks for nothing in a hidden tab, and at once when somebody looks', async () => {
    const world = new TestWorld();
    world.isOnline = false;
    const story = runStory({ world, backend: [() => 'broken', freshToken()] });
    story.start();
    await world.pass(0);
    expect(story.seen.code).to.equal('OFFLINE');
    world.isVisible = false;
    await world.return('online');
    await world.pass(MINUTE);
    expect(story.requests).to.have.length(1);
    await world.return();
    expect([story.seen.status, story.requests.length]).to.deep.equal(['ready', 2]);
  });
});

describe('a portal whose token expires', () => {
  it('gets a new token for one that expires while it is in other trouble, and comes right with it', async () => {
    const { world, portal, requests, seen } = await shown();
    portal().fail();
    await world.pass(0);
    expect(seen).to.deep.equal({ status: 'failed', code: 'PORTAL_ERROR' });
    portal().expire();
    await world.pass(MINUTE);
    expect(requests).to.have.length(2);
    expect(seen.status).to.equal('ready');
  });

  it('is never given an older token than the one that the page has written', async () => {
    const { world, run, portal, requests } = await shown();
    run.give('pt_of_the_page');
    await world.pass(0);
    portal().expire();
    await world.pass(MINUTE);
    expect(requests).to.have.length(2);
    expect(new Set(portal().tokens).size).to.equal(3);
  });
});

describe("a bug in the page's own function", () => {
  it('is one of the page, said as such, and not asked again', async () => {
    let asked = 0;
    const errors: string[] = [];
    const story = runStory({
      backend: [],
      settings: { tokenEndpoint: undefined },
      source: {
        fetchToken: () => {
          asked += 1;
          return (undefined as unknown as { token(): Promise<unknown> }).token();
        },
      },
      onError: ({ code, message }) => errors.push(`${code}: ${message}`),
    });
    story.start();
    await story.world.pass(10 * MINUTE);
    expect(asked).to.equal(1);
    expect(errors.join()).to.match(/^CONFIG: fetchToken threw: TypeError/);
    expect(errors.join()).not.to.match(/CORS/);
  });

  for (const sentence of [
    'Failed to fetch',
    'NetworkError when attempting to fetch resource.',
    'Load failed',
    'Could not connect to the server.',
    'The network connection was lost.',
  ]) {
    it(`is no bug when the network has failed: ${sentence}`, async () => {
      const story = runStory({
        backend: [],
        settings: { tokenEndpoint: undefined },
        source: { fetchToken: () => Promise.reject(new TypeError(sentence)) },
      });
      story.start();
      await story.world.pass(MINUTE);
      expect(story.seen).to.deep.equal({ status: 'failed', code: 'UNAVAILABLE' });
    });
  }
});
