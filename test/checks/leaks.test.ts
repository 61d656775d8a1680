/** `npm run size` names what gets into a bundle where it does not belong: the real builds, each with one import too many. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createBuilder } from 'vite';
import { BUDGETS, type Budget } from '../size/budgets.js';
import { project, ship } from '../size/shipped.js';
import { strangersIn } from '../size/strangers.js';

interface Leak {
  what: string;
  /** The import, and a use of it, or the bundler leaves it out again. */
  code: string;
  /** How the complaint names it. */
  named: RegExp;
}

const inSource = (path: string, name: string): string =>
  `import { ${name} } from '${join(project, path)}'; console.log(${name});`;

const LEAKS: readonly Leak[] = [
  { what: 'zod', code: `import * as z from 'zod'; console.log(z.string());`, named: /node_modules\/zod\// },
  {
    what: 'the schemas',
    code: inSource('src/protocol/schemas.ts', 'helloSchema'),
    named: /protocol\/schemas\.ts/,
  },
  {
    what: 'code of the issuer',
    code: inSource('src/issuer/referral-link.ts', 'referralLink'),
    named: /src\/issuer\/referral-link\.ts/,
  },
  { what: 'test code', code: inSource('test/bench/figures.ts', 'median'), named: /test\/bench\/figures\.ts/ },
];

const IN_BROWSERS: readonly Leak[] = [
  {
    what: 'code of the server kit',
    code: inSource('src/server/retry-wait.ts', 'retryWaitMs'),
    named: /src\/server\/retry-wait\.ts/,
  },
  {
    what: 'a module of Node',
    code: `import { readFileSync } from 'node:fs'; console.log(readFileSync);`,
    named: /a module of Node/,
  },
];

/** Which build makes a bundle, and from which entry. */
const BUNDLES = [
  {
    entry: 'dist/cdn/refport-embed.js',
    target: 'cdn',
    source: 'src/cdn/script.ts',
    leaks: [...LEAKS, ...IN_BROWSERS],
  },
  {
    entry: 'dist/portal/index.js',
    target: 'npm',
    source: 'src/portal/index.ts',
    leaks: [...LEAKS, ...IN_BROWSERS],
  },
  { entry: 'dist/server/index.js', target: 'server', source: 'src/server/index.ts', leaks: LEAKS },
];

function budgetOf(entry: string): Budget {
  const budget = BUDGETS.find((candidate) => candidate.entry === entry);
  if (!budget) throw new Error(`${entry} has no budget.`);
  return budget;
}

for (const { entry, target, source, leaks } of BUNDLES) {
  describe(`what is in ${entry}`, () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'refport-leaks-'));
    });
    after(() => rm(folder, { recursive: true }));

    /** The complaints about the bundle when its entry has this code, too. */
    async function complaintsWith(code: string): Promise<string[]> {
      const builder = await createBuilder({
        root: project,
        logLevel: 'silent',
        environments: { [target]: { build: { outDir: join(folder, target === 'cdn' ? 'cdn' : '') } } },
        plugins: [
          {
            name: 'leak',
            enforce: 'pre',
            transform: (text, id) => (id === join(project, source) ? `${text}\n${code}` : undefined),
          },
        ],
      });
      const environment = builder.environments[target];
      assert.ok(environment);
      await builder.build(environment);
      const built = { ...budgetOf(entry), entry: join(folder, entry.replace('dist/', '')) };
      return strangersIn(await ship(built), built);
    }

    it('belongs there', async () => assert.deepEqual(await complaintsWith(''), []));

    for (const { what, code, named } of leaks) {
      it(`does not, if it is ${what}, and is named`, async () => {
        const [complaint = 'nobody complains', ...others] = await complaintsWith(code);
        assert.match(complaint, /contains what it should not: /);
        assert.match(complaint, named);
        assert.deepEqual(others, []);
      });
    }
  });
}
