/**
 * F18 · Whatever happens in whichever order: one request at a time and endpoint, four a minute at most, no stale token handed
 * to a portal, and nothing left over when everybody has gone.
 */
import { expect } from '@open-wc/testing';
import { ModelPage } from '../support/world/model-page.js';
import { fc } from '../support/world/seed.js';
import { settled } from '../support/world/test-world.js';

/** There is no other model than the promises above: they hold for the page itself. */
type Nothing = Record<string, never>;
type Command = fc.AsyncCommand<Nothing, ModelPage>;

/** Something that happens, and after it every promise must still hold. */
const happening = (name: string, happen: (page: ModelPage) => unknown): Command => ({
  check: () => true,
  async run(_, page) {
    await happen(page);
    await settled();
    expect(page.wrongs).to.deep.equal([]);
  },
  toString: () => name,
});

const place = fc.nat(2);
const endpoint = fc.nat(1);
const refresh = fc.constantFrom('auto', 'auto', 'manual' as const);
const tokenDelivery = fc.constantFrom('channel', 'channel', 'url' as const);
const ms = fc.oneof(fc.nat(2_000), fc.nat(90_000), fc.nat(4 * 3_600_000));
const lifetimeMs = fc.constantFrom(0, 3_000, 12_000, 60_000, 1_800_000, 1_800_000, 2 ** 31);
const failure = fc.constantFrom(401, 403, 409, 429, 500, 503, 'broken' as const);

const commands = [
  fc.tuple(place, endpoint, fc.record({ refresh, tokenDelivery })).map(([at, to, rules]) =>
    happening(`embed ${at} connects to ${to} (${Object.values(rules).join()})`, (page) => {
      page.disconnect(at); // an attribute that changes is another run in the same place
      page.connect(at, page.endpoint(to), rules);
    }),
  ),
  place.map((at) => happening(`embed ${at} leaves`, (page) => page.disconnect(at))),
  place.map((at) => happening(`somebody presses the button of ${at}`, (page) => page.press(at))),
  place.map((at) =>
    happening(`portal ${at} calls its token expired`, (page) => page.embeds[at]?.portals.at(-1)?.expire()),
  ),
  place.map((at) => happening(`portal ${at} reloads`, (page) => page.embeds[at]?.portals.at(-1)?.reload())),
  lifetimeMs.map((life) => happening(`a token of ${life} ms comes`, (page) => page.answer(life))),
  lifetimeMs.map((life) => happening(`a token of ${life} ms comes`, (page) => page.answer(life))),
  failure.map((how) => happening(`a request fails: ${how}`, (page) => page.fail(how))),
  ms.map((time) => happening(`${time} ms pass`, (page) => page.world.pass(time))),
  ms.map((time) => happening(`the machine sleeps for ${time} ms`, (page) => page.sleep(time))),
  fc.constant(happening('nobody looks', (page) => (page.world.isVisible = false))),
  fc.constant(happening('somebody looks', (page) => page.world.return('seen'))),
  fc.constant(happening('the network goes', (page) => (page.world.isOnline = false))),
  fc.constant(happening('the network comes', (page) => page.world.return('online'))),
];

/** A turn of WebKit's event loop takes ten times as long. */
const STORIES = /chrome|firefox/i.test(navigator.userAgent) ? 1000 : 250;

describe('F18 · embeds on a page', function () {
  this.timeout(150_000); // ten seconds, or a minute on a busy machine

  it('keep their promises in stories that nobody thought of', async () => {
    const story = fc.commands(commands, { maxCommands: 30, size: '+1' });
    await fc.assert(
      fc.asyncProperty(story, async (happenings) => {
        const page = new ModelPage();
        try {
          await fc.asyncModelRun(() => ({ model: {}, real: page }), happenings);
        } finally {
          await page.close();
        }
        expect(page.wrongs).to.deep.equal([]);
      }),
      { numRuns: STORIES },
    );
  });
});
