import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbDouble, selfSigned } from '@ledger/event-store-eventstoredb/testing';
import { journey } from './fake-terminal.test-support';

const folder = mkdtempSync(join(tmpdir(), 'cli-tls-'));
const files = selfSigned(folder);
afterAll(() => rmSync(folder, { recursive: true }));

(files === undefined ? describe.skip : describe)(
  `an event store server that lets the command line in by its connection string${files === undefined ? ' (not here: there is no openssl command)' : ''}`,
  () => {
    let double: EventStoreDbDouble;
    beforeAll(async () => {
      const tls = { key: readFileSync(files!.key), certificate: readFileSync(files!.certificate) };
      double = await EventStoreDbDouble.start({ tls, credentials: { username: 'ops', password: 'right' } });
    });
    afterAll(() => double.close());

    it.each([
      ['wrong credentials', 'ops:wrong@', true, 'refused the credentials'],
      ['an unknown authority', 'ops:right@', false, 'tlsCAFile'],
    ])('ends %s with one sentence and the exit code of a wrong value', async (_, user, isTrusted, sentence) => {
      const ca = isTrusted ? `&tlsCAFile=${encodeURIComponent(files!.certificate)}` : '';
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
