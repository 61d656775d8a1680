/** Tests in real browsers: sources as they are, in every engine of this machine, with other real origins beside the page. */
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import type { BrowserLauncher, TestRunnerConfig } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { engineSummary, enginesToRun, installations, type Engine } from './support/browser/browsers.js';
import { pageReporter } from './run/page-reporter.js';
import { comeToFront } from './support/browser/come-to-front-plugin.js';
import { fakeTimers } from './support/world/fake-timers-script.js';
import { otherOrigins } from './support/world/origins-plugin.js';
import { WebKitLauncher } from './support/browser/webkit-launcher.js';

const rootDir = fileURLToPath(new URL('..', import.meta.url));
const { plugin, middleware } = otherOrigins();

function launcher(engine: Engine): BrowserLauncher {
  const { chromium, firefox, webkit } = installations();
  if (engine === 'webkit' && webkit) return new WebKitLauncher(webkit);
  if (engine === 'firefox' && firefox) {
    // Two pages at a time are one too many: the one in the background gets no frames.
    return chromeLauncher({ puppeteer, concurrency: 1, launchOptions: firefox.launchOptions });
  }
  return chromeLauncher({
    puppeteer,
    launchOptions: chromium?.launchOptions ?? {},
    // Behind another tab a page is hidden and gets no frames: each has a window of its own.
    createPage: ({ context }) => context.newPage({ type: 'window' }),
  });
}

/** Started by `npm test`, it reports there; started by hand, to whoever watches the terminal. */
const send = process.send?.bind(process);
const reporters = send ? { reporters: [pageReporter(send)] } : {};
if (!send) console.log(engineSummary());

const minutes = 60_000;

export default {
  rootDir,
  files: 'test/{protocol,element,portal,rig/page}/**/*.test.ts',
  browsers: enginesToRun().map(launcher),
  concurrentBrowsers: 2,
  nodeResolve: { exportConditions: ['browser', 'development'] },
  plugins: [
    plugin,
    comeToFront,
    fakeTimers,
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: `${rootDir}tsconfig.json`,
      define: { DEVELOPMENT: 'true' },
    }),
  ],
  middleware: [middleware],
  ...reporters,
  testRunnerHtml: (testFramework) => `<!doctype html>
    <html lang="en">
      <head><meta charset="utf-8"><title>refport-embed tests</title></head>
      <body>
        <script type="module" src="/test/support/page/console-guard.ts"></script>
        <script type="module" src="${testFramework}"></script>
      </body>
    </html>`,
  testFramework: { config: { timeout: '20000' } },
  filterBrowserLogs: ({ args }) => !/^(Lit is in dev mode|<refport-embed> )/.test(String(args[0])),
  browserStartTimeout: 1 * minutes,
  testsStartTimeout: 1 * minutes,
  testsFinishTimeout: 3 * minutes,
  coverageConfig: { include: ['src/**/*.ts'], reporters: ['text-summary', 'lcovonly'] },
} satisfies Partial<TestRunnerConfig>;
