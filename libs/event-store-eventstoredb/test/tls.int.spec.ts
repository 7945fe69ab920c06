import { StoreUnavailableError } from '@ledger/event-store';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbEventStore } from '../src';
import { EventStoreDbDouble } from '../src/testing';
import { newEvent, newStream } from './ledger.test-support';

/** A certificate for the loopback address, signed by itself; undefined without the openssl command. */
function selfSigned(folder: string): { readonly key: string; readonly certificate: string } | undefined {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=ledger'];
  args.push('-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate);
  try {
    execFileSync('openssl', args, { stdio: 'ignore' });
    return { key, certificate };
  } catch {
    return undefined;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'ledger-tls-'));
const files = selfSigned(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const CREDENTIALS = { username: 'ops', password: 'p@ss:word' };

(files === undefined ? describe.skip : describe)(
  `TLS and credentials${files === undefined ? ' (not here: there is no openssl command to make a certificate)' : ''}`,
  () => {
    let double: EventStoreDbDouble;
    beforeAll(async () => {
      const tls = { key: readFileSync(files!.key), certificate: readFileSync(files!.certificate) };
      double = await EventStoreDbDouble.start({ tls, credentials: CREDENTIALS });
    });
    afterAll(() => double.close());

    const append = async (user: string, query: string): Promise<unknown> => {
      const url = `esdb://${user}127.0.0.1:${double.port}?${query}`;
      const store = new EventStoreDbEventStore({
        url,
        deadline: 1_500,
        backoff: { firstPauseMs: 5, longestPauseMs: 50 },
      });
      try {
        return await store.append(newStream(), [newEvent()], { expectedRevision: 'NO_STREAM' });
      } catch (error) {
        return error;
      } finally {
        await store.close();
      }
    };
    const user = `ops:${encodeURIComponent(CREDENTIALS.password)}@`;
    const trusted = (): string => `tlsCAFile=${encodeURIComponent(files!.certificate)}`;

    it('let in who is trusted both ways', async () => {
      expect(await append(user, trusted())).toMatchObject({ revision: 0n });
    });

    it.each([
      ['without credentials', ''],
      ['with a wrong password', 'ops:wrong@'],
    ])('refuse at once %s', async (_, wrong) => {
      const error = await append(wrong, trusted());
      expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(error).toMatchObject({ isMisconfigured: true });
      expect((error as Error).message).toContain('refused the credentials');
    });

    it('do not speak to a server whose certificate no known authority signed', async () => {
      const error = await append(user, 'tls=true');
      expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(error).toMatchObject({ isMisconfigured: true, message: expect.stringContaining('tlsCAFile') as string });
    });
  },
);
