/**
 * What the issuer keeps. Text and bigint (milliseconds) only, so that the same statements create the tables anywhere.
 * Nothing that opens a door is in here in the clear, except for the key that signs portal tokens: keys, embed tokens
 * and sessions are stored as a selector to find them by and a hash to check them with.
 */
export const tables = [
  `create table if not exists programmes (
    id text primary key,
    name text not null,
    reward text not null,
    landing_url text not null,
    subdomain text not null unique,
    custom_domain text unique,
    embed_origins text not null,
    status text not null,
    created_at bigint not null)`,

  `create table if not exists api_keys (
    selector text primary key,
    verifier_hash text not null,
    programme_id text not null references programmes (id),
    scopes text not null,
    embed_token_seconds bigint not null,
    created_at bigint not null,
    revoked_at bigint)`,

  // The handle is the partner's part of the referral link.
  `create table if not exists partners (
    id text primary key,
    programme_id text not null references programmes (id),
    email text not null,
    name text,
    handle text not null,
    status text not null,
    created_at bigint not null,
    unique (programme_id, email),
    unique (programme_id, handle))`,

  // A partner's place in one of the host's organisations. '' is the enrolment without a tenant: null would not be unique.
  `create table if not exists enrolments (
    id text primary key,
    programme_id text not null references programmes (id),
    partner_id text not null references partners (id),
    tenant_id text not null,
    created_at bigint not null,
    unique (partner_id, tenant_id))`,
  'create index if not exists enrolments_by_tenant on enrolments (programme_id, tenant_id)',

  `create table if not exists embed_tokens (
    selector text primary key,
    verifier_hash text not null,
    enrolment_id text not null,
    expires_at bigint not null)`,

  `create table if not exists sessions (
    selector text primary key,
    verifier_hash text not null,
    partner_id text not null,
    expires_at bigint not null)`,

  'create table if not exists signing_keys (kid text primary key, secret text not null)',

  // The portal tokens that have been used. A row here is what makes them single use.
  'create table if not exists redeemed (jti text primary key, expires_at bigint not null)',

  // One row for each API key: when its requests so far will have been "paid for", in microseconds.
  'create table if not exists rate_limits (id text primary key, paid_until_us bigint not null, admitted bigint not null)',
];
