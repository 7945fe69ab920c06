import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditedLedger } from '@ledger/audit/testing';
import { paymentCallDocument } from '@ledger/journey/testing';
import { FakeTerminal, journey } from './fake-terminal.test-support';

describe('a ledger file', () => {
  const at = { sessionId: 'call-1', now: '2026-01-01T10:00:00.000Z' };
  let ledger: AuditedLedger;

  beforeEach(async () => {
    ledger = await AuditedLedger.create();
    await ledger.publish(paymentCallDocument);
    await ledger.execute(paymentCallDocument, {
      type: 'StartJourney',
      ...at,
      channel: 'voice',
      context: { note: 'blue' },
    });
    await ledger.execute(paymentCallDocument, { type: 'TransitionJourney', ...at, event: 'PAY', commandId: 'pay' });
    await ledger.execute(paymentCallDocument, { type: 'TransitionJourney', ...at, targetStateId: 'WELCOME' });
  });
  afterEach(() => ledger.dispose());

  const inFolder = (args: readonly string[]) => journey([...args, '--data-dir', ledger.folder]);

  it('that is sound verifies with 0, beside its writer, and prints a checkpoint', async () => {
    const { exitCode, out, err } = await inFolder(['verify']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^events +4$/m);
    expect(out).toMatch(/^streams +3$/m);
    expect(out).toMatch(/^breaks +none$/m);
    expect(out).toMatch(new RegExp(`^ledger +${ledger.path}$`, 'm'));
    expect(out).toMatch(/^order +[0-9a-f]{64}$/m);
    expect(out).toMatch(/journey verify --against '4 [0-9a-f]{64} [0-9a-f]{64}'$/m);
    expect(err).toBe('verify: 100%, 4 events, 3 streams, 0 breaks\n');
  });

  it('that is sound verifies for scripts', async () => {
    const { out, err } = await inFolder(['verify', '--json', '--quiet']);
    expect(JSON.parse(out)).toMatchObject({
      events: 4,
      streams: 3,
      breakCount: 0,
      breaks: [],
      head: { position: '4' },
    });
    expect(err).toBe('');
  });

  it('that was tampered with ends with 1 and names the exact event', async () => {
    ledger.tamper(`UPDATE events SET data = replace(data, 'blue', 'blau') WHERE position = 2`);
    const { exitCode, out, err } = await inFolder(['verify', '-q']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^breaks +1$/m);
    expect(out).toContain('HASH_MISMATCH journey.default-call-1 revision 0 (position 2, JourneyStarted): ');
    expect(err).toBe('journey: The ledger has 1 break; the first is journey.default-call-1 revision 0.\n');
    const json = await inFolder(['verify', '-q', '--json']);
    expect(JSON.parse(json.out).breaks).toEqual([
      expect.objectContaining({ kind: 'HASH_MISMATCH', stream: 'journey.default-call-1', revision: 0, position: '2' }),
    ]);
  });

  it('verifies against a checkpoint, until an event of then is changed, cut off or recorded at another time', async () => {
    const { out } = await inFolder(['verify', '-q']);
    const checkpoint = /--against '(.+)'/.exec(out)?.[1] ?? '';
    await ledger.execute(paymentCallDocument, { type: 'TransitionJourney', ...at, targetStateId: 'REVIEW' });
    const later = await inFolder(['verify', '-q', '--against', checkpoint]);
    expect(later).toMatchObject({ exitCode: 0, err: '' });
    expect(later.out).toMatch(
      /^checkpoint +The ledger begins with the first 4 events of the checkpoint, unchanged\.$/m,
    );

    ledger.forge(`UPDATE events SET recorded_at = recorded_at + 1 WHERE position = 4`);
    expect(await inFolder(['verify', '-q', '--against', checkpoint])).toMatchObject({
      exitCode: 1,
      err: 'journey: Among the first 4 events a recordedAt was changed since the checkpoint.\n',
    });
    const [number, order] = checkpoint.split(' ');
    expect(await inFolder(['verify', '-q', '--against', `${number} ${order}`])).toMatchObject({ exitCode: 0 });
    ledger.tamper(`DELETE FROM events WHERE position >= 4`);
    const cut = await inFolder(['verify', '-q', '--against', checkpoint, '--json']);
    expect(cut.exitCode).toBe(1);
    expect(JSON.parse(cut.out)).toMatchObject({ breakCount: 0, checkpoint: { finding: 'EVENTS_MISSING' } });
    expect(await inFolder(['verify', '--against', 'yesterday'])).toMatchObject({ exitCode: 2 });
  });

  it('is read from the store that is named, else from the one of the settings', async () => {
    const file = await journey(['replay', 'call-1', '--store', `sqlite:${ledger.path}`]);
    expect(file).toMatchObject({ exitCode: 0, out: expect.stringContaining(`Read from ${ledger.path}.`) as string });
    const elsewhere = () => new FakeTerminal({ EVENT_STORE_URL: 'esdb://127.0.0.1:1?tls=false&defaultDeadline=50' });
    for (const command of [
      ['verify', '-q'],
      ['replay', 'call-1'],
    ]) {
      expect(await journey(command, elsewhere())).toMatchObject({
        exitCode: 3,
        err: expect.stringContaining('127.0.0.1:1') as string,
      });
      expect(await journey([...command, '--data-dir', ledger.folder], elsewhere())).toMatchObject({ exitCode: 0 });
    }
  });

  it('is audited for policies, by its versions or by a file', async () => {
    expect(await inFolder(['audit', '-q'])).toMatchObject({
      ...{ exitCode: 0, err: '' },
      out: expect.stringMatching(/^violations +none, no journey with policies was found$/m) as string,
    });
    const path = join(ledger.folder, 'rules.json');
    const policies = { never: { kind: 'absence', state: 'PAYMENT' } };
    await writeFile(path, JSON.stringify({ ...paymentCallDocument, policies }));
    const { exitCode, out, err } = await inFolder(['audit', '--policies', path]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^violations +1$/m);
    expect(out).toMatch(/^call-1 +never +1 +2026-01-01T10:00:00.000Z +absence: entered PAYMENT$/m);
    expect(err).toContain('journey: Journeys broke their policies: 1 violation.');
    const json = await inFolder(['audit', '-q', '--json', '--policies', path]);
    expect(JSON.parse(json.out)).toMatchObject({ journeys: 1, violations: [{ sessionId: 'call-1', revision: 1 }] });
    await writeFile(path, JSON.stringify({ ...paymentCallDocument, id: 'Strange', policies }));
    expect(await inFolder(['audit', '-q', '--policies', path])).toMatchObject({ exitCode: 1, out: '' });
    await writeFile(path, JSON.stringify(paymentCallDocument));
    expect((await inFolder(['audit', '--policies', path])).err).toContain('has no policies');
  });

  it('is not audited for a definition that it does not hold', async () => {
    const { id } = paymentCallDocument;
    expect(await inFolder(['audit', '-q', '-d', id])).toMatchObject({ exitCode: 0 });
    const mistyped = await inFolder(['audit', '-q', '-d', `${id}s`]);
    expect(mistyped).toMatchObject({ exitCode: 1, out: '' });
    expect(mistyped.err).toBe(`journey: The ledger ${ledger.path} holds no definition ${id}s; did you mean ${id}?\n`);
    const strange = await inFolder(['audit', '-q', '-d', 'Zzz', '--json']);
    expect(JSON.parse(strange.err)).toMatchObject({ message: expect.stringMatching(/holds no definition Zzz\.$/) });
  });

  it('is replayed step by step', async () => {
    const { exitCode, out } = await inFolder(['replay', 'call-1']);
    expect(exitCode).toBe(0);
    expect(out).toContain('call-1 (default): 2 events, 1 refused attempts, all agree');
    expect(out).toContain('#0 JourneyStarted  WELCOME');
    expect(out).toContain('#1 JourneyTransitioned  WELCOME → PAYMENT');
    expect(out).toContain("   guard channel == 'voice' held with channel=voice");
    expect(out).toContain('– TransitionJourney refused: TRANSITION_NOT_ALLOWED');
  });

  it('is replayed up to a point', async () => {
    const { out } = await inFolder(['replay', 'call-1', '--as-of-revision', '0', '--json']);
    expect(JSON.parse(out)).toMatchObject({ events: 1, attempts: 0, state: { stateId: 'WELCOME' } });
    const before = await inFolder(['replay', 'call-1', '--as-occurred', '2025-12-31']);
    expect(before.out).toContain('0 events');
  });

  it('that was tampered with makes its replay end with 1', async () => {
    ledger.tamper(`UPDATE events SET data = replace(data, 'PAYMENT', 'REVIEW') WHERE position = 3`);
    const { exitCode, out, err } = await inFolder(['replay', 'call-1']);
    expect(exitCode).toBe(1);
    expect(out).toContain('EDGE_MISSING: ');
    expect(out).toContain('CHAIN_BROKEN: ');
    expect(err).toMatch(/^journey: \d things do not agree, the first at revision 1\.\n$/);
  });

  it('without the journey asked for ends with 1', async () => {
    const { exitCode, err } = await inFolder(['replay', 'unknown']);
    expect(exitCode).toBe(1);
    expect(err).toContain('holds no journey unknown of tenant default');
  });

  it('that is not a ledger is refused in a sentence', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cli-no-ledger-'));
    await writeFile(join(folder, 'ledger.db'), 'this is not a database, however long it claims to be one');
    const { exitCode, err } = await journey(['verify', '--data-dir', folder]);
    await rm(folder, { recursive: true });
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^journey: The ledger in /);
    expect(err.trimEnd()).not.toContain('\n');
  });
});
