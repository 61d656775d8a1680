/** Embed tokens: whom they are for, and what both vendors answer. */
import { futureDate, lacking, matching, own, TOKEN } from './answer.js';
import type { CallOptions } from './client-options.js';
import { invalid } from './refport-error.js';

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

/** What the handlers need of a client that mints embed tokens; `Refport` and `Affonso` are two. */
export interface EmbedTokenClient {
  embedTokens: { create(subject: EmbedSubject, options?: CallOptions): Promise<CreatedEmbedToken> };
}

/** Only known fields, only strings: whatever else an `identify` returns by accident stays here. */
export function subjectFields({ tenantId, enrollmentId, partner }: EmbedSubject) {
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

/** The token of a vendor's answer; `expiryField` is what this vendor calls its time. */
export function embedTokenOf(
  data: unknown,
  expiryField: 'expires' | 'expiresAt',
  answeredAtMs: number,
): CreatedEmbedToken {
  const publicToken = matching(TOKEN, own(data, 'publicToken'));
  // Compared with the vendor's clock, not ours: a host whose clock is an hour off still gets its token.
  const expires = futureDate(own(data, expiryField), answeredAtMs);
  if (!publicToken) throw lacking('publicToken');
  if (!expires) throw lacking(expiryField);
  return { publicToken, expires, expiresInSeconds: Math.floor((+expires - answeredAtMs) / 1000) };
}
