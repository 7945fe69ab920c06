import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** A certificate for the loopback address, signed by itself; undefined without the openssl command. */
export function selfSigned(
  folder: string,
  name = 'IP:127.0.0.1',
  file = 'certificate',
): { readonly key: string; readonly certificate: string } | undefined {
  const [key, certificate] = [join(folder, `${file}.key.pem`), join(folder, `${file}.pem`)];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=ledger'];
  args.push('-addext', `subjectAltName=${name}`, '-keyout', key, '-out', certificate);
  try {
    execFileSync('openssl', args, { stdio: 'ignore' });
    return { key, certificate };
  } catch {
    return undefined;
  }
}
