/** Refport's "Create Embed Token", in the throwing form that its document shows. */
import type { ClientOptions } from './client-options.js';
import { embedTokenOf, subjectFields, type EmbedTokenClient } from './embed-token.js';
import { invalid } from './refport-error.js';
import { VendorApi } from './vendor-api.js';

export class Refport implements EmbedTokenClient {
  readonly embedTokens: EmbedTokenClient['embedTokens'];

  constructor(options: ClientOptions) {
    const api = new VendorApi(options, 'https://app.refport.co');
    this.embedTokens = {
      async create(subject, call) {
        const { tenantId, enrollmentId, partner } = subject;
        if ((tenantId ?? enrollmentId ?? partner ?? null) === null) {
          throw invalid('Pass a tenantId, an enrollmentId or a partner.');
        }
        const { value, answeredAtMs } = await api.send(
          'POST',
          '/api/embed/token',
          call,
          subjectFields(subject),
        );
        return embedTokenOf(value, 'expires', answeredAtMs);
      },
    };
  }
}
