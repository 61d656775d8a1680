/** Affonso's API: portal tokens, the affiliates that they are for, and embed tokens. */
import { futureDate, ID, lacking, matching, own, TOKEN } from './answer.js';
import type { CallOptions, ClientOptions } from './client-options.js';
import { embedTokenOf, subjectFields, type EmbedTokenClient } from './embed-token.js';
import { invalid } from './refport-error.js';
import { secureUrl } from './secure-url.js';
import { VendorApi } from './vendor-api.js';

export interface AffonsoOptions extends ClientOptions {
  /**
   * Your programme's id. Affonso wants it for embed tokens and for new affiliates; our issuer knows the programme by
   * its key.
   */
  programId?: string | undefined;
}

export interface PortalLogin {
  /** Single use, five minutes. */
  token: string;
  /** Where the token signs the partner in. Whoever has this URL is signed in: redirect to it, never print it. */
  portalUrl: string;
  expiresAt: Date;
}

export interface Affiliate {
  id: string;
  email: string;
}

/** What {@link portalRedirectHandler} needs of a client; {@link Affonso} is one. */
export interface PortalLoginClient {
  affiliates: {
    /** "Generate Portal Token". A {@link NotFoundError} for an unknown id, 403 for an affiliate who is not active. */
    createPortalToken(affiliateId: string, options?: CallOptions): Promise<PortalLogin>;
    /** The one affiliate with this e-mail, or undefined. Two of them are an error, never a silent pick. */
    find(by: { email: string }, options?: CallOptions): Promise<Affiliate | undefined>;
    /** "Create affiliate". An e-mail that has an affiliate already is an error, with the vendor's status. */
    create(affiliate: { email: string; name: string }, options?: CallOptions): Promise<Affiliate>;
  };
}

export class Affonso implements PortalLoginClient, EmbedTokenClient {
  readonly affiliates: PortalLoginClient['affiliates'];
  readonly embedTokens: EmbedTokenClient['embedTokens'];

  constructor({ programId, ...options }: AffonsoOptions) {
    const api = new VendorApi(options, 'https://api.affonso.io');
    this.affiliates = {
      async createPortalToken(affiliateId, call) {
        if (!matching(ID, affiliateId)) throw invalid('An affiliate id is 1 to 64 letters, digits, _ or -.');
        const { value, answeredAtMs } = await api.send(
          'POST',
          `/v1/affiliates/${affiliateId}/portal-token`,
          call,
        );
        const data = own(value, 'data');
        const token = matching(TOKEN, own(data, 'token'));
        const portalUrl = secureUrl(own(data, 'portalUrl'))?.href;
        const expiresAt = futureDate(own(data, 'expiresAt'), answeredAtMs);
        if (!token) throw lacking('token');
        if (!portalUrl) throw lacking('portalUrl');
        if (!expiresAt) throw lacking('expiresAt');
        return { token, portalUrl, expiresAt };
      },

      async find({ email }, call) {
        const query = new URLSearchParams({ email: nonEmpty('email', email) }).toString();
        const { value } = await api.send('GET', `/v1/affiliates?${query}`, call);
        const rows = own(value, 'data');
        if (!Array.isArray(rows)) throw lacking('data');
        // A vendor that overlooks the filter answers with everybody: the first row is not the one we asked for.
        const [match, ...others] = rows.filter((row) => plain(own(row, 'email')) === plain(email));
        if (others.length) throw invalid('Several affiliates have this e-mail. Identify by affiliateId.');
        return match && { id: idOf(match), email };
      },

      async create({ email, name }, call) {
        const body = { name: nonEmpty('name', name), email: nonEmpty('email', email), program_id: programId };
        const { value } = await api.send('POST', '/v1/affiliates', call, body);
        return { id: idOf(own(value, 'data')), email };
      },
    };
    this.embedTokens = {
      async create(subject, call) {
        const { tenantId, enrollmentId, partner } = subjectFields(subject);
        if (!partner || tenantId || enrollmentId) {
          throw invalid(
            'Affonso knows partners by e-mail: pass a partner, and neither tenantId nor enrollmentId.',
          );
        }
        const { value, answeredAtMs } = await api.send('POST', '/v1/embed/token', call, {
          programId,
          partner,
        });
        return embedTokenOf(own(value, 'data'), 'expiresAt', answeredAtMs);
      },
    };
  }
}

function idOf(affiliate: unknown): string {
  const id = matching(ID, own(affiliate, 'id'));
  if (!id) throw lacking('id');
  return id;
}

function nonEmpty(name: string, value: unknown): string {
  const text = matching(/\S/, value);
  if (!text) throw invalid(`${name} must be a non-empty string.`);
  return text;
}

/** An e-mail as it is compared; nothing else compares equal to one. */
function plain(email: unknown): string | undefined {
  return matching(/\S/, email)?.trim().normalize('NFC').toLowerCase();
}
