/** Refport's "Create Embed Token", in the throwing form that its document shows. */
import type { CallOptions, ClientOptions } from './client-options.js';
import { futureDate, lacking, matching, own, TOKEN } from './answer.js';
import { invalid } from './refport-error.js';
import { VendorApi } from './vendor-api.js';

/** Whom the token is for. At least one of the three; together they must name one partner. */
export interface EmbedSubject {
  tenantId?: string | null | undefined;
  enrollmentId?: string | null | undefined;
  /** Created on first sight. The e-mail decides whose portal opens: only pass one that you have verified. */
  partner?: { email: string; name?: string | null | undefined } | null | undefined;
}

export interface CreatedEmbedToken {
  /** For the browser: short-lived and good for this one partner's portal. */
  publicToken: string;
  expires: Date;
  /** What is left of its life, by the vendor's own clock. */
  expiresInSeconds: number;
}

/** What {@link embedTokenHandler} needs of a client; {@link Refport} is one. */
export interface EmbedTokenClient {
  embedTokens: { create(subject: EmbedSubject, options?: CallOptions): Promise<CreatedEmbedToken> };
}

export class Refport implements EmbedTokenClient {
  readonly embedTokens: EmbedTokenClient['embedTokens'];

  constructor(options: ClientOptions) {
    const api = new VendorApi(options, 'https://app.refport.co');
    this.embedTokens = {
      async create(subject, call) {
        const { value, answeredAtMs } = await api.send('POST', '/api/embed/token', call, payloadOf(subject));
        const publicToken = matching(TOKEN, own(value, 'publicToken'));
        // Compared with the vendor's clock, not ours: a host whose clock is an hour off still gets its token.
        const expires = futureDate(own(value, 'expires'), answeredAtMs);
        if (!publicToken) throw lacking('publicToken');
        if (!expires) throw lacking('expires');
        return { publicToken, expires, expiresInSeconds: Math.floor((+expires - answeredAtMs) / 1000) };
      },
    };
  }
}

/** Only known fields, only strings: whatever else an `identify` returns by accident stays here. */
function payloadOf({ tenantId, enrollmentId, partner }: EmbedSubject): object {
  if ((tenantId ?? enrollmentId ?? partner ?? null) === null) {
    throw invalid('Pass a tenantId, an enrollmentId or a partner.');
  }
  return {
    tenantId: text('tenantId', tenantId),
    enrollmentId: text('enrollmentId', enrollmentId),
    partner: partner
      ? // Users without a name are common, and no error.
        {
          email: text('partner.email', partner.email ?? ''),
          name: text('partner.name', partner.name || null),
        }
      : undefined,
  };
}

/** A number or an empty string here would silently select somebody else, or nobody. */
function text(name: string, value: unknown): string | undefined {
  const string = matching(/./, value);
  if (string === undefined && value !== undefined && value !== null) {
    throw invalid(`${name} must be a non-empty string.`);
  }
  return string;
}
