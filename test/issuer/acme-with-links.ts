import type { TestContext } from 'node:test';
import type { IssuerOptions } from 'refport-embed/issuer';
import { askForPortalToken, openAcme, textAt } from './acme.js';

/** Acme with two partners, and links that sign them in. */
export async function acmeWithLinks(t: TestContext, options: IssuerOptions = {}) {
  const acme = await openAcme(t, options);
  const { issuer, key, programme } = acme;
  const partner = (email: string, name: string) =>
    issuer.partners.create({ programmeId: programme.id, email, name, tenantId: 'org_001' });
  return {
    ...acme,
    alice: await partner('alice@example.com', 'Alice Liddell'),
    bob: await partner('bob@example.com', 'Bob'),
    /** The path of a fresh link. */
    linkFor: async ({ id }: { id: string }): Promise<string> => {
      const answer = await askForPortalToken(issuer, key, id);
      const { pathname, search } = new URL(textAt(answer.body, 'data', 'portalUrl'));
      return pathname + search;
    },
  };
}
