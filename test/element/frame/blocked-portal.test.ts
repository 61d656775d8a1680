/**
 * A browser does not tell whether a frame was blocked (measured in three engines: most of these fire the same `load` event as
 * a portal that works, some fire nothing). The element waits for a word from the portal, and then offers the link.
 */
import { expect } from '@open-wc/testing';
import type { Answer } from '../../support/world/answer.js';
import { embed, type Embedded } from '../../support/page/embed.js';
import { origins } from '../../support/page/origins.js';
import { serve, type Served } from '../../support/page/serve.js';

const portal = (answer: Answer): Served => serve(origins.portal, '/fixtures/portal.html', answer);
const nowhere = (url: string): Served => ({ ...serve(origins.portal, '/'), url });
const denied = { 'content-security-policy': "frame-ancestors 'none'" };

const blocked: [what: string, portal: () => Served][] = [
  ['may not be framed by anybody', () => portal({ headers: denied })],
  [
    'may be framed by others',
    () => portal({ headers: { 'content-security-policy': 'frame-ancestors https://a.example' } }),
  ],
  ['sends X-Frame-Options', () => portal({ headers: { 'x-frame-options': 'DENY' } })],
  ['is down', () => portal({ status: 500, body: '<h1>Down</h1>' })],
  ['is not there', () => portal({ status: 404, body: '<h1>Not found</h1>' })],
  ['is down and says nothing', () => portal({ status: 500, body: '' })],
  [
    'answers JSON',
    () => portal({ json: { error: 'not found' }, headers: { 'content-type': 'application/json' } }),
  ],
  ['redirects to a page that may not be framed', () => portal({ redirect: portal({ headers: denied }).url })],
  ['redirects to another site', () => portal({ redirect: serve(origins.evil, '/fixtures/portal.html').url })],
  ['refuses connections', () => nowhere(origins.closed)],
  ['resets connections', () => portal({ instead: 'reset' })],
  ['has no address', () => nowhere('https://nowhere.invalid/')],
  ['never answers', () => portal({ instead: 'hang' })],
  ['answers nothing', () => portal({ status: 204 })],
  [
    'answers with a download',
    () => portal({ headers: { 'content-disposition': 'attachment; filename=a.html' } }),
  ],
  ['is cut off', () => portal({ instead: 'cut', body: `<!doctype html><p>${' '.repeat(2000)}` })],
  ['says nothing', () => serve(origins.portal, '/fixtures/silent.html')],
];

describe('F13 · a portal that cannot be shown', function () {
  this.timeout(30_000);

  // All wait at the same time: each takes the 10 seconds that a portal has.
  const embeds = new Map<string, Embedded>();
  before(async () => {
    for (const [what, served] of blocked) embeds.set(what, await embed({ portal: served(), keep: true }));
  });
  after(() => {
    for (const { element } of embeds.values()) element.remove();
  });

  for (const [what] of blocked) {
    it(`because it ${what}: words, a button, and the link`, async () => {
      const embedded = embeds.get(what);
      if (!embedded) throw new Error('It was put on the page before the tests.');
      const { element, logged, words, linkVisible, log } = embedded;
      await logged('error PORTAL_UNREACHABLE');
      await element.updateComplete;
      expect(words()).to.match(/cannot be shown/);
      expect(element.shadowRoot?.querySelector('button')?.checkVisibility()).to.equal(true);
      expect(linkVisible()).to.equal(true);
      expect(log).not.to.include('ready');
    });
  }

  for (const header of ['cross-origin-opener-policy', 'cross-origin-resource-policy']) {
    it(`not because of its ${header}, which is about windows and resources`, async () => {
      const { logged } = await embed({ portal: portal({ headers: { [header]: 'same-origin' } }) });
      await logged('ready');
    });
  }
});
