/** What a portal accepts from the element: the counterpart of `read-portal-message.ts`, under the same rules. */
import type { HostMessage, Init, Theme, Vars } from './messages.js';
import { own } from './own-property.js';

const isText = (value: unknown, maxLength: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= maxLength;

const isTheme = (value: unknown): value is Theme => value === 'light' || value === 'dark';

function readVars(value: unknown): Vars | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined; // an array, a map, a date, …
  const vars: Vars = {};
  for (const [name, text] of Object.entries(value)) {
    if (name === '__proto__') continue;
    if (typeof text !== 'string') return undefined;
    vars[name] = text;
  }
  return vars;
}

/** Whether the element asks the portal to introduce itself. */
export const isHi = (data: unknown): boolean => own(data, 'refport') === 1 && own(data, 't') === 'hi';

/** Reads an `init`, or answers `undefined` for anything else. */
export function readInit(data: unknown): Init | undefined {
  const doc = own(data, 'doc');
  const session = own(data, 'session');
  const theme = own(data, 'theme');
  const locale = own(data, 'locale');
  const vars = readVars(own(data, 'vars'));
  const maxHeight = own(data, 'maxHeight');
  return own(data, 'refport') === 1 &&
    own(data, 't') === 'init' &&
    own(data, 'v') === 1 &&
    isText(doc, 64) &&
    isText(session, 64) &&
    isTheme(theme) &&
    isText(locale, 35) &&
    vars &&
    Number.isFinite(maxHeight) &&
    (maxHeight as number) > 0
    ? { refport: 1, t: 'init', v: 1, doc, session, theme, locale, vars, maxHeight: maxHeight as number }
    : undefined;
}

/** Reads a message that came over the port, or answers `undefined` for anything else. */
export function readHostMessage(data: unknown): HostMessage | undefined {
  const t = own(data, 't');
  switch (t) {
    case 'token':
      return readToken(data);
    case 'theme': {
      const theme = own(data, 'theme');
      const vars = readVars(own(data, 'vars'));
      return isTheme(theme) && vars ? { t, theme, vars } : undefined;
    }
    case 'locale': {
      const locale = own(data, 'locale');
      return isText(locale, 35) ? { t, locale } : undefined;
    }
    case 'visible': {
      const on = own(data, 'on');
      return typeof on === 'boolean' ? { t, on } : undefined;
    }
    case 'bye':
      return { t };
    default:
      return undefined;
  }
}

function readToken(data: unknown): HostMessage | undefined {
  const n = own(data, 'n');
  const token = own(data, 'token');
  const expiresIn = own(data, 'expiresIn');
  if (!Number.isSafeInteger(n) || (n as number) < 1 || !isText(token, 4096)) return undefined;
  if (expiresIn === undefined) return { t: 'token', n: n as number, token };
  return Number.isFinite(expiresIn) && (expiresIn as number) >= 0
    ? { t: 'token', n: n as number, token, expiresIn: expiresIn as number }
    : undefined;
}
