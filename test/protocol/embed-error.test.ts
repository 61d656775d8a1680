import { expect } from '@open-wc/testing';
import { EmbedError } from '../../src/protocol/embed-error.js';

describe('an embed error', () => {
  const pollution = Object.prototype as unknown as Record<string, unknown>;
  afterEach(() => {
    for (const name of ['status', 'retryAfterMs']) Reflect.deleteProperty(pollution, name);
  });

  it('carries what it is given', () => {
    const cause = new TypeError('Failed to fetch');
    const error = new EmbedError('UNAVAILABLE', 'The token endpoint answered 503.', {
      status: 503,
      retryAfterMs: 2000,
      cause,
    });
    expect(error).to.include({
      code: 'UNAVAILABLE',
      status: 503,
      retryAfterMs: 2000,
      cause,
      retryable: true,
    });
  });

  it('says nothing of status and waiting that a polluted prototype says', () => {
    Object.assign(pollution, { status: 401, retryAfterMs: 1 });
    for (const error of [new EmbedError('TIMEOUT', '…'), new EmbedError('TIMEOUT', '…', {})]) {
      expect(error.status).to.equal(undefined);
      expect(error.retryAfterMs).to.equal(undefined);
    }
  });
});
