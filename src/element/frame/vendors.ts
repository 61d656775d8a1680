/**
 * What each vendor's portal takes and says in the url dialect; one of an unknown origin is taken for one of Refport's.
 *
 *            address, beside token and theme            tells its height   tells an expiry, ready   tokens end at
 *     Refport    dynamicHeight, cssVars, locale         always             `ERROR` {code, message}  `expires`
 *     Affonso    lang (14 languages), bg (RRGGBB)       never              nothing                  `expiresAt`
 *     Dub        dynamicHeight, themeOptions (JSON)     always             `ERROR` with a string    `expires`
 *     Tolt       –                                      never, but ready   `tolt-embed:ready`       `expires_at`
 *
 * Sources: refport-js 0.3.0. Affonso: docs.affonso.io/api/embedded-dashboard. Dub: dubinc/dub, in `embed/referrals`
 * `dynamic-height-messenger.tsx`, `theme-options.ts` and `token.tsx`. Tolt: docs.tolt.com/sdks/embed, whose diagram names the
 * origin and the word, and neither the shape of the message nor parameters. Answers are read in `protocol/embed-token.ts`.
 */
import { bare, own } from '../../protocol/own-property.js';
import { parseUrl } from '../page/document.js';
import type { Appearance } from '../page/look.js';

export interface Vendor {
  /** Whether its portal reports a height: `always`, so that silence means trouble; `never`; or nobody knows. */
  readonly height: 'always' | 'never' | 'unknown';
  /** What the address takes beside `token` and `theme`; parameters without a value are left out. */
  query(look: Appearance): Record<string, string | undefined>;
}

const BACKGROUND = '--background';

const refport: Vendor['query'] = ({ vars, locale }) => ({
  dynamicHeight: 'true',
  locale,
  cssVars: Object.keys(vars)[0] && JSON.stringify(vars),
});

const UNKNOWN: Vendor = { height: 'unknown', query: refport };

/** By the portal's origin. */
export const VENDORS = new Map<string | undefined, Vendor>([
  ['https://app.refport.co', { height: 'always', query: refport }],
  [
    'https://affonso.io',
    {
      height: 'never',
      query: ({ vars, locale }) => ({
        lang: locale.replace(/-.*/, ''),
        bg: /^#((?:[\da-f]{3}){1,2})$/i.exec(vars[BACKGROUND] ?? '')?.[1],
      }),
    },
  ],
  [
    'https://app.dub.co',
    {
      height: 'always',
      query: ({ vars: { [BACKGROUND]: backgroundColor } }) => ({
        dynamicHeight: 'true',
        themeOptions: backgroundColor && JSON.stringify(bare({ backgroundColor })),
      }),
    },
  ],
  ['https://platform.tolt.com', { height: 'unknown', query: () => ({}) }],
]);

export const vendorOf = (portalUrl: string): Vendor => VENDORS.get(parseUrl(portalUrl)?.origin) ?? UNKNOWN;

/** Tolt's word for being there. It counts from every origin: hosts may serve a portal under a name of their own. */
const READY = 'tolt-embed:ready';

/**
 * What a message says: a height, which is 0 for a portal that is ready and tells none; the code of an error; or `undefined` for
 * other people's messages, since portals share their window with analytics and the like.
 */
export function readUrlMessage(data: unknown): number | string | undefined {
  if (data === 'TOKEN_EXPIRED') return ''; // an older portal of Dub's sends the bare word
  const event = own(data, 'event');
  const body = own(data, 'data');
  if ([data, event, own(data, 'type')].includes(READY)) return 0;
  if (event === 'ERROR') {
    const code = own(body, 'code') ?? body; // an object or a string
    return typeof code === 'string' ? code : '';
  }
  const height = own(body, 'height');
  return event === 'PAGE_HEIGHT' && Number.isFinite(height) ? (height as number) : undefined;
}

/** Codes and words that call a token no longer good; so does an error without any. */
export const EXPIRY = /^$|token|expire|session|auth|signed.?out|40[13]/i;
