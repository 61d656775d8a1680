/** What each bundle may weigh, and where its code may come from. */
export interface Budget {
  entry: string;
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
    limit: 18_600,
    goal: 10_000,
    from: /^src\/(cdn|element|protocol\/(?!schemas))|^node_modules\/(lit|lit-html)\//,
  },
  {
    entry: 'dist/portal/index.js',
    shipped: 'by a bundler, to browsers',
    measure: 'brotli',
    limit: 3_000,
    from: /^src\/(portal\/|protocol\/(?!schemas))/,
  },
  {
    entry: 'dist/server/index.js',
    shipped: 'by a bundler, to Node',
    measure: 'minified',
    limit: 11_000,
    goal: 5_000,
    from: /^src\/(server|protocol\/(?!schemas))/,
  },
  {
    entry: 'dist/issuer/cli.js',
    shipped: 'by a bundler, to Node',
    measure: 'minified',
    limit: 200_000,
    from: /^src\/(issuer|protocol)\/|^node_modules\/(hono|@hono\/node-server|jose|zod)\//,
  },
];
