/**
 * What the element accepts from a portal. The guards agree with `schemas.ts` (a property test holds them to it), and
 * build a new object of known fields, so that nothing of the foreign object travels on.
 */
import { cleanText } from './clean-text.js';
import type { Hello, PortalMessage } from './messages.js';
import { own } from './own-property.js';

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 64;

const isVersionList = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= 16 &&
  // `Array.from` fills the holes of a sparse array, which `every` alone would step over
  Array.from(value).every((version) => Number.isSafeInteger(version));

/** Reads a `hello`, or answers `undefined` for anything else. */
export function readHello(data: unknown): Hello | undefined {
  const v = own(data, 'v');
  const doc = own(data, 'doc');
  return own(data, 'refport') === 1 && own(data, 't') === 'hello' && isVersionList(v) && isId(doc)
    ? { refport: 1, t: 'hello', v: Array.from(v), doc }
    : undefined;
}

/** Reads a message that came over the port, or answers `undefined` for anything else. */
export function readPortalMessage(data: unknown): PortalMessage | undefined {
  const t = own(data, 't');
  switch (t) {
    case 'ready':
    case 'signed-out':
      return { t };
    case 'height': {
      const px = own(data, 'px');
      return Number.isFinite(px) ? { t, px: px as number } : undefined;
    }
    case 'token:expired': {
      const n = own(data, 'n');
      return Number.isSafeInteger(n) && (n as number) > 0 ? { t, n: n as number } : undefined;
    }
    case 'error':
      return readError(data);
    default:
      return undefined;
  }
}

function readError(data: unknown): PortalMessage | undefined {
  const code = own(data, 'code');
  const message = own(data, 'message');
  if (typeof code !== 'string' || !/^[\w.:-]{1,64}$/.test(code)) return undefined;
  if (message === undefined) return { t: 'error', code };
  return typeof message === 'string' ? { t: 'error', code, message: cleanText(message) } : undefined;
}
