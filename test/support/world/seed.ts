/**
 * The seed of everything random in the tests: 1, so that every run tries the same values, or what `SEED=… npm test` says.
 * fast-check comes from here, with that seed, in Node and in the pages of web-test-runner, which asks origins-plugin.ts for it.
 */
import fc from 'fast-check';

const isPage = typeof process === 'undefined';

const text = isPage ? await (await fetch('/__seed')).text() : process.env['SEED'] || '1';

/** A whole number of 32 bits, all that fast-check takes. */
export const SEED = Number(text);
if (SEED !== (SEED | 0)) throw new Error(`SEED is "${text}"; it must be a whole number of 32 bits.`);

/** For the output of a test that fails. */
export const REPLAY = `SEED=${SEED} npm test tries the same values again.`;

fc.configureGlobal({ seed: SEED });
if (!isPage) console.log(`SEED=${SEED}`);

export { fc };
