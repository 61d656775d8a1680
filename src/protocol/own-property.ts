/**
 * Objects that come from outside, and options that go outside, have no prototype that counts: somebody on the page may have
 * written into `Object.prototype`, and must answer for nothing that is missing.
 */

/** Reads a property only when the object itself has it. */
export function own(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name)
    ? (data as Record<string, unknown>)[name]
    : undefined;
}

/** The same object without a prototype: for options, of which the platform reads more than we set. */
export const bare = <T extends object>(options?: T): T => Object.assign(Object.create(null) as T, options);
