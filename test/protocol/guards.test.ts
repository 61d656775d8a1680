/** The guards of the browser code and the zod schemas are two descriptions of one wire: this holds them together. */
import { expect } from '@open-wc/testing';
import type { ZodType } from 'zod';
import { isHi, readHostMessage, readInit } from '../../src/protocol/read-host-message.js';
import { readHello, readPortalMessage } from '../../src/protocol/read-portal-message.js';
import {
  helloSchema,
  hiSchema,
  hostMessageSchema,
  initSchema,
  portalMessageSchema,
} from '../../src/protocol/schemas.js';
import { fc, REPLAY } from '../support/world/seed.js';

const RUNS = 20_000;

/** Values that a field may wrongly have: near misses of every kind, and anything at all. */
const wrong = fc.oneof(
  fc.anything({
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withDate: true,
    withNullPrototype: true,
  }),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 2 ** 53, 1.5, '', 'x'.repeat(5000), [], {}, [1, 2], null),
  fc.constantFrom(
    ...'hello hi init token theme locale visible bye ready height token:expired error'.split(' '),
  ),
);
const id = fc.string({ minLength: 1, maxLength: 66 });
const text = fc.string({ maxLength: 70 });
const often = <Value>(right: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary: right }, { weight: 1, arbitrary: wrong });

const fields = {
  refport: often(fc.constant(1)),
  t: often(
    fc.constantFrom(
      'hello',
      'hi',
      'init',
      'token',
      'theme',
      'locale',
      'visible',
      'bye',
      'ready',
      'height',
      'token:expired',
      'signed-out',
      'error',
    ),
  ),
  v: often(fc.oneof(fc.constant(1), fc.array(fc.nat(3), { minLength: 1, maxLength: 17 }))),
  doc: often(id),
  session: often(id),
  theme: often(fc.constantFrom('light', 'dark')),
  locale: often(fc.string({ minLength: 1, maxLength: 40 })),
  vars: often(fc.dictionary(fc.oneof(text, fc.constant('__proto__')), text)),
  maxHeight: often(fc.double()),
  n: often(fc.integer()),
  token: often(text),
  expiresIn: often(fc.double()),
  on: often(fc.boolean()),
  px: often(fc.double()),
  code: often(fc.stringMatching(/^[\w.:-]{0,66}$/)),
  message: often(fc.string({ maxLength: 300 })),
};

/** Objects that are messages, or would be but for a field that is wrong or missing. */
const message = fc.oneof(fc.record(fields), fc.record(fields, { requiredKeys: ['t'] }));
const anyData = fc.oneof({ weight: 19, arbitrary: message }, { weight: 1, arbitrary: wrong });

const pairs: [name: string, read: (data: unknown) => unknown, schema: ZodType][] = [
  ['hello', readHello, helloSchema],
  ['hi', (data) => (isHi(data) ? { refport: 1, t: 'hi' } : undefined), hiSchema],
  ['init', readInit, initSchema],
  ['host message', readHostMessage, hostMessageSchema],
  ['portal message', readPortalMessage, portalMessageSchema],
];

describe('guards and schemas agree', function () {
  this.timeout(120_000);
  it(`on ${RUNS.toLocaleString('en')} values`, () => {
    const accepted = new Map(pairs.map(([name]) => [name, 0]));
    const property = fc.property(anyData, (value) => {
      const data = asReceived(value);
      for (const [name, read, schema] of pairs) {
        const parsed = schema.safeParse(data);
        if (parsed.success) accepted.set(name, (accepted.get(name) ?? 0) + 1);
        expect(read(data), name).to.deep.equal(parsed.success ? present(parsed.data) : undefined);
      }
    });
    fc.assert(property, { numRuns: RUNS });
    for (const [name, count] of accepted) {
      expect(count, `values that are a ${name}. ${REPLAY}`).to.be.greaterThan(RUNS / 500);
    }
  });
});

/** A field that is `undefined` is a field that is not there: zod keeps it, the guards leave it out. */
function present(data: unknown): unknown {
  return Object.fromEntries(Object.entries(data as object).filter(([, value]) => value !== undefined));
}

/** What arrives is what the structured clone makes of what was sent; what it refuses never arrives. */
function asReceived(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return undefined;
  }
}

describe('hostile data', () => {
  const cyclic: Record<string, unknown> = { t: 'height' };
  cyclic['px'] = cyclic;
  const deep = JSON.parse(`${'{"t":'.repeat(5000)}1${'}'.repeat(5000)}`) as unknown;
  const sparse: unknown[] = [];
  sparse.length = 3;
  const cases: [what: string, data: unknown][] = [
    ['a cycle', cyclic],
    ['5,000 levels', deep],
    ['an own __proto__', JSON.parse('{"__proto__":{"t":"ready"}}')],
    ['an inherited t', Object.create({ t: 'ready' })],
    ['a Map', new Map([['t', 'ready']])],
    ['an ArrayBuffer', new ArrayBuffer(8)],
    ['a sparse list of versions', { refport: 1, t: 'hello', v: sparse, doc: 'd' }],
    ['a huge list of versions', { refport: 1, t: 'hello', v: Array(100_000).fill(1), doc: 'd' }],
    ['a huge string', 'x'.repeat(5_000_000)],
    ['a String object', new String('ready')],
  ];
  for (const [what, data] of cases) {
    it(`${what} is no message`, () => {
      for (const [, read] of pairs) expect(read(data)).to.equal(undefined);
    });
  }

  it('pollutes nothing', () => {
    const vars = JSON.parse('{"__proto__":"red","--accent":"blue"}') as object;
    const read = readHostMessage({ t: 'theme', theme: 'dark', vars });
    expect(read).to.deep.equal({ t: 'theme', theme: 'dark', vars: { '--accent': 'blue' } });
    expect(Object.hasOwn(Object.prototype, 'red')).to.equal(false);
  });

  it('passes on known fields only', () => {
    expect(readPortalMessage({ t: 'height', px: 3, token: 'x' })).to.deep.equal({ t: 'height', px: 3 });
  });
});
