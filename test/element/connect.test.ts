/** A run over hours: what the partner sees while tokens come and go. Backend and portal are scripted, time is the story's. */
import { expect } from '@open-wc/testing';
import { freshToken, runStory, type Backend, type RunStoryOptions } from '../support/world/run-story.js';
import { TestWorld } from '../support/world/test-world.js';

const MINUTE = 60_000;
const HALF_AN_HOUR = 30 * MINUTE;
const DOWN = (): Response => new Response(null, { status: 500 });
const SIGNED_OUT = (): Response => new Response(null, { status: 401 });

/** A story whose portal is on the screen. */
async function shown(options: Partial<RunStoryOptions> = {}) {
  const story = runStory({ backend: [freshToken()], ...options });
  story.start();
  await story.world.pass(0);
  expect(story.seen.status).to.equal('ready');
  return story;
}

const days = { backend: [freshToken()] };

describe('a portal over hours', () => {
  it('has a fresh token all the time, and the partner sees nothing of it', async () => {
    const { world, log, portal, portals, requests } = await shown(days);
    await world.pass(8 * 60 * MINUTE);
    expect(log).to.deep.equal(['0 s: loading', '0 s: ready']);
    expect([portals.length, portal().tokens.length]).to.deep.equal([1, requests.length]);
    expect(requests.length).to.be.within(16, 18); // a token of half an hour, for eight hours
  });

  it('in the url dialect asks only when the portal says so: a new token is a new document', async () => {
    const { world, requests, portal, portals, log } = await shown({ settings: { tokenDelivery: 'url' } });
    await world.pass(8 * 60 * MINUTE);
    expect(requests).to.have.length(1);
    portal().expire();
    await world.pass(0);
    expect([requests.length, portals.length]).to.deep.equal([2, 2]);
    expect(log.slice(-2)).to.deep.equal(['28800 s: refreshing', '28800 s: ready']);
  });

  it('stays while its token works, when the backend is down', async () => {
    const { world, log, portal } = await shown({
      backend: [freshToken(), DOWN, DOWN, DOWN, DOWN, freshToken()],
    });
    await world.pass(HALF_AN_HOUR);
    expect(log).to.deep.equal(['0 s: loading', '0 s: ready']);
    expect(portal().tokens).to.have.length(2);
  });

  it('goes with its token, when the backend stays down; and comes back with the backend, by itself', async () => {
    let isDown = false;
    const { world, portal, seen } = await shown({ backend: [() => (isDown ? DOWN() : freshToken()())] });
    isDown = true;
    await world.pass(HALF_AN_HOUR + MINUTE);
    expect(seen.status).to.equal('ready');
    portal().expire();
    await world.pass(MINUTE);
    expect(seen).to.deep.equal({ status: 'failed', code: 'UNAVAILABLE' });
    isDown = false;
    await world.pass(4 * MINUTE);
    expect(seen.status).to.equal('ready');
  });

  it('comes back when somebody looks again, when nobody has looked meanwhile', async () => {
    let isDown = false;
    const { world, portal, seen } = await shown({ backend: [() => (isDown ? DOWN() : freshToken()())] });
    isDown = true;
    portal().expire();
    await world.pass(MINUTE);
    world.isVisible = false;
    isDown = false;
    await world.pass(60 * MINUTE);
    expect(seen).to.deep.equal({ status: 'failed', code: 'UNAVAILABLE' });
    await world.return();
    expect(seen.status).to.equal('ready');
  });

  it('F29 · goes at once when the host says that the visitor has signed out', async () => {
    const { world, seen, portal } = await shown({ backend: [freshToken(), SIGNED_OUT] });
    await world.pass(HALF_AN_HOUR);
    expect(seen).to.deep.equal({ status: 'failed', code: 'UNAUTHENTICATED' });
    expect(portal().isOpen).to.equal(false); // and nothing of it is left behind the words
  });

  it('F1 · comes back when the visitor does, signed in again', async () => {
    const { world, log, seen, portals, requests } = await shown({
      backend: [freshToken(), SIGNED_OUT, freshToken()],
    });
    await world.pass(HALF_AN_HOUR);
    await world.return();
    expect([seen.status, requests.length, portals.length]).to.deep.equal(['ready', 3, 2]); // nobody else's portal
    expect(log.slice(-2)).to.deep.equal(['1800 s: loading', '1800 s: ready']);
  });

  it('F12 · does not ask while nobody looks, even when the portal calls for it', async () => {
    const { world, portal, requests, seen } = await shown();
    world.isVisible = false;
    portal().expire();
    await world.pass(60 * MINUTE);
    expect(requests).to.have.length(1);
    await world.return();
    expect([requests.length, seen.status]).to.deep.equal([2, 'ready']);
  });

  it('F28 · gets its token again when it reloads, and a new one when that is stale', async () => {
    const { world, portal, requests } = await shown();
    portal().reload();
    await world.pass(0);
    expect([portal().tokens.length, new Set(portal().tokens).size, requests.length]).to.deep.equal([2, 1, 1]);
    world.isVisible = false;
    await world.pass(60 * MINUTE);
    portal().reload();
    await world.pass(0);
    expect([portal().tokens.length, new Set(portal().tokens).size, requests.length]).to.deep.equal([3, 2, 2]);
  });

  it('that comes late gets a token that is fresh by then', async () => {
    const story = runStory({ backend: [freshToken()] });
    story.start();
    story.portal().isOpen = false; // it has not said hello yet
    story.world.isVisible = false;
    await story.world.pass(60 * MINUTE);
    story.portal().isOpen = true;
    story.portal().hello();
    await story.world.pass(0);
    expect([story.requests.length, story.portal().tokens.length]).to.deep.equal([2, 1]);
  });
});

describe('F15 · a portal that calls every token expired', () => {
  it('every 50 ms for 8 s: three more tokens, then words and the link, then nothing more', async () => {
    const { world, log, portal, requests, seen } = await shown();
    for (let ms = 0; ms < 8_000; ms += 50) {
      portal().expire();
      await world.pass(50);
    }
    expect(requests).to.have.length(4);
    expect(seen, log.join('\n')).to.deep.equal({ status: 'failed', code: 'TOKEN_REJECTED' });
    for (let minute = 0; minute < 60; minute++) {
      portal().expire();
      await world.pass(MINUTE);
    }
    expect(requests).to.have.length(4);
  });
});

describe('a portal that is not to be refreshed by itself', () => {
  for (const refresh of ['manual', 'never'] as const) {
    it(`${refresh}: says that the token has expired, and asks when a person does`, async () => {
      const { world, portal, requests, seen, run, portals } = await shown({ settings: { refresh } });
      await world.pass(60 * MINUTE);
      expect([seen.status, requests.length]).to.deep.equal(['ready', 1]);
      portal().expire();
      await world.pass(60 * MINUTE);
      await world.return();
      expect(seen).to.deep.equal({ status: 'failed', code: 'TOKEN_EXPIRED' });
      expect([requests.length, run.isTokenMissing]).to.deep.equal([1, true]);
      await run.refresh();
      await world.pass(0);
      expect([seen.status, requests.length, portals.length]).to.deep.equal(['ready', 2, 1]);
    });
  }
});

describe('F11 · a page that is opened offline', () => {
  it('has its portal as soon as the network is there, in a frame that had no chance before', async () => {
    const world = new TestWorld();
    world.isOnline = false;
    const story = runStory({ world, backend: [() => 'broken', freshToken()] });
    story.start();
    story.portal().isOpen = false; // its frame shows the browser's own error page
    await world.pass(60 * MINUTE);
    expect([story.seen.code, story.requests.length]).to.deep.equal(['OFFLINE', 1]);
    await world.return('online');
    await world.pass(2_000);
    expect(story.log).to.deep.equal([
      '0 s: loading',
      '0 s: failed',
      '0 s: OFFLINE',
      '3601 s: loading',
      '3601 s: ready',
    ]);
    expect(story.portals).to.have.length(2);
  });
});

describe('a token that the server has written into the page', () => {
  it('needs no request, until the portal calls it expired', async () => {
    const { world, portal, requests } = await shown({ source: { initialToken: 'written' } });
    expect([portal().tokens, requests]).to.deep.equal([['written'], []]);
    portal().expire();
    await world.pass(2_000);
    expect([portal().tokens.length, requests.length]).to.deep.equal([2, 1]);
  });

  it('is all there is without an endpoint', async () => {
    const { world, portal, seen, run } = await shown({
      source: { initialToken: 'written' },
      settings: { tokenEndpoint: undefined },
    });
    portal().expire();
    await world.pass(2_000);
    expect(seen).to.deep.equal({ status: 'failed', code: 'TOKEN_EXPIRED' });
    run.give('another');
    await world.pass(0);
    expect([seen.status, portal().tokens]).to.deep.equal(['ready', ['written', 'another']]);
  });

  it('in the url dialect stands in the address of the frame', async () => {
    const { portal, requests } = await shown({
      source: { initialToken: 'written' },
      settings: { tokenDelivery: 'url' },
    });
    expect([portal().tokens, requests]).to.deep.equal([['written'], []]);
  });
});

describe('clocks that are off', () => {
  const NOW = Date.parse('2026-01-01T12:00:00Z');
  const MINUTES_OFF = { visitor: [-24 * 60, -10, 0, 10, 24 * 60], issuer: [-1, 0, 1] };
  type Answer = (issuerNow: number) => Backend;
  const expires = (now: number): string => new Date(now + HALF_AN_HOUR).toISOString();
  const answers: [what: string, answer: Answer][] = [
    ['seconds', () => Response.json({ publicToken: crypto.randomUUID(), expiresIn: 1800 })],
    [
      'a date, beside the time of the server',
      (now) =>
        Response.json(
          { publicToken: crypto.randomUUID(), expires: expires(now) },
          { headers: { date: new Date(NOW).toUTCString() } },
        ),
    ],
    ['a date alone', (now) => Response.json({ publicToken: crypto.randomUUID(), expires: expires(now) })],
  ];
  for (const [what, answer] of answers) {
    for (const visitor of MINUTES_OFF.visitor) {
      for (const issuer of MINUTES_OFF.issuer) {
        it(`F8 · ${what}; visitor ${visitor} min, issuer ${issuer} min off: the portal stays, two requests in half an hour at most`, async () => {
          const world = new TestWorld(NOW + visitor * MINUTE);
          const backend = [() => answer(NOW + issuer * MINUTE + world.clock.monotonic())];
          const { portal, requests, log } = await shown({ world, backend });
          await world.pass(29 * MINUTE);
          expect(requests.length).to.be.at.most(2);
          portal().expire(); // by the issuer's clock, the only one that counts
          await world.pass(2_000);
          expect(log.filter((line) => /failed/.test(line))).to.deep.equal([]);
          expect(requests.length).to.be.within(2, 3);
        });
      }
    }
  }
});

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

  it('is no bug when the network has failed', async () => {
    const story = runStory({
      backend: [],
      settings: { tokenEndpoint: undefined },
      source: { fetchToken: () => Promise.reject(new TypeError('Failed to fetch')) },
    });
    story.start();
    await story.world.pass(MINUTE);
    expect(story.seen).to.deep.equal({ status: 'failed', code: 'UNAVAILABLE' });
  });
});
