/**
 * `refport-embed/issuer`: the service behind two vendors' documents, Refport's "Create Embed Token" and Affonso's
 * "Generate Portal Token", with the portal pages that their tokens open. One `fetch` function over one database.
 */
import { Hono } from 'hono';
import { errorAnswer, type IssuerEnv } from './api-error.js';
import { api } from './api.js';
import type { Scope } from './keys.js';
import type { Partner, PartnerStatus } from './partners.js';
import { portalPages } from './portal-pages.js';
import type { Programme, ProgrammeStatus } from './programmes.js';
import { RateLimit } from './rate-limit.js';
import { requestLog } from './request-log.js';
import type { RequestLogLine } from './request-log-line.js';
import {
  checked,
  newKeySchema,
  newPartnerSchema,
  newProgrammeSchema,
  partnerStatusSchema,
  programmeStatusSchema,
} from './schemas.js';
import { openStore, type Store } from './store.js';
import { sweep } from './sweep.js';
import { unrouted } from './unrouted.js';

export type { Partner, PartnerStatus, Programme, ProgrammeStatus, RequestLogLine, Scope };

export interface IssuerOptions {
  /** SQLite file, created when absent, or `:memory:`. Default `./refport-issuer.sqlite`. */
  database?: string | undefined;
  /** Programmes without a domain of their own live at `{subdomain}.{baseDomain}`; may carry a port. Default `localhost`. */
  baseDomain?: string | undefined;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  now?: (() => number) | undefined;
  /** Called once for each request, after it was answered. No token, key or address is in a line. Default: silence. */
  log?: ((line: RequestLogLine) => void) | undefined;
}

/** A referral programme to create. */
export interface NewProgramme {
  /** 1 to 200 characters, shown to partners. */
  name: string;
  /** What a partner earns, in words, 1 to 200 characters: `20 % of the first year`. */
  reward: string;
  /** Where referral links lead: http or https. */
  landingUrl: string;
  /** One label of a host name, lower case, unique. */
  subdomain: string;
  /** Host name of the portal pages, instead of the subdomain's; may carry a port; unique. Setting it says that it leads here. */
  customDomain?: string | null | undefined;
  /** Origins (`https://acme.example`) of the pages that may show the portal in a frame. */
  embedOrigins: string[];
}

/** An API key to create. */
export interface NewKey {
  programmeId: string;
  /** What the key may do under `/v1`; `POST /api/embed/token` needs a key, and no scope. */
  scopes: readonly Scope[];
  /** Life of the embed tokens it asks for, in seconds, 1 to 1800. Default 1800. */
  embedTokenSeconds?: number | null | undefined;
}

/** A partner to create, or to enrol in another tenant. */
export interface NewPartner {
  programmeId: string;
  /** Compared trimmed, in NFC and lower case. */
  email: string;
  /** At most 200 characters; used only when the partner is new. */
  name?: string | null | undefined;
  /** The host's id of the partner's organisation, 1 to 255 characters. */
  tenantId?: string | null | undefined;
}

/**
 * The issuer. Every method but `fetch` throws a `TypeError` that names the fields that are wrong, and an `Error` that
 * says so when an id is unknown or a name is taken.
 */
export interface Issuer {
  /**
   * Answers every request, and never throws:
   *
   * - `POST /api/embed/token` (Refport, "Create Embed Token"): `{ publicToken, expires }`; errors
   *   `{ error: { code, message } }` with 401 UNAUTHORIZED, 403 AFFILIATE_NOT_ACTIVE, 404 NOT_FOUND,
   *   413 PAYLOAD_TOO_LARGE, 422 VALIDATION_ERROR, 429 RATE_LIMIT_EXCEEDED
   * - `POST /v1/affiliates/{id}/portal-token` (Affonso, "Generate Portal Token"):
   *   `{ success: true, data: { token, portalUrl, expiresAt } }`; errors `{ success: false, error: { code, message } }`
   *   with 401 MISSING_API_KEY and INVALID_API_KEY, 403 INSUFFICIENT_PERMISSIONS and AFFILIATE_NOT_ACTIVE, 404, 429
   * - `GET /v1/affiliates?email=…`: `{ success: true, data: [{ id, email, name, status }] }`, none or one
   * - the portal pages, under the programmes' own hosts, and `GET /healthz`
   */
  fetch(request: Request): Promise<Response>;
  readonly programmes: {
    create(programme: NewProgramme): Promise<Programme>;
    /** Oldest first. */
    list(): Promise<Programme[]>;
    /** A `PAUSED` programme gives no tokens and shows no pages. */
    setStatus(id: string, status: ProgrammeStatus): Promise<Programme>;
  };
  readonly keys: {
    /** `key` (`rk_…`) is the secret, and this is the only time that it is shown. `id` (`key_…`) is for revoking it. */
    create(key: NewKey): Promise<{ id: string; key: string }>;
    /** Takes effect with the next request. */
    revoke(id: string): Promise<void>;
  };
  readonly partners: {
    /** A new partner is `ACTIVE`. One who exists keeps name and status, and is enrolled in the tenant if that is new. */
    create(partner: NewPartner): Promise<Partner & { enrollmentId: string }>;
    /** The first thousand of a programme, oldest first. */
    list(programmeId: string): Promise<Partner[]>;
    /** Takes effect at once: whoever is not `ACTIVE` gets no token, and those already out are refused. */
    setStatus(id: string, status: PartnerStatus): Promise<Partner>;
  };
  /** Closes the database. Requests must have ended. */
  close(): Promise<void>;
}

const SWEEP_EVERY_MS = 60_000;

/** Opens the database and everything above it. Throws when the database cannot be opened. */
export async function createIssuer({
  database = './refport-issuer.sqlite',
  baseDomain = 'localhost',
  now = Date.now,
  log = () => {},
}: IssuerOptions = {}): Promise<Issuer> {
  const store = await openStore({ database, baseDomain, now });
  const app = routes(store, log);
  const sweeping = setInterval(() => void sweep(store.database, now()).catch(() => {}), SWEEP_EVERY_MS);
  sweeping.unref();

  return {
    fetch: async (request) => app.fetch(request),
    programmes: {
      create: async (programme) => store.programmes.create(checked(newProgrammeSchema, programme)),
      list: () => store.programmes.list(),
      setStatus: async (id, status) => store.programmes.setStatus(id, checked(programmeStatusSchema, status)),
    },
    keys: {
      create: async (key) => store.keys.create(checked(newKeySchema, key)),
      revoke: (id) => store.keys.revoke(id),
    },
    partners: {
      create: async (input) => {
        const { tenantId, ...rest } = checked(newPartnerSchema, input);
        const partner = await store.partners.findOrCreate(rest);
        const { id: enrollmentId } = await store.enrolments.findOrCreate(partner, tenantId);
        return { ...partner, enrollmentId };
      },
      list: (programmeId) => store.partners.list(programmeId),
      setStatus: async (id, status) => store.partners.setStatus(id, checked(partnerStatusSchema, status)),
    },
    close: async () => {
      clearInterval(sweeping);
      await store.database.close();
    },
  };
}

function routes(store: Store, log: (line: RequestLogLine) => void): Hono<IssuerEnv> {
  const app = new Hono<IssuerEnv>();
  app.use(requestLog(log, store.now));
  app.onError((cause, c) => errorAnswer(c, cause));
  app.notFound((c) => {
    const { error, allow } = unrouted(app, c.req.path);
    if (allow) c.header('Allow', allow);
    return errorAnswer(c, error);
  });

  app.get('/healthz', async (c) => {
    await store.database.query('select 1 as ok');
    return c.json({ status: 'ok' });
  });
  app.route('/', api(store, new RateLimit(store.database, store.now)));
  app.route('/', portalPages({ store, now: store.now }));
  return app;
}
