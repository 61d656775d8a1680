/** What a Content-Security-Policy lets a page load (CSP Level 3, "Does url match source list"). */
import parsePolicy from 'content-security-policy-parser';

export type Policy = ReadonlyMap<string, string[]>;

/** Each list of directives that a header or `<meta>` holds: with several, all have to agree. */
export const parsePolicies = (text: string | null | undefined): Policy[] =>
  (text ?? '')
    .split(',')
    .map((policy) => parsePolicy(policy))
    .filter((policy) => policy.size > 0);

/** For each use of an address the directives that speak of it; the first one that is written counts. */
const DIRECTIVES = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  frame: ['frame-src', 'child-src', 'default-src'],
  connect: ['connect-src', 'default-src'],
  ancestor: ['frame-ancestors'],
} as const;

export interface Use {
  kind: keyof typeof DIRECTIVES;
  url: URL;
  /** Whose policy it is: what `'self'` stands for. */
  self: URL;
  /** Of a script tag. */
  nonce?: string | undefined;
  /** Of a script tag: its digests. */
  integrity?: string | undefined;
}

/** The directive that forbids it, as it is written; `undefined` when all policies allow it. */
export function forbidding(policies: readonly Policy[], use: Use): string | undefined {
  for (const policy of policies) {
    const name = DIRECTIVES[use.kind].find((directive) => policy.has(directive));
    const sources = name === undefined ? undefined : policy.get(name);
    if (name === undefined || sources === undefined || allows(sources, use)) continue;
    return [name, ...sources.map((source) => (/^'nonce-/i.test(source) ? "'nonce-…'" : source))].join(' ');
  }
  return undefined;
}

function allows(sources: readonly string[], { kind, url, self, nonce, integrity }: Use): boolean {
  if (kind === 'script') {
    const digests = integrity?.match(/\S+/g) ?? [];
    if (nonce && sources.includes(`'nonce-${nonce}'`)) return true;
    if (digests.length > 0 && digests.every((digest) => sources.includes(`'${digest}'`))) return true;
    if (sources.includes("'strict-dynamic'")) return false; // addresses do not count beside it
  }
  return sources.some((source) => matches(source.trim(), url, self));
}

const SOURCE = /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[^*/:]+|\[[^\]]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i;
const PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' };
const portOf = ({ port, protocol }: URL): string => port || (PORTS[protocol] ?? '');

/** A policy that names http means https as well. */
const isScheme = (named: string, { protocol }: URL): boolean =>
  named === protocol || (named === 'http:' && protocol === 'https:');

function matches(source: string, url: URL, self: URL): boolean {
  if (source === '*') return /^https?:$/.test(url.protocol);
  if (source.toLowerCase() === "'self'") {
    const isPort = portOf(url) === portOf(self) || (url.port === '' && self.port === '');
    return url.hostname === self.hostname && isPort && isScheme(self.protocol, url);
  }
  if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return isScheme(source.toLowerCase(), url);

  const [, scheme, host = '', port, path = ''] = SOURCE.exec(source) ?? [];
  if (!host || !isScheme(scheme ? `${scheme.toLowerCase()}:` : self.protocol, url)) return false;
  const name = host.toLowerCase();
  const isHost =
    name === '*' || (name.startsWith('*.') ? url.hostname.endsWith(name.slice(1)) : url.hostname === name);
  const isDefault = url.port === '' || (port === '80' && portOf(url) === '443');
  const isPort =
    port === '*' || (port === undefined ? isDefault : port === portOf(url) || (port === '80' && isDefault));
  const isPath =
    path === '' ||
    path === '/' ||
    (path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path);
  return isHost && isPort && isPath;
}
