/** Where the portal link leads: to the page that the embed shows, or through a login into the vendor's own portal. */
import type { PortalLoginClient } from './affonso.js';
import { lacking } from './answer.js';
import type { EmbedSubject, EmbedTokenClient } from './embed-token.js';
import { invalid, refusal, RefportError } from './refport-error.js';
import { exactOrigins, secureUrl } from './secure-url.js';

/** Whose portal opens. The affiliateId counts where there is one, else the e-mail is looked up. */
export interface PortalSubject {
  affiliateId?: string | null | undefined;
  email?: string | null | undefined;
  /** For a partner who has to be created: it becomes part of the referral link. Default `Partner`. */
  name?: string | null | undefined;
}

/** The address for one person; rejects when there is none. */
export type DestinationOf<Subject> = (subject: Subject, signal: AbortSignal) => Promise<string>;

export interface EmbedPageOptions {
  /** A {@link Refport} client. */
  refport: EmbedTokenClient;
  /** The portal's page, which gets the token as `?token=`. Default `https://app.refport.co/embed/referrals`. */
  portalUrl?: string | undefined;
}

export function embedPage({
  refport,
  portalUrl = 'https://app.refport.co/embed/referrals',
}: EmbedPageOptions): DestinationOf<EmbedSubject> {
  const page = secureUrl(portalUrl);
  if (!page) throw new TypeError('portalUrl must be an https URL (http on localhost only).');

  return async (subject, signal) => {
    const { publicToken } = await refport.embedTokens.create(subject, { signal });
    const url = new URL(page);
    url.searchParams.set('token', publicToken);
    return url.href;
  };
}

export interface PortalLoginOptions {
  /** An {@link Affonso} client. */
  affonso: PortalLoginClient;
  /** Where the vendor's portals live, exactly: `https://acme.example`. Anything else it answers is refused. */
  portalOrigins: readonly string[];
  /** Makes a partner of somebody whose e-mail the vendor does not know. Default false: they are told so. */
  createMissing?: boolean | undefined;
}

export function portalLogin({
  affonso: { affiliates },
  portalOrigins,
  createMissing = false,
}: PortalLoginOptions): DestinationOf<PortalSubject> {
  const allowed = exactOrigins('portalOrigins', portalOrigins);

  async function affiliateIdOf(
    { affiliateId, email, name }: PortalSubject,
    signal: AbortSignal,
  ): Promise<string> {
    if (affiliateId) return affiliateId;
    if (!email) throw invalid('Pass an affiliateId or an email.');
    const known = await affiliates.find({ email }, { signal });
    if (known) return known.id;
    if (!createMissing) throw refusal(404, 'NOT_FOUND', 'No affiliate has this e-mail.');
    try {
      return (await affiliates.create({ email, name: name || 'Partner' }, { signal })).id;
    } catch (error) {
      // Another click may have come first, or an attempt of ours whose answer was lost.
      const exists = error instanceof RefportError && [400, 409, 422].includes(error.status ?? 0);
      const first = exists ? await affiliates.find({ email }, { signal }) : undefined;
      if (!first) throw error;
      return first.id;
    }
  }

  return async (subject, signal) => {
    const id = await affiliateIdOf(subject, signal);
    const url = secureUrl((await affiliates.createPortalToken(id, { signal })).portalUrl);
    if (!url || !allowed.has(url.origin)) throw lacking(`portalUrl: ${url?.origin} is not in portalOrigins`);
    return url.href; // what was checked, not what was sent
  };
}
