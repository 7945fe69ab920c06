import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbDouble, selfSigned } from '@ledger/event-store-eventstoredb/testing';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { FakeTerminal, journey } from './fake-terminal.test-support';

const folder = mkdtempSync(join(tmpdir(), 'cli-doctor-'));
const files = selfSigned(folder);
afterAll(() => rmSync(folder, { recursive: true }));

(files === undefined ? describe.skip : describe)(
  `journey doctor on an event store server${files === undefined ? ' (not here: there is no openssl command)' : ''}`,
  () => {
    let double: EventStoreDbDouble;
    let store: string;
    beforeEach(async () => {
      const tls = { key: readFileSync(files!.key), certificate: readFileSync(files!.certificate) };
      const accounts = [{ username: 'admin', password: 'of-the-admin', groups: ['$admins'] }];
      double = await EventStoreDbDouble.start({ tls, accounts });
      store = `esdb://ledger:of-the-ledger@127.0.0.1:${double.port}?tlsCAFile=${encodeURIComponent(files!.certificate)}`;
    });
    afterEach(() => double.close());

    const setUp = (env: Record<string, string>, ...more: string[]) =>
      journey(['doctor', '--setup-event-store', '--store', store, ...more], new FakeTerminal(env));

    it('sets the account up with an administrator’s password from the environment, and finds nothing then', async () => {
      const done = await setUp({ EVENT_STORE_ADMIN_PASSWORD: 'of-the-admin' }, '--yes');
      expect(done.exitCode).toBe(0);
      expect(done.err).toContain('a new account ledger');
      expect(done.err).toContain('$settings  update-default-acl  {"$userStreamAcl":{"$r":["ledger","$admins"]');
      expect(done.out).toContain('only the ledger’s own account may write');
      expect(done.out + done.err).not.toMatch(/of-the-admin|of-the-ledger/);
      const again = await setUp({ EVENT_STORE_ADMIN_PASSWORD: 'of-the-admin' });
      expect([again.exitCode, again.err]).toEqual([0, 'The account ledger has its rights already.\n']);
    });

    it('shows what it would write, and writes nothing without a yes', async () => {
      const asked = await setUp({ EVENT_STORE_ADMIN_PASSWORD: 'of-the-admin' });
      expect(asked.exitCode).toBe(2);
      expect(asked.err).toContain('Nothing was written: add --yes');
      expect(double.events('$$$all')).toEqual([]);
    });

    it.each([
      ['no password', {}, 'Set EVENT_STORE_ADMIN_PASSWORD'],
      ['a wrong password', { EVENT_STORE_ADMIN_PASSWORD: 'wrong' }, 'refused the credentials'],
    ])('ends with one sentence for %s', async (_, env, sentence) => {
      const ended = await setUp(env, '--yes');
      expect([ended.exitCode, ended.out]).toEqual([2, '']);
      expect(ended.err).toMatch(/^journey: [^\n]+\n$/);
      expect(ended.err).toContain(sentence);
    });

    it('names what is open, and exits with 1', async () => {
      const admin = store.replace('ledger:of-the-ledger', 'admin:of-the-admin');
      const found = await journey(['doctor', '--json', '--store', admin]);
      expect(found.exitCode).toBe(1);
      const { account, findings } = JSON.parse(found.out) as { account: string; findings: { code: string }[] };
      expect([account, findings.map(({ code }) => code)]).toEqual([
        'admin',
        ['SUPERUSER', 'WRITE_OPEN', 'DELETE_OPEN', 'METADATA_OPEN'],
      ]);
    });
  },
);

describe('journey doctor on a ledger file', () => {
  it('finds a file that other users of the machine may write', async () => {
    const data = mkdtempSync(join(folder, 'data-'));
    const ledger = await SqliteEventStore.open({ path: join(data, 'ledger.db') });
    await ledger.close();
    chmodSync(data, 0o700);
    chmodSync(join(data, 'ledger.db'), 0o600);
    expect((await journey(['doctor', '--data-dir', data])).exitCode).toBe(0);
    chmodSync(join(data, 'ledger.db'), 0o666);
    const open = await journey(['doctor', '--data-dir', data]);
    expect(open.exitCode).toBe(1);
    expect(open.out).toContain('can be written by its group and every user of this machine');
    const wrong = await journey(['doctor', '--setup-event-store', '--data-dir', data]);
    expect([wrong.exitCode, wrong.out]).toEqual([2, '']);
  });
});
