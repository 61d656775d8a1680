/** The page's own Content-Security-Policy, and what browsers block on pages over https. */
import type { Check, Sighting } from '../check.js';
import { isMixed, shown } from '../origins.js';
import { forbidding, type Use } from '../policy.js';
import type { Site } from '../site.js';

type Loaded = Pick<Use, 'url' | 'nonce' | 'integrity'> & { line?: number | undefined };

/** A sighting for each address that the page's policy forbids to load. */
const onPolicies = (kind: Use['kind'], loaded: (site: Site) => Loaded[]) =>
  function* look(site: Site): Iterable<Sighting> {
    const { page } = site;
    if (!page) return;
    for (const { line, ...use } of loaded(site)) {
      const directive = forbidding(page.policies, { kind, self: page.url, ...use });
      if (directive)
        yield { url: page.url.href, line, why: `${directive} does not allow ${shown(use.url.href)}.` };
    }
  };

const scripts = ({ scripts: found }: Site): Loaded[] =>
  found.map(({ url, line, tag: { attributes } }) => ({
    url,
    line,
    nonce: attributes.get('nonce'),
    integrity: attributes.get('integrity'),
  }));

/** The portals that the element would load. */
const frames = ({ portals }: Site): Loaded[] => portals.map(({ url, line }) => ({ url, line }));

const connections = ({ embeds }: Site): Loaded[] =>
  embeds.flatMap(({ settings: { tokenEndpoint }, tag: { line } }) =>
    tokenEndpoint !== undefined && URL.canParse(tokenEndpoint) ? [{ url: new URL(tokenEndpoint), line }] : [],
  );

export const policyChecks: Check[] = [
  {
    code: 'CSP_SCRIPT',
    severity: 'error',
    what: 'The page’s policy forbids the script.',
    mend: 'Add the script’s address to script-src, or the page’s nonce to the tag.',
    look: onPolicies('script', scripts),
  },
  {
    code: 'CSP_FRAME',
    severity: 'error',
    what: 'The page’s policy forbids the portal.',
    mend: 'Add the portal’s origin to frame-src.',
    look: onPolicies('frame', frames),
  },
  {
    code: 'CSP_CONNECT',
    severity: 'error',
    what: 'The page’s policy forbids to ask the token endpoint.',
    mend: "Add the endpoint to connect-src: 'self' for one of your own origin.",
    look: onPolicies('connect', connections),
  },
  {
    code: 'CSP_TRUSTED_TYPES',
    severity: 'error',
    what: 'The page’s policy does not let Lit render.',
    mend: "Add lit-html to trusted-types, and 'allow-duplicates' if the page has a Lit of its own.",
    *look({ page, embeds }) {
      for (const policy of (page && embeds.length > 0 && page.policies) || []) {
        const names = policy.get('trusted-types');
        const isRefused = names && !names.some((name) => ['*', 'lit-html'].includes(name));
        if (page && isRefused)
          yield {
            url: page.url.href,
            why: `trusted-types ${names.join(' ')} does not allow the policy lit-html.`,
          };
      }
    },
  },
  {
    code: 'MIXED_CONTENT',
    severity: 'error',
    what: 'A page over https asks for something over plain http.',
    mend: 'Write https, or an address without a scheme and a host.',
    *look(site) {
      const { page } = site;
      if (!page) return;
      for (const { url, line } of [...scripts(site), ...connections(site)]) {
        if (isMixed(url, page.url))
          yield { url: page.url.href, line, why: `Browsers block ${shown(url.href)} on a page over https.` };
      }
    },
  },
];
