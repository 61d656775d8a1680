/**
 * Whom an embed token is made out to. Selectors narrow, and a contradiction is an error, never a silent pick: to let one
 * win over another would show somebody the portal of somebody else who shares an organisation with them.
 */
import { ApiError, notFound, validationError } from './api-error.js';
import type { Enrolment } from './enrolments.js';
import type { Partner } from './partners.js';
import type { EmbedTokenRequest } from './schemas.js';
import type { Store } from './store.js';

/** The one enrolment that the request names. A partner that is named by e-mail address is created when new. */
export async function findSubject(
  store: Store,
  programmeId: string,
  { enrollmentId, tenantId, partner }: EmbedTokenRequest,
): Promise<Enrolment> {
  if (enrollmentId !== undefined) {
    const enrolment = await store.enrolments.find(programmeId, enrollmentId);
    if (!enrolment) throw notFound('There is no enrollment with this id.');
    if (tenantId !== undefined && tenantId !== enrolment.tenantId) {
      throw validationError('tenantId: Not the tenant of this enrollment.');
    }
    if (partner && partner.email !== enrolment.partner.email) {
      throw validationError('partner.email: Not the partner of this enrollment.');
    }
    requireActive(enrolment.partner);
    return enrolment;
  }

  if (partner) {
    const found = await store.partners.findOrCreate({ programmeId, ...partner });
    requireActive(found);
    return store.enrolments.findOrCreate(found, tenantId);
  }

  const [enrolment, another] = await store.enrolments.findByTenant(programmeId, tenantId ?? '');
  if (!enrolment)
    throw notFound('No partner is enrolled for this tenant. Name the partner to have one created.');
  if (another)
    throw validationError('tenantId: Several partners are enrolled for this tenant. Name the partner, too.');
  requireActive(enrolment.partner);
  return enrolment;
}

export function requireActive(partner: Partner): void {
  if (partner.status === 'ACTIVE') return;
  throw new ApiError(403, 'AFFILIATE_NOT_ACTIVE', 'This affiliate is not active.');
}
