/** How often the portal page tells a host that its tokens are no good. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { takeTurn } from '../../src/portal-page/storm-guard.js';

const NOON = Date.parse('2030-01-01T12:00:00Z');

/** The session storage of a tab, which Node has none of. */
function openTab(t: TestContext): void {
  const entries = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
  };
  Object.defineProperty(globalThis, 'sessionStorage', { value: sessionStorage, configurable: true });
  t.after(() => Reflect.deleteProperty(globalThis, 'sessionStorage'));
}

const turnsAt = (seconds: readonly number[]) => seconds.map((second) => takeTurn(NOON + second * 1000, 100));

test('three refusals in a minute are told, the fourth is the last, and all others are silent', (t) => {
  openTab(t);
  assert.deepEqual(turnsAt([0, 1, 2, 3, 4, 5]), ['told', 'told', 'told', 'last', 'silent', 'silent']);
});

test('a minute after, the host hears of it again', (t) => {
  openTab(t);
  assert.deepEqual(turnsAt([0, 1, 2, 3, 59, 61]), ['told', 'told', 'told', 'last', 'silent', 'told']);
  assert.deepEqual(turnsAt([125, 126]), ['told', 'told']);
});

test('one refusal in twenty seconds goes on for ever', (t) => {
  openTab(t);
  assert.deepEqual(new Set(turnsAt(Array.from({ length: 50 }, (_, i) => i * 20.1))), new Set(['told']));
});

test('documents that have been there for a while are no part of it, however many expire together', (t) => {
  openTab(t);
  const expired = Array.from({ length: 8 }, () => takeTurn(NOON, 1_800_000));
  assert.deepEqual(new Set(expired), new Set(['told']));
  assert.deepEqual(turnsAt([1]), ['told']);
});

test('a clock that is set back does not silence the page for long', (t) => {
  openTab(t);
  assert.deepEqual(turnsAt([7200, 7201, 7202, 7203]), ['told', 'told', 'told', 'last']);
  assert.deepEqual(turnsAt([0]), ['told']);
});

test('what somebody else has written there counts for nothing', (t) => {
  openTab(t);
  sessionStorage.setItem('refport-portal:refusals', 'Infinity NaN -1 {} 99e99');
  assert.deepEqual(turnsAt([0]), ['told']);
});

test('without storage every document counts for itself', () => {
  assert.throws(() => sessionStorage.getItem('any'));
  assert.deepEqual(turnsAt([0, 1, 2, 3, 4]), ['told', 'told', 'told', 'told', 'told']);
});
