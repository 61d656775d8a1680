/** `npx refport-embed doctor <url>`: says what is wrong with an integration, and how to mend it. */
import { run } from '../cli/program.js';
import { doctor } from './command.js';

run('refport-embed doctor', async ([, ...args]) => {
  const hasColour = process.stdout.isTTY && !process.env['NO_COLOR'];
  const { text, exitCode } = await doctor(args, process.env, hasColour);
  process.stdout.write(text);
  process.exitCode = exitCode;
});
