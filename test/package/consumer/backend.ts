/** What a host's backend does, and who runs an issuer. */
import {
  Affonso,
  Refport,
  RefportError,
  embedTokenHandler,
  portalRedirectHandler,
} from 'refport-embed/server';
import { createIssuer } from 'refport-embed/issuer';

const refport = new Refport({ apiKey: 'rk_live' });
const affonso = new Affonso({ apiKey: 'rk_live' });

export const GET: (request: Request) => Promise<Response> = embedTokenHandler({
  refport,
  identify: async () => ({ partner: { email: 'alice@example.com', name: 'Alice' } }),
});
export const portal: (request: Request) => Promise<Response> = portalRedirectHandler({
  affonso,
  identify: async () => ({ affiliateId: 'cmj8q1wau0003sb01lpvka478' }),
  portalOrigins: ['https://acme.example'],
});

export async function mint(): Promise<string> {
  try {
    const { publicToken, expires } = await refport.embedTokens.create({ tenantId: 'org_001' });
    return `${publicToken} ${expires.toISOString()}`;
  } catch (error) {
    if (error instanceof RefportError) return `${error.status} ${error.code}`;
    throw error;
  }
}

export async function serve(request: Request): Promise<Response> {
  const issuer = await createIssuer({ database: ':memory:' });
  return issuer.fetch(request);
}
