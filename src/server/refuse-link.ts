/** How the portal link says no: with a page to whoever follows it, with JSON to a script. */
import { jsonRefusal, PRIVATE, type Refuse } from './refuse.js';

export function refuseLink({ headers }: Request): Refuse {
  return async (status, code, message, more) => {
    const all = { ...PRIVATE, ...more };
    if (!headers.get('accept')?.includes('text/html')) return jsonRefusal(status, code, message, all);
    // Nine languages weigh as much as the rest of this route: they are loaded when somebody has to read one.
    const { linkPage } = await import('./link-page.js');
    return linkPage(status, code, headers.get('accept-language') ?? '', all);
  };
}
