/** What an attacker may send: right words in wrong places, near misses, and data made to break a reader. */
import { fc } from '../world/seed.js';

const height = fc.constantFrom(0, -1, 30_000_000, 1e308, 0.5, 2 ** 31, 42);
const text = fc.constantFrom(
  '<img src=x onerror="document.title=`owned`">',
  'javascript:document.title="owned"',
  '\u202Eecila\u0000',
  'x'.repeat(10_000),
  '__proto__',
);
const doc = fc.constantFrom('a', 'b', 'c'.repeat(64), 'd'.repeat(65), '');
const junk = fc.anything({ withDate: true, withMap: true, withSet: true, withTypedArray: true });
const polluting = fc.constantFrom(
  '{"__proto__":{"polluted":1},"t":"ready"}',
  '{"t":"height","px":{"__proto__":{"polluted":1}}}',
  '{"t":"error","code":"X","message":"m","constructor":{"prototype":{"polluted":1}}}',
  '{"event":"PAGE_HEIGHT","data":{"__proto__":{"height":9,"polluted":1}}}',
);

const payload = fc.oneof(
  // the portal's words, whole and right
  fc.record({ refport: fc.constant(1), t: fc.constant('hello'), v: fc.constantFrom([1], [1, 2]), doc }),
  fc.record({ t: fc.constantFrom('ready', 'signed-out') }),
  fc.record({ t: fc.constant('height'), px: height }),
  fc.record({ t: fc.constant('token:expired'), n: fc.integer({ min: -1, max: 5 }) }),
  fc.record({ t: fc.constant('error'), code: fc.constantFrom('X', 'FLOOD', 'toString'), message: text }),
  // the url dialect's
  fc.record({ event: fc.constant('PAGE_HEIGHT'), data: fc.record({ height }) }),
  fc.record({ event: fc.constant('ERROR'), data: fc.oneof(text, fc.record({ code: text, message: text })) }),
  fc.constantFrom('TOKEN_EXPIRED', 'TOKEN', 'ready'),
  // near misses
  fc.record({
    refport: fc.constantFrom(1, '1', 2, true),
    t: fc.constantFrom('hello', 'init', 'hi'),
    v: junk,
    doc: junk,
  }),
  fc.record({
    t: fc.constantFrom('height', 'token:expired', 'error', 'ready', 'token', 'constructor'),
    px: junk,
    n: junk,
  }),
  fc.record({ event: fc.constantFrom('PAGE_HEIGHT', 'ERROR', 'toString'), data: junk }),
  // made to break a reader
  polluting.map((json) => JSON.parse(json) as unknown),
  fc.constantFrom(0, 1, 2).map((kind) => [deep(2_000), cyclic(), 'x'.repeat(100_000)][kind]),
  junk,
);

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = { t: value, data: value };
  return value;
}

function cyclic(): unknown {
  const value: Record<string, unknown> = { t: 'height', event: 'PAGE_HEIGHT' };
  value['px'] = value['data'] = value;
  return value;
}

/** What cannot be sent at all is left out. */
export function hostilePayloads(count: number): unknown[] {
  const found: unknown[] = [];
  for (const value of fc.sample(payload, { numRuns: count * 2 })) {
    if (found.length === count) break;
    try {
      structuredClone(value);
      found.push(value);
    } catch {
      // a symbol or a function: the sender's own browser refuses it
    }
  }
  return found;
}
