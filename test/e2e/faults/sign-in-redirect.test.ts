/** The demo's sign-in page returns people to a page of its own site, whatever the link to it says. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startWatchedDemo, type WatchedDemo } from '../../support/world/watched-demo.js';

describe('the way back from signing in', () => {
  let demo: WatchedDemo;
  before(async () => {
    demo = await startWatchedDemo();
  });
  after(() => demo.close());

  /** Where a browser goes after the form. */
  async function destination(next: string): Promise<string> {
    const { host } = demo.origins;
    const response = await fetch(`${host}/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ user: 'alice', next }),
      redirect: 'manual',
    });
    assert.equal(response.status, 303);
    return new URL(response.headers.get('location') ?? '', host).href;
  }

  for (const next of [
    '/',
    '/states?look=wide',
    '/api/portal',
    '/a//b',
    '/.//evil.example',
    '/?next=https://evil.example',
  ]) {
    it(`leads to ${next}`, async () => {
      assert.equal(await destination(next), new URL(next, demo.origins.host).href);
    });
  }

  for (const next of [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r/evil.example',
    '\t//evil.example',
    '/\t\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'evil.example',
    '',
  ]) {
    it(`never leads to ${JSON.stringify(next)}`, async () => {
      assert.equal(await destination(next), `${demo.origins.host}/`);
    });
  }
});
