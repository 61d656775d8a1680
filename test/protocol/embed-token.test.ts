import { expect } from '@open-wc/testing';
import { EmbedError } from '../../src/protocol/embed-error.js';
import { readEmbedToken } from '../../src/protocol/embed-token.js';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const IN_HALF_AN_HOUR = '2026-01-01T12:30:00.000Z';
const HALF_AN_HOUR = 30 * 60_000;

describe('what a token endpoint may answer', () => {
  const good: [what: string, answer: unknown, token: string, lifeMs: number][] = [
    ["Refport's API", { publicToken: 'pt_1', expires: IN_HALF_AN_HOUR }, 'pt_1', HALF_AN_HOUR],
    ["Refport's guide", { token: 'pt_1' }, 'pt_1', Infinity],
    ["Refport's guide with an expiry", { token: 'pt_1', expires: IN_HALF_AN_HOUR }, 'pt_1', HALF_AN_HOUR],
    ["Affonso's fields", { publicToken: 'pub_1', expiresAt: IN_HALF_AN_HOUR }, 'pub_1', HALF_AN_HOUR],
    [
      "Affonso's envelope",
      { success: true, data: { publicToken: 'pub_1', expiresAt: IN_HALF_AN_HOUR } },
      'pub_1',
      HALF_AN_HOUR,
    ],
    ["Tolt's fields", { token: 'eyJ', expires_at: IN_HALF_AN_HOUR }, 'eyJ', HALF_AN_HOUR],
    [
      "Tolt's envelope",
      { data: { token: 'eyJ', expires_at: IN_HALF_AN_HOUR, partner_id: 'part_1' } },
      'eyJ',
      HALF_AN_HOUR,
    ],
    ['an SDK result passed through whole', { data: { publicToken: 'pt_1' }, error: null }, 'pt_1', Infinity],
    ['seconds left', { publicToken: 'pt_1', expiresIn: 20 }, 'pt_1', 20_000],
    [
      'seconds left and a date: the seconds',
      { token: 't', expires: '1999-01-01', expiresIn: 20 },
      't',
      20_000,
    ],
    ['born expired', { token: 't', expiresIn: -5 }, 't', 0],
    ['expired long ago', { token: 't', expires: '1999-01-01' }, 't', 0],
    ['a Date object, from fetchToken', { token: 't', expires: new Date(NOW + 1000) }, 't', 1000],
    ['an offset', { token: 't', expires: '2026-01-01T14:30:00+02:00' }, 't', HALF_AN_HOUR],
    ['the bare token', 'pt_1', 'pt_1', Infinity],
    ['an expiry that is no date', { token: 't', expires: 'soon' }, 't', Infinity],
    ['an expiry of null', { token: 't', expires: null }, 't', Infinity],
    ['a lifetime that is no number', { token: 't', expiresIn: '20' }, 't', Infinity],
    ['a lifetime of NaN', { token: 't', expiresIn: NaN }, 't', Infinity],
    ['unknown fields', { token: 't', more: [1, 2] }, 't', Infinity],
    ['any characters', { token: 'ä/+=%00 "<' }, 'ä/+=%00 "<', Infinity],
    ['4096 characters', { token: 'x'.repeat(4096) }, 'x'.repeat(4096), Infinity],
  ];
  for (const [what, answer, token, lifeMs] of good) {
    it(`takes ${what}`, () => {
      expect(readEmbedToken(answer, { now: NOW })).to.deep.equal({ token, lifetimeMs: lifeMs });
    });
  }

  const bad: [what: string, answer: unknown, sentence: RegExp][] = [
    ["{}, of Refport's guide with today's SDK", {}, /answered \{\}.*data\.publicToken/],
    ['null', null, /answered null/],
    ['nothing', undefined, /answered undefined/],
    ['a number', 42, /answered number/],
    ['an array', [{ token: 't' }], /answered an array/],
    ['other fields', { accessToken: 't', kind: 'x' }, /object with accessToken, kind/],
    ['an empty token', { token: '' }, /empty token/],
    ['an empty string', '', /empty token/],
    ['a token that is an object', { token: {} }, /no string \(object\)/],
    ['a token that is a number', { publicToken: 7 }, /no string \(number\)/],
    ['a token of 4097 characters', { token: 'x'.repeat(4097) }, /4097 characters/],
    ['an error in an envelope', { success: false, error: { code: 'X' } }, /object with success, error/],
    ['an inherited token', Object.create({ token: 't' }), /\{\}/],
  ];
  for (const [what, answer, sentence] of bad) {
    it(`refuses ${what}`, () => {
      expect(() => readEmbedToken(answer, { now: NOW }))
        .to.throw(EmbedError, sentence)
        .with.property('code', 'BAD_RESPONSE');
    });
  }

  describe('where only {publicToken} is accepted', () => {
    const read = (answer: unknown) => readEmbedToken(answer, { now: NOW }, 'publicToken');

    it('takes it, with its expiry', () => {
      const lifetimeMs = HALF_AN_HOUR;
      expect(read({ publicToken: 'pt_1', expires: IN_HALF_AN_HOUR })).to.deep.equal({
        token: 'pt_1',
        lifetimeMs,
      });
      expect(read({ publicToken: 'pt_1', token: 'csrf' })).to.include({ token: 'pt_1' });
    });

    const looser: unknown[] = [
      { token: 't' },
      { publicToken: '', token: 't' },
      { publicToken: null, token: 't' },
      { data: { publicToken: 't' } },
      { success: true, data: { token: 't' } },
      'secret text',
      Object.create({ publicToken: 't' }),
      null,
    ];
    for (const answer of looser) {
      it(`refuses ${JSON.stringify(answer)}, and says what to do`, () => {
        expect(() => read(answer))
          .to.throw(EmbedError, /^((?!secret text).)*data-refport-allow((?!secret text).)*$/)
          .with.property('code', 'BAD_RESPONSE');
      });
    }
  });

  describe('believes nothing that a polluted prototype says', () => {
    const polluted: Record<string, unknown> = {
      token: 'pt_polluted',
      publicToken: 'pt_polluted',
      data: { token: 'pt_polluted' },
      expires: '1999-01-01',
      expiresAt: '1999-01-01',
      expiresIn: -5,
      serverNow: NOW + 24 * 3_600_000,
    };
    const pollution = Object.prototype as unknown as Record<string, unknown>;
    afterEach(() => {
      for (const name of Object.keys(polluted)) delete pollution[name];
    });

    for (const [name, value] of Object.entries(polluted)) {
      it(`Object.prototype.${name}`, () => {
        pollution[name] = value;
        const { token, lifetimeMs } = readEmbedToken(
          { token: 't', ...(!name.startsWith('expires') && { expires: IN_HALF_AN_HOUR }) },
          { now: NOW },
        );
        expect(token).to.equal('t');
        expect(lifetimeMs).to.equal(name.startsWith('expires') ? Infinity : HALF_AN_HOUR);
        expect(() => readEmbedToken({}, { now: NOW })).to.throw(EmbedError, /answered \{\}/);
      });
    }
  });

  it('never quotes what may be a secret', () => {
    const answers = [
      { accessToken: 'canary' },
      { token: { value: 'canary' } },
      { token: 'canary'.repeat(1000) },
    ];
    for (const answer of answers) {
      expect(() => readEmbedToken(answer, { now: NOW })).to.throw(EmbedError, /^((?!canary).)*$/s);
    }
  });

  for (const hours of [-24, -1, 1, 24]) {
    it(`a local clock that is ${hours} h off changes nothing when the server's is known`, () => {
      const now = NOW + hours * 3_600_000;
      const { lifetimeMs } = readEmbedToken(
        { token: 't', expires: IN_HALF_AN_HOUR },
        { now, serverNow: NOW },
      );
      expect(lifetimeMs).to.equal(HALF_AN_HOUR);
    });
  }
});
