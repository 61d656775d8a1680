/** The people who can sign in to the demo's host site. All e-mail addresses count as verified. */
export interface User {
  id: string;
  name: string;
  email: string;
  /** The organisation they work for: what Refport calls the tenant. */
  organisation: { id: string; name: string };
  /** What the sign-in page says about them. */
  note: string;
  /** How the issuer knows them before their first visit; nobody yet when absent. */
  seededAs?: 'ACTIVE' | 'BANNED';
}

// Alice and Bob share a tenant on purpose: each must see their own portal.
const northwind = { id: 'org_northwind', name: 'Northwind Studio' };

export const USERS: readonly User[] = [
  {
    id: 'alice',
    name: 'Alice Martin',
    email: 'alice@northwind.example',
    organisation: northwind,
    note: 'A partner already',
    seededAs: 'ACTIVE',
  },
  {
    id: 'bob',
    name: 'Bob Okafor',
    email: 'bob@northwind.example',
    organisation: northwind,
    note: 'Same company as Alice, a partner of his own',
    seededAs: 'ACTIVE',
  },
  {
    id: 'carol',
    name: 'Carol Jensen',
    email: 'carol@fabrikam.example',
    organisation: { id: 'org_fabrikam', name: 'Fabrikam' },
    note: 'Banned from the programme',
    seededAs: 'BANNED',
  },
  {
    id: 'dana',
    name: 'Dana Silva',
    email: 'dana@lumen.example',
    organisation: { id: 'org_lumen', name: 'Lumen Labs' },
    note: 'New: becomes a partner on the first visit',
  },
];

export function findUser(id: unknown): User | undefined {
  return USERS.find((user) => user.id === id);
}
