/** What may be said to the issuer, by HTTP, by the CLI and by code. Unknown fields are ignored; `null` is absent. */
import * as z from 'zod';
import { EMBED_TOKEN_SECONDS, SCOPES } from './keys.js';

/**
 * The host's own ids are compared byte for byte. NUL cannot be stored everywhere, and halves of a surrogate pair would
 * be stored as the same replacement character.
 */
const hostId = z
  .string()
  .min(1)
  .max(255)
  .refine((id) => !/[\0\p{Surrogate}]/u.test(id), 'Must be well-formed text without NUL');

/** One spelling for each address. */
export const emailSchema = z
  .string()
  .transform((email) => email.trim().normalize('NFC').toLowerCase())
  .pipe(
    z
      .string()
      .max(254)
      .regex(/^[^\s@\p{C}]+@[^\s@\p{C}]+$/u, 'Must be an e-mail address'),
  );

/** Shown to people: what cannot be shown is dropped. */
const personName = z
  .string()
  .transform((name) => name.replaceAll(/[\p{Control}\p{Surrogate}]+/gu, ' ').trim() || undefined)
  .pipe(z.string().max(200).optional());

const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

/** `POST /api/embed/token` (Refport, "Create Embed Token"). */
export const embedTokenRequestSchema = z
  .object({
    tenantId: optional(hostId),
    enrollmentId: optional(hostId),
    partner: optional(z.object({ email: emailSchema, name: optional(personName) })),
  })
  .refine(
    ({ tenantId, enrollmentId, partner }) => tenantId ?? enrollmentId ?? partner,
    'Give at least one of tenantId, enrollmentId and partner',
  );
export type EmbedTokenRequest = z.infer<typeof embedTokenRequestSchema>;

/** `POST /v1/affiliates` (Affonso, "Create affiliate"). The key says which programme. */
export const newAffiliateSchema = z.object({ email: emailSchema, name: optional(personName) });

/** `POST /v1/embed/token` (Affonso, "Create Embed Token"). The key says which programme. */
export const affonsoEmbedTokenRequestSchema = z.object({ partner: newAffiliateSchema });

const httpUrl = z.url({ protocol: /^https?$/ });

/** An origin exactly as browsers write it, so that it can be compared and put into a policy. */
const origin = httpUrl.refine(
  (url) => new URL(url).origin === url,
  'Must be an origin, such as https://acme.example',
);

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

export const newProgrammeSchema = z.object({
  name: z.string().min(1).max(200),
  reward: z.string().min(1).max(200),
  landingUrl: httpUrl,
  subdomain: z.string().regex(new RegExp(`^${label}$`), 'Must be one label of a host name, in lower case'),
  customDomain: optional(
    z
      .string()
      .regex(new RegExp(`^${label}(?:\\.${label})*(?::\\d{1,5})?$`), 'Must be a host name, in lower case'),
  ),
  embedOrigins: z.array(origin),
});

export const programmeStatusSchema = z.enum(['ACTIVE', 'PAUSED']);

export const newKeySchema = z.object({
  programmeId: z.string(),
  scopes: z.array(z.enum(SCOPES)).readonly(),
  embedTokenSeconds: optional(z.number().int().min(1).max(EMBED_TOKEN_SECONDS)),
});

export const newPartnerSchema = z.object({
  programmeId: z.string(),
  email: emailSchema,
  name: optional(personName),
  tenantId: optional(hostId),
});

export const partnerStatusSchema = z.enum(['ACTIVE', 'PENDING', 'BANNED']);

/** The checked value, or an error that names every field that is wrong. For callers in code; HTTP answers a 422. */
export function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new TypeError(sentence(result.error));
}

/** "partner.email: Must be an e-mail address. tenantId: …" Names fields and never repeats what was in them. */
export function sentence(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}.` : `${message}.`))
    .join(' ');
}
