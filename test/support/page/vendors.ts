/** For tests in the browser: pages that behave like the portals of vendors (`test/fixtures/vendors`), and what their APIs answer. */
import { VENDORS, type Vendor } from '../../../src/element/frame/vendors.js';
import type { Answer } from '../world/answer.js';
import { embed, type Embedded, type EmbedOptions } from './embed.js';
import { origins } from './origins.js';
import { serve, serveToken, type Served } from './serve.js';

/** How long their tokens live. */
export const LIFE = 30 * 60_000;

/** What each vendor's API answers, and a host passes on. */
const ANSWERS = {
  refport: (token: string, end: string) => ({ publicToken: token, expires: end }),
  affonso: (token: string, end: string) => ({ success: true, data: { publicToken: token, expiresAt: end } }),
  dub: (token: string, end: string) => ({ publicToken: token, expires: end }),
  tolt: (token: string, end: string) => ({ data: { token, expires_at: end, partner_id: 'part_1' } }),
};
export type VendorName = keyof typeof ANSWERS;

const ORIGINS: Record<VendorName, string> = {
  refport: 'https://app.refport.co',
  affonso: 'https://affonso.io',
  dub: 'https://app.dub.co',
  tolt: 'https://platform.tolt.com',
};

/** The tests' portals count as this vendor's. */
export const takeFor = (vendor: Vendor | undefined): void =>
  void (vendor ? VENDORS.set(origins.portal, vendor) : VENDORS.delete(origins.portal));

/** A page that behaves like the portal of this vendor, and is taken for it. */
export function portalOf(name: VendorName, { query = '', answers = [] as Answer[] } = {}): Served {
  takeFor(VENDORS.get(ORIGINS[name]));
  return serve(origins.portal, `/fixtures/vendors/${name}.html${query}`, ...answers);
}

/** Tokens `t1`, `t2` and so on, each of them half an hour long from now on by the clock of the page. */
function tokensOf(name: VendorName): Served {
  const answers = [1, 2, 3].map((n) => ({
    json: ANSWERS[name](`t${n}`, new Date(Date.now() + n * LIFE).toISOString()),
    headers: { date: '' },
  }));
  return serveToken(...answers);
}

export const embedOf = (name: VendorName, options: EmbedOptions = {}): Promise<Embedded> =>
  embed({
    portal: options.portal ?? portalOf(name),
    endpoint: tokensOf(name),
    delivery: 'url',
    ...options,
    attributes: { 'min-height': '300', ...options.attributes },
  });

/** The tokens in the addresses that the portal was asked for. */
export const loadedWith = async (portal: Served, times: number): Promise<(string | null)[]> =>
  (await portal.requests(times)).map(({ url }) => new URLSearchParams(url.split('?')[1]).get('token'));

export const errorsIn = ({ log }: Embedded): string[] => log.filter((line) => line.startsWith('error'));

export const VENDOR_NAMES = Object.keys(ANSWERS) as VendorName[];
