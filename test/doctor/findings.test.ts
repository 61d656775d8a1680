/** Each fault by itself, on a site that is healthy otherwise: what the doctor finds, and nothing else. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { makeCertificate } from '../bench/network/certificate.js';
import { ANSWER_FAULTS } from './answer-faults.js';
import { askHere, askProcess, CHECKS, diagnosisIn } from './ask-doctor.js';
import { CANARIES, COOKIE, FaultySite } from './faulty-site.js';
import { PAGE_FAULTS } from './page-faults.js';
import { POLICY_FAULTS } from './policy-faults.js';
import { PORTAL_FAULTS } from './portal-faults.js';

const SCENARIOS = [...PAGE_FAULTS, ...POLICY_FAULTS, ...ANSWER_FAULTS, ...PORTAL_FAULTS];

describe('the doctor finds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'refport-doctor-'));
  after(() => rmSync(folder, { recursive: true }));
  const certificate = makeCertificate(['localhost', 'cdn.localhost', 'portal.localhost']);
  const authority = join(folder, 'certificate.pem');
  writeFileSync(authority, certificate.cert);

  for (const { fault, at, finds, isSecure } of SCENARIOS) {
    it(`${finds.join(', ') || 'nothing'} · ${fault}`, async () => {
      const site = new FaultySite(at, isSecure ? certificate : undefined);
      await site.listen();
      try {
        const host = site.origin('host');
        // Node trusts a certificate of ours if it is told so before it starts.
        const ask = isSecure ? askProcess : askHere;
        const said = await ask([`${host}/account`, '--json'], {
          REFPORT_DOCTOR_COOKIE: COOKIE,
          NODE_EXTRA_CA_CERTS: authority,
        });
        assert.equal(said.err, '');
        const { findings } = diagnosisIn(said);
        assert.deepEqual(
          findings.map(({ code }) => code),
          finds,
          said.out,
        );
        assert.equal(said.code, findings.some(({ severity }) => severity === 'error') ? 1 : 0);
        for (const canary of CANARIES) assert.ok(!said.out.includes(canary), said.out);
        assert.deepEqual([...site.cookieWentTo], [new URL(host).host], 'nobody else gets the cookie');
      } finally {
        site.close();
      }
    });
  }

  it('all that there are checks for', () => {
    const shown = new Set(SCENARIOS.flatMap(({ finds }) => finds));
    assert.deepEqual(
      CHECKS.filter(({ code }) => !shown.has(code)),
      [],
    );
  });
});
