import { resolve } from 'node:path';
import { defineConfig, type BuildEnvironmentOptions, type Plugin } from 'vite';
import { isFreeName } from './src/element/free-name.js';
import { LANGUAGES, loadLanguage } from './src/element/i18n/load-language.js';
import { version } from './src/element/version.js';
import { clearBuild } from './src/release/clear-build.js';
import { notices } from './src/release/notices.js';

/** The npm package's browser code. Lit stays an import, so that an app has one Lit. */
const npm = {
  lib: {
    entry: {
      'element/index': 'src/element/index.ts',
      'element/define': 'src/element/define.ts',
      'portal/index': 'src/portal/index.ts',
    },
    formats: ['es'],
  },
  minify: false,
  rolldownOptions: {
    external: /^(lit|@lit)(\/|$)/,
    output: {
      // A language keeps its place, so that it can be recognised in what an app's bundler says and in a network panel.
      chunkFileNames: ({ facadeModuleId }) =>
        facadeModuleId?.includes('/languages/') ? 'element/languages/[name].js' : '[name]-[hash].js',
    },
  },
} satisfies BuildEnvironmentOptions;

/** A script for a tag: one file, which runs as a classic script and as a module alike. */
const scriptTag = (file: string, entry: string, globalName: string) =>
  ({
    lib: {
      entry: { [file]: entry },
      formats: ['iife'],
      name: globalName,
      fileName: (_, name) => `${name}.js`,
      cssFileName: file,
    },
    // Smaller by two parts in a hundred than what Vite's own minifier makes of it.
    minify: 'terser',
    terserOptions: { ecma: 2020, compress: { passes: 3, unsafe_arrows: true, pure_getters: true } },
  }) satisfies BuildEnvironmentOptions;

const node = { ssr: true, minify: false, target: 'node20' } satisfies BuildEnvironmentOptions;

/** Templates lose what only their readers need: minifiers leave template literals as they are. No line goes, for the source map. */
const slimTemplates: Plugin = {
  name: 'slim-templates',
  enforce: 'pre',
  transform: (code, id) =>
    /element\/view\/\w+\.ts$/.test(id)
      ? {
          code: code
            .replaceAll(/css`[^`]*`/g, (sheet) => {
              const slim = sheet
                .replaceAll(/\/\*.*?\*\//gs, '')
                .replaceAll(/\s+/g, ' ')
                .replaceAll(/ (?=[{}>])|(?<=[{};:,>]) |;(?= ?\})|(?<=[ :,(])0(?=\.\d)/g, '');
              return slim + sheet.replaceAll(/[^\n]/g, '');
            })
            .replaceAll(/\n +/g, '\n'),
          map: null,
        }
      : undefined,
};

/** The CDN file has its languages beside it, in one file (`src/cdn/load-language.ts`). */
const languagesBesideScript: Plugin = {
  name: 'languages-beside-script',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'cdn',
  resolveId(id) {
    return id.endsWith('/load-language.js') ? resolve('src/cdn/load-language.ts') : undefined;
  },
  async generateBundle() {
    const strings = LANGUAGES.map(async (language) => [language, await loadLanguage(language)] as const);
    const languages = Object.fromEntries(await Promise.all(strings));
    this.emitFile({
      type: 'asset',
      fileName: 'refport-embed.languages.json',
      source: JSON.stringify(languages),
    });
  },
};

/** One build per place where code runs; each keeps its folder of `src/` as its folder of `dist/`. */
const targets = {
  npm,

  /** The same with hints on the console, for whoever develops a host or a portal. */
  development: { ...npm, outDir: 'dist/development' },

  /** The element with everything in it, and the portal's end for portals without a bundler. */
  cdn: {
    ...scriptTag('refport-embed', 'src/cdn/script.ts', 'refportEmbed'),
    outDir: 'dist/cdn',
    // The first statement inside the function that is the file: nothing of it runs where there is nothing for it to do.
    rolldownOptions: {
      output: {
        intro: `if (!(${String(isFreeName)})('refport-embed', '${version}', globalThis.customElements)) return;`,
      },
    },
  },
  cdnPortal: { ...scriptTag('refport-portal', 'src/portal/index.ts', 'refportPortal'), outDir: 'dist/cdn' },

  /** The script of the issuer's own portal pages, served by the issuer. */
  portalPage: {
    ...scriptTag('portal-page', 'src/portal-page/portal-page.ts', 'portalPage'),
    outDir: 'dist/issuer',
  },

  /** The server kit: no dependency, and readable where a host's stack traces lead into it. */
  server: {
    ...node,
    lib: {
      entry: { 'server/index': 'src/server/index.ts', 'server/node': 'src/server/node.ts' },
      formats: ['es'],
    },
    rolldownOptions: { output: { chunkFileNames: 'server/[name].js' } },
  },
  serverInBrowser: {
    ...node,
    lib: { entry: { 'server/browser': 'src/server/browser.ts' }, formats: ['es'] },
  },

  /** The issuer with its libraries inside, so that installing the package installs Lit alone. */
  issuer: {
    ...node,
    lib: {
      entry: { 'issuer/index': 'src/issuer/index.ts', 'issuer/cli': 'src/issuer/cli.ts' },
      formats: ['es'],
    },
    rolldownOptions: {
      external: /^(node:|@photostructure\/sqlite$)/,
      // It reads the portal page's files beside its own code, so that code has to stay in its folder.
      output: { minify: true, chunkFileNames: 'issuer/[name].js' },
    },
  },

  /** The doctor, with its libraries inside. */
  doctor: {
    ...node,
    lib: { entry: { 'doctor/cli': 'src/doctor/cli.ts' }, formats: ['es'] },
    rolldownOptions: { external: /^node:/, output: { minify: true } },
  },

  /** What `npx refport-embed` starts. */
  cli: {
    ...node,
    outDir: 'dist/cli',
    lib: { entry: { cli: 'src/cli/cli.ts' }, formats: ['es'] },
    rolldownOptions: { external: /^\.\.\/(doctor|issuer)\// },
  },
} satisfies Record<string, BuildEnvironmentOptions>;

// The tool reads its configuration from a default export.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  logLevel: 'warn',
  plugins: [slimTemplates, languagesBesideScript, notices],
  environments: Object.fromEntries(
    Object.entries(targets).map(([name, build]) => [
      name,
      {
        consumer: 'ssr' in build ? 'server' : 'client',
        define: {
          'process.env.NODE_ENV': '"production"',
          // The doctor explains, as development builds do.
          DEVELOPMENT: String(name === 'development' || name === 'doctor'),
          CDN_LANGUAGES: JSON.stringify(LANGUAGES),
        },
        resolve: 'ssr' in build ? { noExternal: true } : {},
        build: { outDir: 'dist', emptyOutDir: false, sourcemap: true, target: 'es2022', ...build },
      },
    ]),
  ),
  builder: {
    buildApp: async (builder) => {
      clearBuild(`${builder.config.root}/dist`);
      for (const name of Object.keys(targets)) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
});
