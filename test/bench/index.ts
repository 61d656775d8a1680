/**
 * `npm run bench`: what the goals of speed are measured by. Compare ratios within one run: machines are noisy.
 * `npm run bench refresh` runs that one alone.
 */
import { flood } from './flood.js';
import { hundred } from './hundred.js';
import { refresh } from './refresh.js';

const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries({ flood, refresh, hundred })) {
  if (wanted.length === 0 || wanted.includes(name)) await bench();
}
process.exit(0);
