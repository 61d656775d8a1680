/** The two documented APIs, route by route: Refport's `/api`, Affonso's `/v1`. */
import { Hono } from 'hono';
import { ApiError, notFound, validationError } from './api-error.js';
import { readJson } from './json-body.js';
import type { Partner } from './partners.js';
import type { RateLimit } from './rate-limit.js';
import { referralLink } from './referral-link.js';
import { requireKey, type KeyEnv } from './require-key.js';
import {
  affonsoEmbedTokenRequestSchema,
  emailSchema,
  embedTokenRequestSchema,
  newAffiliateSchema,
} from './schemas.js';
import type { Store } from './store.js';
import { findSubject, requireActive } from './subject.js';

/** What an id in a path can look like; nothing else gets as far as the database. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;

export function api(store: Store, rateLimit: RateLimit): Hono<KeyEnv> {
  const routes = new Hono<KeyEnv>();

  /** Refport, "Create Embed Token". */
  routes.post('/api/embed/token', requireKey(store, rateLimit), async (c) => {
    const { programme, embedTokenSeconds } = c.var.key;
    const request = await readJson(c.req.raw, embedTokenRequestSchema);
    const enrolment = await findSubject(store, programme.id, request);
    const { token, expiresAt } = await store.embedTokens.mint(enrolment.id, embedTokenSeconds);
    return c.json({ publicToken: token, expires: new Date(expiresAt).toISOString() });
  });

  /** Affonso, "Generate Portal Token". */
  routes.post(
    '/v1/affiliates/:id/portal-token',
    requireKey(store, rateLimit, 'write:affiliates'),
    async (c) => {
      const { programme } = c.var.key;
      // Another programme's partner is as unknown here as one that never was.
      const id = c.req.param('id');
      const partner = ID.test(id) ? await store.partners.find(programme.id, id) : undefined;
      if (!partner) throw notFound('There is no affiliate with this id.');
      requireActive(partner);
      const { token, expiresAt } = await store.portalTokens.mint(partner);
      const portalUrl = `${programme.origin}/auth/token?token=${token}`;
      return c.json({
        success: true,
        data: { token, portalUrl, expiresAt: new Date(expiresAt).toISOString() },
      });
    },
  );

  /** How a host finds the id of the partner who is signed in there: none, or one. */
  routes.get('/v1/affiliates', requireKey(store, rateLimit, 'read:affiliates'), async (c) => {
    const email = emailSchema.safeParse(c.req.query('email'));
    if (!email.success)
      throw validationError('email: Must be an e-mail address, as in "?email=alice%40example.com".');
    const partner = await store.partners.findByEmail(c.var.key.programme.id, email.data);
    return c.json({ success: true, data: partner ? [affiliateOf(partner)] : [] });
  });

  /** Affonso, "Create affiliate". */
  routes.post('/v1/affiliates', requireKey(store, rateLimit, 'write:affiliates'), async (c) => {
    const affiliate = await readJson(c.req.raw, newAffiliateSchema);
    const partner = await store.partners.create({ programmeId: c.var.key.programme.id, ...affiliate });
    if (!partner)
      throw new ApiError(409, 'AFFILIATE_EXISTS', 'An affiliate has this e-mail address already.');
    return c.json({ success: true, data: affiliateOf(partner) }, 201);
  });

  /** Affonso, "Create Embed Token": the same tokens, in Affonso's words. */
  routes.post('/v1/embed/token', requireKey(store, rateLimit), async (c) => {
    const { programme, embedTokenSeconds } = c.var.key;
    const request = await readJson(c.req.raw, affonsoEmbedTokenRequestSchema);
    const { id, partner } = await findSubject(store, programme.id, {
      ...request,
      tenantId: undefined,
      enrollmentId: undefined,
    });
    const { token, expiresAt } = await store.embedTokens.mint(id, embedTokenSeconds);
    const data = {
      publicToken: token,
      expiresAt: new Date(expiresAt).toISOString(),
      link: referralLink(programme.landingUrl, partner.handle),
      partnershipStatus: 'APPROVED', // who is not, has been refused
    };
    return c.json({ success: true, data });
  });

  return routes;
}

/** A partner in Affonso's words. */
function affiliateOf({ id, email, name, status }: Partner) {
  return { id, email, name: name ?? null, status };
}
