import { copyFileSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresForTests } from '@ledger/projections/testing';
import { ConfigurationError } from '../../apps/ledger/src/config/configuration.error';
import { runCli } from '../support/cli';
import { RunningLedger } from '../support/running-ledger';

const JOURNEYS = 5;

describe('a ledger that lost events which its read models know', () => {
  const postgres = postgresForTests();
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-loss-'));
    path = join(folder, 'ledger.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const start = (settings: Record<string, string> = {}): Promise<RunningLedger> =>
    RunningLedger.start({ DATA_DIR: folder, ROLES: 'api,projector', ...settings });

  async function refusal(settings: Record<string, string> = {}): Promise<string> {
    const outcome: unknown = await start(settings).then(
      (ledger) => ledger.stop(),
      (error: unknown) => error,
    );
    expect(outcome).toBeInstanceOf(ConfigurationError);
    return (outcome as ConfigurationError).message;
  }

  /** Starts journeys and waits until they are projected; gives the events that the ledger holds then. */
  async function fill(prefix: string): Promise<number> {
    const ledger = await start();
    for (let n = 0; n < JOURNEYS; n++) await ledger.begin(`${prefix}-${n}`);
    await ledger.timelineWith(`${prefix}-${JOURNEYS - 1}`, 1);
    const { projections } = (await ledger.get('/v1/projections')).json() as { projections: { events: number }[] };
    await ledger.stop();
    return projections[0]?.events ?? 0;
  }

  const missing = (sentence: string): number => Number(/^(\d+) events are missing/.exec(sentence)?.[1]);
  const kept = (): string[] => readdirSync(folder).filter((name) => /^read-models\.before-.*\.db$/.test(name));

  it('refuses to start without its file, and starts as before once that is put back', async () => {
    const known = await fill('one');
    renameSync(path, `${path}.away`);
    const sentence = await refusal();
    expect(sentence).toContain(`the ledger holds 0, and the read models in ${join(folder, 'read-models.db')} were`);
    expect(missing(sentence)).toBe(known);
    expect(sentence).not.toContain('another number');
    const other = await refusal({ ACCEPT_LOSS: String(known - 1) });
    expect(other).toContain(`ACCEPT_LOSS is ${known - 1}, which is another number.`);
    expect([existsSync(path), missing(other)]).toEqual([false, known]);
    renameSync(`${path}.away`, path);
    const ledger = await start();
    expect((await ledger.get('/v1/journeys/one-0')).status).toBe(200);
    await ledger.stop();
    expect(kept()).toEqual([]);
  });

  it('continues from an older copy once its loss is accepted: recorded once, with the read models kept', async () => {
    const before = await fill('one');
    copyFileSync(path, `${path}.older`);
    const known = await fill('two');
    renameSync(`${path}.older`, path);
    const lost = known - before;
    expect(missing(await refusal())).toBe(lost);

    const accepting = await start({ ACCEPT_LOSS: String(lost) });
    expect((await accepting.get('/v1/journeys/two-0')).status).toBe(404);
    const events = await accepting.events('/v1/events?after=start&category=tenant', 1);
    expect(events).toMatchObject([
      {
        event: 'LossAccepted',
        data: { data: { missing: lost, held: before, known }, actor: { subject: 'ACCEPT_LOSS' } },
      },
    ]);
    await accepting.timelineWith('one-0', 1);
    const verified = await runCli(accepting, ['verify', '--quiet']);
    expect([verified.exitCode, verified.out]).toEqual([
      ...[0, expect.stringMatching(new RegExp(`^losses +${lost} events, accepted at `, 'm'))],
    ]);
    await accepting.stop();
    expect(kept()).toHaveLength(1);

    const next = await start({ ACCEPT_LOSS: String(lost) });
    expect((await next.get('/v1/journeys/one-0')).status).toBe(200);
    await next.stop();
    expect(kept()).toHaveLength(1);
  });

  it('keeps read models in PostgreSQL as they are, and asks for an empty database once the loss is recorded', async () => {
    const DATABASE_URL = await postgres.server.createDatabase();
    const first = await start({ DATABASE_URL });
    await first.begin('one');
    await first.timelineWith('one', 1);
    const { projections } = (await first.get('/v1/projections')).json() as { projections: { events: number }[] };
    await first.stop();
    rmSync(path);
    const known = missing(await refusal({ DATABASE_URL }));
    expect(known).toBe(projections[0]?.events);
    const recorded = await refusal({ DATABASE_URL, ACCEPT_LOSS: String(known) });
    expect(recorded).toMatch(
      /^The loss of \d+ events is recorded, and postgres:.* is left as it is\. Set DATABASE_URL to/,
    );
    // Once accepted it is not recorded again, whatever the number is now.
    expect(await refusal({ DATABASE_URL })).toContain('is recorded');
    const next = await start({ DATABASE_URL: await postgres.server.createDatabase() });
    expect(await next.events('/v1/events?after=start&category=tenant', 1)).toMatchObject([{ event: 'LossAccepted' }]);
    await next.stop();
  });

  it('does not open a log without its ledger, which would remove it', async () => {
    await fill('one');
    rmSync(path);
    writeFileSync(`${path}-wal`, 'frames');
    expect(await refusal({ ACCEPT_LOSS: '1' })).toContain(`${path}-wal is there without its ledger ${path}.`);
    expect([existsSync(path), existsSync(`${path}-wal`)]).toEqual([false, true]);
  });
});
