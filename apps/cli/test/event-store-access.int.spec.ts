import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbDouble } from '@ledger/event-store-eventstoredb/testing';
import { journey } from './fake-terminal.test-support';

const folder = mkdtempSync(join(tmpdir(), 'cli-tls-'));
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
afterAll(() => rmSync(folder, { recursive: true }));

/** A certificate that signs itself, by the openssl command; whether there is one. */
function hasCertificate(): boolean {
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=ledger'];
  try {
    execFileSync('openssl', [...args, '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

const isHere = hasCertificate();

(isHere ? describe : describe.skip)(
  `an event store server that lets the command line in by its connection string${isHere ? '' : ' (not here: no openssl)'}`,
  () => {
    let double: EventStoreDbDouble;
    beforeAll(async () => {
      const tls = { key: readFileSync(key), certificate: readFileSync(certificate) };
      double = await EventStoreDbDouble.start({ tls, credentials: { username: 'ops', password: 'right' } });
    });
    afterAll(() => double.close());

    it.each([
      ['wrong credentials', 'ops:wrong@', true, 'refused the credentials'],
      ['an unknown authority', 'ops:right@', false, 'tlsCAFile'],
    ])('ends %s with one sentence and the exit code of a wrong value', async (_, user, isTrusted, sentence) => {
      const ca = isTrusted ? `&tlsCAFile=${encodeURIComponent(certificate)}` : '';
      const host = `127.0.0.1:${double.port}`;
      for (const address of [
        `esdb://${user}${host}`,
        `esdb://${user}${host},${host}`,
        `esdb+discover://${user}${host}`,
      ]) {
        const url = `${address}?defaultDeadline=3000&discoveryInterval=5${ca}`;
        const { exitCode, out, err } = await journey(['verify', '--quiet', '--store', url]);
        expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
        expect(err).toMatch(/^journey: EventStoreDB [^\n]+\n$/);
        expect(err).toContain(sentence);
      }
    });
  },
);
