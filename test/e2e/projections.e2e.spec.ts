import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { journeyStream } from '@ledger/journey';
import { openSqliteReadModels } from '@ledger/projections';
import { LedgerScript } from '@ledger/projections/testing';
import { runCli } from '../support/cli';
import { RunningLedger } from '../support/running-ledger';

interface Rebuild {
  readonly id: number;
  readonly status: string;
  readonly equal: Record<string, boolean> | null;
  readonly digests: Record<string, { readonly live: string; readonly built: string }> | null;
}

interface Projections {
  readonly projections: readonly {
    readonly name: string;
    readonly state: string;
    readonly lag: number;
    readonly deadLetters: number;
    readonly digest?: string;
  }[];
  readonly rebuild: Rebuild | null;
}

describe('projections over HTTP', () => {
  let folder: string;
  let ledger: RunningLedger;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-projections-'));
    await writePoison(join(folder, 'ledger.db'));
    ledger = await RunningLedger.start({ DATA_DIR: folder, PROJECTION_FAILURE: 'dead-letter' });
  });
  afterAll(async () => {
    await ledger.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const projections = async (query = ''): Promise<Projections> =>
    (await ledger.get(`/v1/projections${query}`)).json() as unknown as Projections;

  const until = async (holds: (list: Projections) => boolean): Promise<Projections> => {
    for (;;) {
      const list = await projections();
      if (holds(list)) return list;
      await pause(20);
    }
  };

  it('skip an event that a projection fails to apply, and say so everywhere', async () => {
    const position = String((await ledger.begin('fine')).json()['position']);
    const { projections: rows } = await until((list) =>
      list.projections.every(({ state, lag }) => state === 'live' && lag === 0),
    );
    expect(rows.map(({ name, deadLetters }) => [name, deadLetters])).toEqual(
      rows.map(({ name }) => [name, name === 'state-visits' ? 1 : 0]),
    );
    expect((await ledger.get(`/v1/journeys?state=INTRO_WELCOME&atLeast=${position}`)).status).toBe(200);
    expect((await ledger.get('/v1/projections/state-visits/dead-letters')).json()).toMatchObject({
      deadLetters: [{ position: '1', stream: 'journey.default-odd', type: 'JourneyStarted', attempts: 6 }],
    });
    expect((await ledger.get('/health/ready')).json()).toMatchObject({
      status: 'ok',
      details: { projections: { status: 'up', deadLetters: 1 } },
    });
    expect((await ledger.get('/metrics')).text).toContain('projection_dead_letters{projection="state-visits"} 1');
  });

  it('are rebuilt in shadow tables, while the live ones answer', async () => {
    const before = await projections('?digest=true');
    const asked = await ledger.post('/v1/projections/timeline/rebuild', { reason: 'A column was wrong' });
    expect([asked.status, asked.json()]).toMatchObject([202, { reason: 'A column was wrong' }]);
    expect(await ledger.event(String(asked.json()['recordedAt']))).toMatchObject({
      type: 'ProjectionRebuildRequested',
      data: { projection: 'timeline', acceptMismatch: false, reason: 'A column was wrong' },
    });
    const { id } = asked.json() as unknown as Rebuild;
    const seen: number[] = [];
    const { rebuild } = await until(({ rebuild }) => {
      seen.push(rebuild?.id ?? 0);
      return rebuild?.id === id && rebuild.status === 'switched';
    });
    expect(Object.values(rebuild?.equal ?? {})).toEqual(before.projections.map(() => true));
    const after = await projections('?digest=true');
    expect(after.projections.map(({ digest }) => digest)).toEqual(before.projections.map(({ digest }) => digest));
    expect((await ledger.get('/v1/journeys?state=INTRO_WELCOME')).json()).toMatchObject({
      journeys: expect.any(Array) as unknown,
    });
  });

  it('are rebuilt once for a command id, however often it is sent', async () => {
    const rebuild = (body: object) => ledger.post('/v1/projections/timeline/rebuild', body);
    const body = { reason: 'Sent twice', commandId: 'rebuild-once' };
    const first = (await rebuild(body)).json() as unknown as Rebuild & { readonly recordedAt: string };
    await until(({ rebuild: last }) => last?.id === first.id && last.status === 'switched');
    expect((await rebuild(body)).json()).toMatchObject({ id: first.id, recordedAt: first.recordedAt });
    expect((await projections()).rebuild?.id).toBe(first.id);
    expect(await ledger.event(first.recordedAt)).toMatchObject({ commandId: 'rebuild-once' });
    const other = await rebuild({ ...body, reason: 'Another one' });
    expect([other.status, other.json()['code']]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    // A key in the header is the same key.
    const byHeader = await ledger.post(
      '/v1/projections/timeline/rebuild',
      { reason: 'Sent twice' },
      {
        'idempotency-key': 'rebuild-once',
      },
    );
    expect(byHeader.json()).toMatchObject({ id: first.id, recordedAt: first.recordedAt });
  });

  it('stay where a rebuild gives something else, until that is accepted', async () => {
    const before = await projections('?digest=true');
    const file = await openSqliteReadModels({ path: join(folder, 'read-models.db') });
    const live = (await file.db.selectFrom('live_tables').select('slot').executeTakeFirstOrThrow()).slot;
    const { db } = file.slot(live);
    await db.updateTable('journeys').set({ channel: 'nowhere' }).where('session_id', '=', 'fine').execute();
    await file.close();
    const rebuilt = async (body: object | undefined, status: string): Promise<Rebuild | null> => {
      const { id } = (await ledger.post('/v1/projections/timeline/rebuild', body)).json() as unknown as Rebuild;
      return (await until(({ rebuild }) => rebuild?.id === id && rebuild.status === status)).rebuild;
    };

    const mismatch = await rebuilt(undefined, 'mismatch');
    const kept = await projections('?digest=true');
    const digest = ({ projections }: Projections): string | undefined =>
      projections.find(({ name }) => name === 'current-state')?.digest;
    expect(digest(kept)).not.toBe(digest(before));
    expect(mismatch?.digests?.['current-state']).toEqual({
      live: digest(kept),
      built: digest(before),
      firstDifference: { table: 'journeys', key: { tenant: 'default', session_id: 'fine' } },
    });
    expect(await rebuilt({ acceptMismatch: true }, 'switched')).toMatchObject({ acceptMismatch: true });
    expect(digest(await projections('?digest=true'))).toBe(digest(before));
    expect((await ledger.post('/v1/projections/timeline/rebuild', { acceptMismatch: 'yes' })).json()).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      detail: 'acceptMismatch must be true or false; you sent the text "yes".',
    });
  });

  it('try a dead letter again by itself, and keep it where it is refused again', async () => {
    interface Letters {
      readonly deadLetters: readonly { readonly attempts: number; readonly retryRequestedAt: string | null }[];
    }
    const letters = async (): Promise<Letters> =>
      (await ledger.get('/v1/projections/state-visits/dead-letters')).json() as unknown as Letters;
    const before = await projections('?digest=true');
    const reason = 'The column is wider now';
    const asked = await ledger.post('/v1/projections/state-visits/dead-letters/1/retry', { reason });
    expect([asked.status, asked.json()]).toMatchObject([202, { position: '1', stream: 'journey.default-odd' }]);
    expect(await ledger.event(String(asked.json()['recordedAt']))).toMatchObject({
      type: 'DeadLetterRetryRequested',
      category: 'tenant',
      id: 'projections',
      data: { projection: 'state-visits', position: '1', reason },
      actor: { kind: 'operator' },
    });
    let { deadLetters } = await letters();
    while (deadLetters.some(({ retryRequestedAt }) => retryRequestedAt !== null)) {
      await pause(20);
      ({ deadLetters } = await letters());
    }
    expect(deadLetters.map(({ attempts }) => attempts)).toEqual([Number(asked.json()['attempts']) + 1]);
    const after = await projections('?digest=true');
    expect(after.rebuild?.id).toBe(before.rebuild?.id);
    expect(after.projections.map(({ digest }) => digest)).toEqual(before.projections.map(({ digest }) => digest));
  });

  it('are listed, rebuilt and retried on the command line', async () => {
    const at = { url: ledger.url, dataDir: folder };
    const listed = await runCli(at, ['projections', 'list', '--digest']);
    expect(listed).toMatchObject({ exitCode: 0, err: '' });
    expect(listed.out).toMatch(/^projection +state +position +lag +behind .*dead letters .*digest/m);
    expect(listed.out).toMatch(/^state-visits +live +\d+ +0 +0 s .* 1 .* [0-9a-f]{64}$/m);
    expect(listed.out).toMatch(/^status +switched$/m);
    const letters = await runCli(at, ['projections', 'dead-letters', 'state-visits']);
    expect(letters.out).toMatch(/^ +1 +JourneyStarted +journey\.default-odd +\d+ /m);
    expect((await runCli(at, ['projections', 'dead-letters', 'timeline'])).out).toBe(
      'This projection has no dead letter.\n',
    );
    const retried = await runCli(at, ['projections', 'retry', 'state-visits', '1', '--json']);
    expect(JSON.parse(retried.out)).toMatchObject({ position: '1', stream: 'journey.default-odd' });
    const asked = await runCli(at, ['projections', 'rebuild', 'timeline', '--json']);
    const { id } = JSON.parse(asked.out) as Rebuild;
    const { rebuild } = await until(({ rebuild: last }) => last?.id === id && last.status === 'switched');
    expect(rebuild?.id).toBe(id);
    const refused = await runCli(at, ['projections', 'cancel', 'timeline']);
    expect([refused.exitCode, refused.err]).toEqual([1, expect.stringContaining('REBUILD_NOT_FOUND')]);
    expect((await runCli(at, ['projections', 'rebuild', 'none'])).err).toContain('PROJECTION_NOT_FOUND');
  });

  it('say what is not there', async () => {
    expect((await ledger.post('/v1/projections/none/rebuild', undefined)).json()).toMatchObject({
      status: 404,
      code: 'PROJECTION_NOT_FOUND',
    });
    expect((await ledger.send('DELETE', '/v1/projections/timeline/rebuild')).json()).toMatchObject({
      code: 'REBUILD_NOT_FOUND',
    });
    const retry = await ledger.post('/v1/projections/timeline/dead-letters/1/retry', undefined);
    expect(retry.json()).toMatchObject({ status: 404, code: 'DEAD_LETTER_NOT_FOUND' });
  });
});

describe('projections of a ledger whose projector is elsewhere', () => {
  let ledger: RunningLedger;
  let position: string;

  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api' });
    position = String((await ledger.begin('unprojected')).json()['position']);
  });
  afterAll(() => ledger.remove());

  it('are 503 where they do not get to a position in time', async () => {
    const reply = await ledger.get(`/v1/journeys?atLeast=${position}`, { 'x-deadline-ms': '30' });
    expect([reply.status, reply.headers['retry-after']]).toEqual([503, '1']);
    expect(reply.json()).toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('can be told to rebuild, and told not to before it begins', async () => {
    const asked = await ledger.post('/v1/projections/timeline/rebuild', undefined);
    expect(asked.status).toBe(202);
    const cancelled = await ledger.send('DELETE', '/v1/projections/timeline/rebuild?reason=Too+early');
    expect(cancelled.status).toBe(202);
    expect(await ledger.event(String(cancelled.json()['recordedAt']))).toMatchObject({
      type: 'ProjectionRebuildCancelRequested',
      data: { projection: 'timeline', reason: 'Too early' },
    });
    expect(cancelled.json()['id']).toBe(asked.json()['id']);
  });
});

/** A journey with an invalid business time, which every face would refuse. */
async function writePoison(path: string): Promise<void> {
  const store = await SqliteEventStore.open({ path });
  const data = { definitionId: 'CustomerJourneyState', definitionVersion: 1, stateId: 'IDENTIFY', context: {} };
  await new LedgerScript(store).append(
    journeyStream('default', 'odd'),
    'JourneyStarted',
    data,
    '2026-99-99T12:00:00.000Z',
  );
  await store.close();
}
