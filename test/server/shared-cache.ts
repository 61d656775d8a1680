/**
 * A content delivery network in front of a host, as greedy as RFC 9111 lets a shared cache be: it keeps whatever it may keep,
 * for as long as it may, and gives it to everybody whom `Vary` does not tell apart.
 */
type Handler = (request: Request) => Promise<Response>;

interface Stored {
  /** What the answer's `Vary` names, as the request that it was made for had it. */
  readonly selects: ReadonlyMap<string, string | null>;
  readonly response: Response;
}

/** Answers that may be kept although they do not say for how long (RFC 9110, section 15.1). */
const HEURISTICALLY_CACHEABLE = new Set([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501]);

export function sharedCache(origin: Handler): Handler {
  const kept = new Map<string, Stored[]>();
  return async (request) => {
    const hit = kept.get(request.url)?.find(({ selects }) => matches(selects, request));
    if (hit && request.method === 'GET') return hit.response.clone();
    const response = await origin(request);
    if (mayKeep(request, response)) {
      const names = listOf(response.headers.get('vary'));
      const selects = new Map(names.map((name) => [name, request.headers.get(name)]));
      kept.set(request.url, [...(kept.get(request.url) ?? []), { selects, response: response.clone() }]);
    }
    return response;
  };
}

/** RFC 9111, section 3, for a cache that is shared. */
function mayKeep({ method, headers: asked }: Request, { status, headers }: Response): boolean {
  const directives = new Map(
    listOf(headers.get('cache-control')).map((directive) => {
      const [name = '', value = ''] = directive.split('=');
      return [name, value];
    }),
  );
  const isForAll = ['public', 's-maxage', 'must-revalidate'].some((name) => directives.has(name));
  const seconds = directives.get('s-maxage') ?? directives.get('max-age');
  const isStaleAtOnce = directives.has('no-cache') || Number(seconds ?? 1) === 0;
  return (
    method === 'GET' &&
    !directives.has('no-store') &&
    !directives.has('private') &&
    !isStaleAtOnce &&
    !listOf(headers.get('vary')).includes('*') &&
    (!asked.has('authorization') || isForAll) &&
    (HEURISTICALLY_CACHEABLE.has(status) ||
      directives.has('public') ||
      seconds !== undefined ||
      headers.has('expires'))
  );
}

const matches = (selects: Stored['selects'], { headers }: Request): boolean =>
  [...selects].every(([name, value]) => headers.get(name) === value);

const listOf = (field: string | null): string[] =>
  (field ?? '')
    .toLowerCase()
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
