/**
 * Everything that crosses a wire, as zod schemas. The types of `messages.ts` are inferred from here. Server code, the
 * issuer and the tests run these schemas; browser code imports the types alone, because zod would cost the host's page
 * several kilobytes and tens of milliseconds of main thread on a phone.
 */
import * as z from 'zod';
import { cleanText } from './clean-text.js';

/** Longest token any side accepts, in characters. */
const token = z.string().min(1).max(4096);
/** Random ids of documents and sessions. */
const id = z.string().min(1).max(64);
/** A date and time with its offset, as both vendors write it. */
const instant = z.iso.datetime({ offset: true });

/** The look of the host's page, which the portal follows. */
export const themeSchema = z.enum(['light', 'dark']);
/** Theme variables by name (`--accent`), values already checked by the element. */
export const varsSchema = z.record(z.string(), z.string());
/** A BCP 47 language tag. */
export const localeSchema = z.string().min(1).max(35);

// Over the window, before there is a port.

export const helloSchema = z.object({
  refport: z.literal(1),
  t: z.literal('hello'),
  v: z.array(z.int()).min(1).max(16),
  doc: id,
});
export const hiSchema = z.object({ refport: z.literal(1), t: z.literal('hi') });
export const initSchema = z.object({
  refport: z.literal(1),
  t: z.literal('init'),
  v: z.literal(1),
  doc: id,
  session: id,
  theme: themeSchema,
  locale: localeSchema,
  vars: varsSchema,
  maxHeight: z.number().positive(),
});

// Over the port.

export const hostMessageSchema = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('token'),
    n: z.int().positive(),
    token,
    /** Remaining life in seconds when it was sent; absent when the token endpoint did not say. */
    expiresIn: z.number().nonnegative().optional(),
  }),
  z.object({ t: z.literal('theme'), theme: themeSchema, vars: varsSchema }),
  z.object({ t: z.literal('locale'), locale: localeSchema }),
  z.object({ t: z.literal('visible'), on: z.boolean() }),
  z.object({ t: z.literal('bye') }),
]);

export const portalMessageSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('ready') }),
  z.object({ t: z.literal('height'), px: z.number() }),
  z.object({ t: z.literal('token:expired'), n: z.int().positive() }),
  z.object({ t: z.literal('signed-out') }),
  z.object({
    t: z.literal('error'),
    code: z.string().regex(/^[\w.:-]{1,64}$/),
    message: z.string().transform(cleanText).optional(),
  }),
]);

// Over HTTP.

/** `POST /api/embed/token` (Refport, "Create Embed Token"). */
export const refportTokenSchema = z.object({ publicToken: token, expires: instant });

/** `POST /v1/affiliates/{id}/portal-token` (Affonso, "Generate Portal Token"). */
export const affonsoPortalTokenSchema = z.object({
  success: z.literal(true),
  data: z.object({ token, portalUrl: z.url(), expiresAt: instant }),
});

export type Theme = z.infer<typeof themeSchema>;
export type Vars = z.infer<typeof varsSchema>;
export type Hello = z.infer<typeof helloSchema>;
export type Hi = z.infer<typeof hiSchema>;
export type Init = z.infer<typeof initSchema>;
export type HostMessage = z.infer<typeof hostMessageSchema>;
export type PortalMessage = z.infer<typeof portalMessageSchema>;
export type RefportToken = z.infer<typeof refportTokenSchema>;
export type AffonsoPortalToken = z.infer<typeof affonsoPortalTokenSchema>;
