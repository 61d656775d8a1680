/** Affonso's "Generate Portal Token", and the look-up that finds an affiliate's id by e-mail. */
import type { CallOptions, ClientOptions } from './client-options.js';
import { futureDate, ID, lacking, matching, own, TOKEN } from './answer.js';
import { invalid } from './refport-error.js';
import { secureUrl } from './secure-url.js';
import { VendorApi } from './vendor-api.js';

export interface PortalLogin {
  /** Single use, five minutes. */
  token: string;
  /** Where the token signs the partner in. Whoever has this URL is signed in: redirect to it, never print it. */
  portalUrl: string;
  expiresAt: Date;
}

/** What {@link portalRedirectHandler} needs of a client; {@link Affonso} is one. */
export interface PortalLoginClient {
  affiliates: {
    createPortalToken(affiliateId: string, options?: CallOptions): Promise<PortalLogin>;
    /** The one affiliate with this e-mail, or undefined. Two of them are an error, never a silent pick. */
    find(by: { email: string }, options?: CallOptions): Promise<{ id: string; email: string } | undefined>;
  };
}

export class Affonso implements PortalLoginClient {
  readonly affiliates: PortalLoginClient['affiliates'];

  constructor(options: ClientOptions) {
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
        if (!matching(/\S/, email)) throw invalid('email must be a non-empty string.');
        const { value } = await api.send(
          'GET',
          `/v1/affiliates?${new URLSearchParams({ email }).toString()}`,
          call,
        );
        const rows = own(value, 'data');
        if (!Array.isArray(rows)) throw lacking('data');
        // A vendor that overlooks the filter answers with everybody: the first row is not the one we asked for.
        const [match, ...others] = rows.filter((row) => plain(own(row, 'email')) === plain(email));
        if (others.length) throw invalid('Several affiliates have this e-mail. Identify by affiliateId.');
        if (!match) return undefined;
        const id = matching(ID, own(match, 'id'));
        if (!id) throw lacking('id');
        return { id, email };
      },
    };
  }
}

/** An e-mail as it is compared; nothing else compares equal to one. */
function plain(email: unknown): string | undefined {
  return matching(/\S/, email)?.trim().normalize('NFC').toLowerCase();
}
