/**
 * Reads a property only when the object itself has it. Messages and JSON come from outside: a name that is missing must
 * not be answered by a prototype, least of all by one that somebody polluted.
 */
export function own(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name)
    ? (data as Record<string, unknown>)[name]
    : undefined;
}
