/** How long and how much the doctor reads, and what it does not trust. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { makeCertificate } from '../bench/network/certificate.js';
import { askHere, diagnosisIn } from './ask-doctor.js';
import { FaultySite } from './faulty-site.js';
import { serve } from './one-answer.js';

test('a page that never comes, or never ends, is given up after --timeout', async (t) => {
  const silent = await serve(t, () => undefined);
  const endless = await serve(
    t,
    (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).write('<p>'),
  );
  for (const host of [silent, endless]) {
    const said = await askHere([host, '--json', '--timeout', '0.2']);
    assert.deepEqual(
      diagnosisIn(said).findings.map(({ code, why }) => [code, why]),
      [['UNREACHABLE', 'Asked for, and it has not answered in 0.2 s.']],
    );
  }
});

test('a page without end is not read to its end', async (t) => {
  const host = await serve(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(20 * 2 ** 20)));
  });
  const [finding] = diagnosisIn(await askHere([host, '--json'])).findings;
  assert.equal(finding?.why, 'Asked for, and it answers more than 8 MiB.');
});

test('a compressed page is read', async (t) => {
  const host = await serve(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
    response.end(gzipSync('<p>Hello</p>'));
  });
  const [finding] = diagnosisIn(await askHere([host, '--json'])).findings;
  assert.equal(finding?.code, 'EMBED_MISSING');
});

test('a page may be nested as deep as it likes', async (t) => {
  const host = await serve(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<span>'.repeat(50_000));
  });
  const [finding] = diagnosisIn(await askHere([host, '--json'])).findings;
  assert.equal(finding?.code, 'EMBED_MISSING');
});

test('a certificate that Node does not know is said to be that', async (t) => {
  const site = new FaultySite({}, makeCertificate(['localhost']));
  await site.listen();
  t.after(() => site.close());
  const [finding] = diagnosisIn(await askHere([site.origin('host'), '--json'])).findings;
  assert.equal(finding?.code, 'UNREACHABLE');
  assert.match(finding.why, /does not know who signed its certificate/);
});
