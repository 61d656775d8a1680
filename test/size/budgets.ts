/** What each bundle may weigh, and where its code may come from. */
export interface Budget {
  entry: string;
  /** What a host imports of it; everything where absent. */
  names?: readonly string[];
  /** How the file reaches the machine that runs it. */
  shipped: 'as it is' | 'by a bundler, to browsers' | 'by a bundler, to Node';
  measure: 'minified' | 'brotli';
  /** What must not be exceeded: a little above what it weighs, so that growth is noticed. */
  limit: number;
  /** What it should come down to, where that is less. */
  goal?: number;
  /** The only places that its code may come from. */
  from: RegExp;
}

export const BUDGETS: readonly Budget[] = [
  {
    entry: 'dist/cdn/refport-embed.js',
    shipped: 'as it is',
    measure: 'brotli',
    limit: 20_350,
    goal: 13_500,
    from: /^src\/(cdn|element|protocol\/(?!schemas))|^node_modules\/(lit|lit-html)\//,
  },
  {
    entry: 'dist/portal/index.js',
    shipped: 'by a bundler, to browsers',
    measure: 'brotli',
    limit: 3_000,
    from: /^src\/(portal\/|protocol\/(?!schemas))/,
  },
  route(8_000, 'Refport', 'embedTokenHandler'),
  route(8_600, 'Refport', 'portalRedirectHandler'),
  route(9_800, 'Affonso', 'portalRedirectHandler'),
  {
    entry: 'dist/server/node.js',
    shipped: 'by a bundler, to Node',
    measure: 'minified',
    limit: 2_300,
    from: /^src\/server/,
  },
  {
    entry: 'dist/issuer/cli.js',
    shipped: 'by a bundler, to Node',
    measure: 'minified',
    limit: 200_000,
    from: /^src\/(issuer|protocol|cli)\/|^node_modules\/(hono|@hono\/node-server|jose|zod)\//,
  },
  {
    entry: 'dist/doctor/cli.js',
    shipped: 'by a bundler, to Node',
    measure: 'minified',
    limit: 215_000,
    from: /^src\/(doctor|protocol|cli)\/|^src\/element\/(frame\/address|page\/(clock|document|shared)|settings|token\/(answer|timing)|version)\.ts$|^node_modules\/(parse5|entities|content-security-policy-parser)\//,
  },
  {
    entry: 'dist/cli/cli.js',
    shipped: 'as it is',
    measure: 'minified',
    limit: 500,
    from: /^src\/cli\//,
  },
];

/** One route of a host's backend, without what it loads later. */
function route(limit: number, ...names: string[]): Budget {
  return {
    entry: 'dist/server/index.js',
    names,
    shipped: 'by a bundler, to Node',
    measure: 'minified',
    limit,
    goal: 8_000,
    from: /^src\/server/,
  };
}
