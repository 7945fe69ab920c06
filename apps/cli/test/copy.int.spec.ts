import { once } from 'node:events';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditedLedger } from '@ledger/audit/testing';
import { EventStoreDbDouble } from '@ledger/event-store-eventstoredb/testing';
import { alterFile } from '@ledger/event-store-sqlite/testing';
import { paymentCallDocument } from '@ledger/journey/testing';
import { FakeTerminal, journey, type Ended } from './fake-terminal.test-support';

const NOW = '2026-01-01T10:00:00.000Z';
const EVENTS = 22;

let ledger: AuditedLedger;
let double: EventStoreDbDouble;
let folder: string;

beforeEach(async () => {
  ledger = await AuditedLedger.create();
  await ledger.publish(paymentCallDocument);
  for (let number = 1; number < EVENTS - 1; number++) {
    await ledger.execute(paymentCallDocument, {
      type: 'StartJourney',
      sessionId: `s${number}`,
      now: NOW,
      context: { note: 'blue' },
    });
  }
  await ledger.execute(paymentCallDocument, {
    type: 'TransitionJourney',
    sessionId: 's1',
    now: NOW,
    targetStateId: 'IDENTIFY',
  });
  double = await EventStoreDbDouble.start();
  folder = await mkdtemp(join(tmpdir(), 'cli-copy-'));
});
afterEach(async () => {
  await double.close();
  await rm(folder, { recursive: true, force: true });
  await ledger.dispose();
});

const copy = (from: string, to: string, ...rest: readonly string[]): Promise<Ended> =>
  journey(['copy', '--from', from, '--to', to, ...rest]);

const verify = (store: string, ...rest: readonly string[]): Promise<Ended> =>
  journey(['verify', '--quiet', '--store', store, ...rest]);

describe('journey copy', () => {
  it('copies a data folder to a server and from there into a file, while another process writes the source, and proves both', async () => {
    const there = await copy(ledger.folder, double.url);
    expect(there).toMatchObject({ exitCode: 0 });
    expect(there.err.trimEnd().split('\n').at(-1)).toBe(`verify target: 100%, ${EVENTS} events, 21 streams, 0 breaks`);
    expect(there.err).toContain(`copy: 100%, ${EVENTS} events copied, 0 were there\n`);
    const file = join(folder, 'new', 'other.db');
    const back = await copy(double.url, `sqlite:${file}`, '-q');
    expect(back).toMatchObject({ exitCode: 0, err: '' });
    expect(back.out).toMatch(new RegExp(`^from +EventStoreDB 127.0.0.1:${double.port}$`, 'm'));
    expect(back.out).toMatch(new RegExp(`^to +${file}$`, 'm'));
    expect(back.out).toMatch(/^copied +22 events in \d+ (ms|s)/m);
    expect(back.out).toMatch(/^events +22$/m);
    expect(back.out).toMatch(/^streams +21, each with the same count and last hash$/m);
    expect(back.out).toMatch(/^chains +sound$/m);
    expect(back.out).toMatch(/^last hash +[0-9a-f]{64}$/m);
    expect(back.out).toMatch(/^proof +the target is a copy of the source$/m);
    const order = (text: string): string | undefined => /^order +([0-9a-f]{64})$/m.exec(text)?.[1];
    expect(order(back.out)).toBe(order(there.out));
    expect(order(back.out)).toBeDefined();

    const [onServer, inFile] = [await verify(double.url), await verify(`sqlite:${file}`)];
    expect([onServer.exitCode, inFile.exitCode]).toEqual([0, 0]);
    const [number, digest] = /--against '(.+)'/.exec(onServer.out)?.[1]?.split(' ') ?? [];
    expect([number, digest]).toEqual(['22', order(back.out)]);
    expect(await verify(file, '--against', `${number} ${digest}`)).toMatchObject({ exitCode: 0 });
    expect(await verify(double.url, '--against', `22 ${'0'.repeat(64)}`)).toMatchObject({ exitCode: 1 });
    const replayed = await journey(['replay', 's1', '--store', double.url]);
    expect(replayed).toMatchObject({ exitCode: 0, out: expect.stringContaining('all agree') as string });
  });

  it('has nothing to do the second time, and says so to a script', async () => {
    await copy(ledger.folder, folder, '-q');
    const { exitCode, out, err } = await copy(ledger.folder, folder, '--quiet', '--json');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      from: join(ledger.folder, 'ledger.db'),
      to: join(folder, 'ledger.db'),
      copied: { found: EVENTS, appended: 0, end: String(EVENTS) },
      proof: {
        proven: true,
        source: { events: EVENTS, streams: 21, breakCount: 0 },
        target: { events: EVENTS, streams: 21, breakCount: 0 },
        streamsThatDiffer: 0,
      },
    });
  });

  it('resumes after Ctrl-C where it was', async () => {
    const terminal = new FakeTerminal();
    double.faults.delay = 20;
    const first = journey(['copy', '--from', ledger.folder, '--to', double.url], terminal);
    // The first append goes alone: some events are there by then, and not all.
    const stopWatching = double.log.onAppended(() => void terminal.interrupt());
    expect(await first).toMatchObject({ exitCode: 1, out: '' });
    stopWatching();
    expect(terminal.err.text).toContain('journey: Interrupted. Run the same command again to resume.\n');
    expect(terminal.interrupt()).toBe(false);
    double.faults.delay = 0;
    const { out } = await copy(ledger.folder, double.url, '-q', '--json');
    const { copied, proof } = JSON.parse(out) as {
      copied: { found: number; appended: number };
      proof: { proven: boolean };
    };
    expect(proof.proven).toBe(true);
    expect(copied.found).toBeGreaterThan(0);
    expect(copied.appended).toBeGreaterThan(0);
    expect(copied.found + copied.appended).toBe(EVENTS);
  });

  it('only proves with --verify-only, and creates nothing', async () => {
    expect(await copy(ledger.folder, folder, '--verify-only')).toEqual({
      exitCode: 3,
      out: '',
      ledgers: [],
      err: `journey: There is no ledger at ${join(folder, 'ledger.db')}.\n`,
    });
    expect(await readdir(folder)).toEqual([]);
    await copy(ledger.folder, folder, '-q');
    const { exitCode, out } = await copy(ledger.folder, folder, '--verify-only', '-q');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^proof +the target is a copy of the source$/m);
    expect(out).not.toMatch(/^copied/m);
  });

  it('ends with 1 and the first difference where the copy was tampered with', async () => {
    await copy(ledger.folder, folder, '-q');
    alterFile(join(folder, 'ledger.db'), `UPDATE events SET data = replace(data, 'blue', 'blau') WHERE position = 3`);
    const { exitCode, out, err } = await copy(ledger.folder, folder, '--verify-only', '-q');
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^chains +sound in the source, 1 break in the target$/m);
    expect(out).toMatch(/^proof +failed$/m);
    expect(err).toMatch(
      /^journey: The target is not a copy of the source\. Event 3, revision 0 of journey\.default-s2 \(JourneyStarted, .+\), has another data in the target\. The target's chain is broken at journey\.default-s2 revision 0: .+\n$/,
    );
  });

  it('refuses a target that holds something else, and leaves it as it is', async () => {
    const other = await AuditedLedger.create();
    try {
      await other.execute(paymentCallDocument, { type: 'StartJourney', sessionId: 'foreign', now: NOW });
      const path = other.folder;
      await other.store.close();
      const { exitCode, out, err } = await copy(ledger.folder, path, '-q', '--json');
      expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
      expect(JSON.parse(err)).toMatchObject({
        code: 'TARGET_DIFFERS',
        message: expect.stringMatching(
          /^The target is not a copy of the source\. Event 1 should be revision 0 of definition/,
        ),
      });
    } finally {
      await other.dispose();
    }
  });

  it('refuses a target that a server has open', async () => {
    const { exitCode, err } = await copy(double.url, ledger.folder, '-q');
    expect(exitCode).toBe(1);
    expect(err).toContain('is open in another process');
    expect(err).toContain('(STORE_LOCKED)');
  });

  it.each([
    ['a store of another kind', ['postgres://user:secret@host/db', 'x'], 'A store should be a data folder'],
    ['no store', ['sqlite:', 'x'], 'A store should be a data folder'],
    ['a wrong connection string', ['esdb://user:secret@host?retries=9', 'x'], 'has no option "retries"'],
    ['the same store twice', ['x', 'sqlite:./x/ledger.db'], '--from and --to name the same store'],
  ])('ends with 2 for %s', async (_, [from = '', to = ''], sentence) => {
    const { exitCode, out, err } = await copy(from, to);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err).not.toContain('secret');
  });

  it('knows a store by any of its names', async () => {
    const alias = join(folder, 'alias');
    await symlink(ledger.folder, alias);
    const { exitCode, err } = await copy(ledger.folder, alias);
    expect({ exitCode, err }).toEqual({
      exitCode: 2,
      err: 'journey: --from and --to name the same store; a copy needs two.\n',
    });
  });

  it('ends with 3 where it cannot connect, without telling the password', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const url = `esdb://ledger:secret@127.0.0.1:${port}?tls=false&defaultDeadline=300`;
    const { exitCode, out, err } = await copy(url, folder);
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
    expect(err).toMatch(new RegExp(`^journey: EventStoreDB 127.0.0.1:${port} does not answer: `));
    expect(err).not.toContain('secret');
    expect(await readdir(folder)).toEqual([]);
  });
});
