/** A certificate of this run's own, which Chromium is told to trust as it trusts any other. */
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  key: string;
  cert: string;
  /**
   * The switch for Chromium. Not --ignore-certificate-errors: what comes with an error that is ignored is never cached, and a
   * second visit would be a first one.
   */
  trust: string;
}

/** @param names the hosts that it is for; Node takes no `*.localhost` */
export function makeCertificate(names = ['localhost', '*.localhost']): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'refport-bench-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    execFileSync(
      'openssl',
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost
       -addext subjectAltName=${names.map((name) => `DNS:${name}`).join()} -keyout ${keyFile} -out ${certFile}`.split(
        /\s+/,
      ),
      { stdio: 'pipe' },
    );
    const [key, cert] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')];
    const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
    const hash = createHash('sha256').update(spki).digest('base64');
    return { key, cert, trust: `--ignore-certificate-errors-spki-list=${hash}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
