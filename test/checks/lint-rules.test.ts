/** Who may import whom is a rule only if breaking it fails: every line below is linted, and judged by itself. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { PLACES } from './import-rules.js';
import { lint, type Complaint } from './lint.js';
import { OFFENDERS } from './offenders.js';

describe('lint rules', () => {
  let complaints: readonly Complaint[];

  before(async () => {
    const places = PLACES.map(({ file, allowed, forbidden }) => ({
      file,
      code: [...allowed, ...forbidden].join('\n'),
    }));
    complaints = await lint([...places, ...OFFENDERS]);
  });

  for (const { file, allowed, forbidden } of PLACES) {
    it(`${file} imports what its folder may import, and nothing else`, () => {
      const lines = [...allowed, ...forbidden];
      const refused = complaints
        .filter((complaint) => complaint.file === file && complaint.rule === 'eslint(no-restricted-imports)')
        .map(({ line }) => lines[line - 1]);
      assert.deepEqual(new Set(refused), new Set(forbidden));
    });
  }

  for (const { rule, file } of OFFENDERS) {
    it(`${rule} bites ${file}`, () => {
      const rules = complaints
        .filter((complaint) => complaint.file === file)
        .map((complaint) => complaint.rule);
      assert.ok(
        rules.includes(rule),
        `${file} should break ${rule}; the linter found ${rules.join(', ') || 'nothing'}`,
      );
    });
  }

  it('has an offender for each rule about elements and templates', () => {
    const configuration = readFileSync(new URL('../../.oxlintrc.json', import.meta.url), 'utf8');
    const rules = [...configuration.matchAll(/"(lit|wc)\/([a-z-]+)"/g)].map(
      ([, plugin, name]) => `${plugin}(${name})`,
    );
    assert.ok(rules.length > 10);
    const without = rules.filter((rule) => !OFFENDERS.some((offender) => offender.rule === rule));
    assert.deepEqual(without, []);
  });
});
