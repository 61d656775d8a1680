/** The issuer's database before the first visitor: one programme, and the partners it knows. */
import type { Issuer } from 'refport-embed/issuer';
import { USERS } from './users.js';

/** Answers the programme's id. */
export async function seed(issuer: Issuer, origins: { host: string; portal: string }): Promise<string> {
  const programme = await issuer.programmes.create({
    name: 'Acme',
    reward: '20 % of every payment in the first year',
    landingUrl: `${origins.host}/welcome`,
    subdomain: 'acme',
    customDomain: new URL(origins.portal).host,
    embedOrigins: [origins.host],
  });
  for (const { email, name, organisation, seededAs } of USERS) {
    if (seededAs === undefined) continue;
    const partner = await issuer.partners.create({
      programmeId: programme.id,
      email,
      name,
      tenantId: organisation.id,
    });
    if (seededAs === 'BANNED') await issuer.partners.setStatus(partner.id, 'BANNED');
  }
  return programme.id;
}
