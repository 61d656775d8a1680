/**
 * Reading a vendor's answer without trusting it: own properties only, and one guard per kind of value. Written by
 * hand, because a schema library would be many times the size of this kit.
 */
import { RefportError } from './refport-error.js';

/** An own property of whatever this is; a polluted prototype stays out. */
export function own(value: unknown, key: string): unknown {
  const isOwn = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return isOwn ? (value as Record<string, unknown>)[key] : undefined;
}

/** The value when it is a string that matches. */
export function matching(pattern: RegExp, value: unknown): string | undefined {
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}

/** Ids that may stand in a path. `encodeURIComponent('..')` would leave the path, so escaping is not enough. */
export const ID = /^[\w-]{1,64}$/;

/** A token that is safe in a URL and in a header. */
export const TOKEN = /^[\w.~-]{8,4096}$/;

/** An ISO date-time with its offset: without one it would mean another time on every machine. */
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;

/** When a token expires, or undefined when that is no time after `nowMs`. */
export function futureDate(value: unknown, nowMs: number): Date | undefined {
  const date = new Date(matching(INSTANT, value) ?? NaN);
  return date.getTime() > nowMs ? date : undefined;
}

/** What the documents promise and the answer lacks. */
export function lacking(what: string): RefportError {
  return new RefportError('BAD_RESPONSE', `The vendor's answer has no valid ${what}.`);
}
