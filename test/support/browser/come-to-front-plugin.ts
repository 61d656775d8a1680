/** A command of the tests: puts their page in front of all others of its browser, where the keys go. */
import type { TestRunnerPlugin } from '@web/test-runner';
import type { ChromeLauncher } from '@web/test-runner-chrome';

export const comeToFront: TestRunnerPlugin = {
  name: 'come-to-front',
  async executeCommand({ command, session }) {
    if (command !== 'come-to-front') return undefined;
    await (session.browser as ChromeLauncher).getPage(session.id).bringToFront();
    return true;
  },
};
