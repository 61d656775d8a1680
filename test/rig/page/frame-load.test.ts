/**
 * Why the element trusts nothing but a handshake: a frame's events say the same of a portal that works and of one that was
 * blocked. Should a browser ever change this, these tests tell us.
 */
import { expect, oneEvent } from '@open-wc/testing';
import { origins } from '../../support/page/origins.js';
import { serve } from '../../support/page/serve.js';
import type { Answer } from '../../support/world/answer.js';
import { addFrame } from './frames.js';

const portal = (...answers: Answer[]) => serve(origins.portal, '/fixtures/silent.html', ...answers);

describe('a frame fires load', () => {
  const cases: Record<string, Answer> = {
    'for a portal that works': {},
    'for an error page': { status: 500 },
    'for a page that is not there': { status: 404, body: '' },
    'for X-Frame-Options': { headers: { 'x-frame-options': 'DENY' } },
    'for frame-ancestors without us': {
      headers: { 'content-security-policy': `frame-ancestors ${origins.evil}` },
    },
    'for frame-ancestors with us': {
      headers: { 'content-security-policy': `frame-ancestors ${location.origin}` },
    },
    'for a redirect to somewhere else': { redirect: `${origins.evil}/fixtures/silent.html` },
  };

  for (const [title, answer] of Object.entries(cases)) {
    it(title, async () => {
      const { element } = addFrame(portal(answer).url);
      await oneEvent(element, 'load');
      expect(element.contentDocument).to.equal(null);
      element.remove();
    });
  }
});

describe('a frame fires nothing', () => {
  // Each is given the time in which a second frame, added after it, loads twice over.
  const cases: Record<string, Answer> = {
    'for a portal that hangs': { instead: 'hang' },
    'for an answer without content': { status: 204 },
  };

  for (const [title, answer] of Object.entries(cases)) {
    it(title, async () => {
      const served = portal(answer);
      const { element } = addFrame(served.url);
      const events: string[] = [];
      element.addEventListener('load', () => events.push('load'));
      element.addEventListener('error', () => events.push('error'));
      await served.requests(1);
      const { element: witness } = addFrame(portal().url);
      await oneEvent(witness, 'load');
      witness.src = portal().url;
      await oneEvent(witness, 'load');
      expect(events).to.deep.equal([]);
      element.remove();
      witness.remove();
    });
  }
});
