/** What the documents say of speed is what was measured: `npm run bench -- --write` writes both. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { QUOTED, quotedIn } from '../bench/written.js';

describe('what the documents quote of test/bench/results.json', () => {
  for (const [document, quote] of Object.entries(QUOTED)) {
    it(`is what stands in ${document}`, () => assert.equal(quotedIn(document), quote()));
  }
});
