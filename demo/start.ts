/** `npm start`: runs the demo until Ctrl-C. `PORT=4000` puts it on the ports 4000, 4001 and 4002 instead of free ones. */
import { startDemo } from './demo.js';

const { PORT } = process.env;
const first = Number(PORT ?? 0);
const ports = first > 0 ? { host: first, cdn: first + 1, portal: first + 2 } : undefined;

const demo = await startDemo({ ...(ports && { ports }) }).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
console.log(`Open ${demo.origins.host} in a browser (Ctrl-C stops everything).`);

let stopping = false;
const stop = () => {
  if (stopping) return; // Ctrl-C reaches every process of the group, and some pass it on once more
  stopping = true;
  void demo.close().then(() => process.exit(0));
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
