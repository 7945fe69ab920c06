import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { openSqliteReadModels, projectionDigest } from '@ledger/projections';
import { postgresForTests, projectAll } from '@ledger/projections/testing';
import { RunningLedger } from '../support/running-ledger';

const COMMANDS_PER_SECOND = 200;
const LEAST_COMMANDS = 600;
/** On a machine that cannot do so many a second, commands without end would leave no time for the rebuild. */
const MOST_UNANSWERED = 8;
const HISTORY = 1_500;

interface Rebuild {
  readonly id: number;
  readonly status: string;
  readonly position: string;
  readonly equal: Readonly<Record<string, boolean>>;
}

interface Projections {
  readonly projections: readonly { readonly name: string; readonly position: string; readonly lag: number }[];
  readonly rebuild: Rebuild;
}

const postgres = postgresForTests();

describe.each([
  ['SQLite', () => Promise.resolve({})],
  ['PostgreSQL', async () => ({ DATABASE_URL: await postgres.server.createDatabase() })],
] as const)('a rebuild of read models in %s, with commands at a fixed rate', (_kind, settings) => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector', ...(await settings()) });
    for (const moves of [['start'], ['PAYMENT_COLLECTOR', 'COMPLETED']]) await post(moves);
    await until(({ projections }) => projections.every(({ lag }) => lag === 0));
  });
  afterAll(() => ledger.remove());

  /** Commands for each journey of the history, which does not move afterwards. */
  async function post(moves: readonly string[]): Promise<void> {
    const lines = Array.from({ length: HISTORY }, (_, n) => `history-${n}`).flatMap((sessionId) =>
      moves.map((move) =>
        move === 'start'
          ? { command: 'start', sessionId, definitionId: 'CustomerJourneyState', customerId: 'history' }
          : { command: 'transition', sessionId, targetStateId: move },
      ),
    );
    const headers = { 'content-type': 'application/x-ndjson' };
    const reply = await ledger.post('/v1/commands', lines.map((line) => `${JSON.stringify(line)}\n`).join(''), headers);
    expect(reply.text.match(/"outcome":"(CREATED|ADVANCED)"/g)).toHaveLength(lines.length);
  }

  const ask = async (path: string): Promise<string> => {
    const reply = await ledger.get(path);
    expect([path, reply.status, reply.text]).toEqual([path, 200, reply.text]);
    return reply.text;
  };
  const projections = async (query = ''): Promise<Projections> =>
    JSON.parse(await ask(`/v1/projections${query}`)) as Projections;

  async function until(holds: (list: Projections) => boolean): Promise<Projections> {
    for (;;) {
      const list = await projections();
      if (holds(list)) return list;
      await pause(20);
    }
  }

  it('fails no query, lets no answer go back, and gives equal digests', async () => {
    const [first] = (await projections()).projections;
    const load = new Load(ledger, String(first?.position));
    const sending = load.send();
    const asking = askUntilOver(load).finally(() => (load.isOver = true));
    // Awaited below, when the rebuilds have ended.
    asking.catch(() => undefined);

    const rebuilds: { readonly asked: number; readonly ended: Rebuild }[] = [];
    // Some rebuild takes commands that came after it was asked for; which one is up to the machine.
    const tookCommands = (): boolean => rebuilds.some(({ asked, ended }) => Number(ended.position) > asked);
    while (!load.isOver && (rebuilds.length < 2 || load.sent < LEAST_COMMANDS || !tookCommands())) {
      const asked = Math.min(...(await projections()).projections.map(({ position }) => Number(position)));
      const { id } = (await ledger.post('/v1/projections/timeline/rebuild', undefined)).json() as unknown as Rebuild;
      const { rebuild } = await until(
        (list) => list.rebuild.id === id && !['requested', 'building'].includes(list.rebuild.status),
      );
      rebuilds.push({ asked, ended: rebuild });
    }
    load.isOver = true;
    await Promise.all([sending, asking]);
    expect(load.failures).toEqual([]);

    expect(rebuilds.length).toBeGreaterThanOrEqual(2);
    const { projections: all } = await projections();
    const equal = Object.fromEntries(all.map(({ name }) => [name, true]));
    for (const { asked, ended } of rebuilds) {
      expect(ended).toMatchObject({ status: 'switched', error: null, equal });
      expect(Number(ended.position)).toBeGreaterThanOrEqual(asked);
    }
    expect(tookCommands()).toBe(true);
    await until(({ projections }) => projections.every(({ lag }) => lag === 0));
    const live = (await projections('?digest=true')).projections as readonly { name: string; digest?: string }[];
    expect(Object.fromEntries(live.map(({ name, digest }) => [name, digest]))).toEqual(await digestsFromZero(ledger));
  });

  /** Asks one question after the other, and holds each answer against the one before. */
  async function askUntilOver(load: Load): Promise<void> {
    const history = await ask('/v1/journeys?customerId=history&limit=50');
    const counts: number[] = [];
    const positions: number[][] = [];
    while (!load.isOver) {
      expect(await ask('/v1/journeys?customerId=history&limit=50')).toBe(history);
      const { transitions } = JSON.parse(await ask('/v1/analytics/transitions')) as {
        transitions: { count: number }[];
      };
      counts.push(transitions.reduce((sum, { count }) => sum + count, 0));
      positions.push((await projections()).projections.map(({ position }) => Number(position)));
      const { sessionId, revision, position } = load.acknowledged;
      const own = JSON.parse(await ask(`/v1/journeys?customerId=${sessionId}&atLeast=${position}`)) as {
        journeys: { revision: number }[];
      };
      expect(own.journeys[0]?.revision).toBeGreaterThanOrEqual(revision);
    }
    expect(counts[0]).toBeGreaterThanOrEqual(2 * HISTORY);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    for (const index of positions[0]?.keys() ?? []) {
      const ofOne = positions.map((all) => all[index] ?? NaN);
      expect(ofOne).toEqual(ofOne.toSorted((a, b) => a - b));
    }
  }
});

/** Starts journeys and moves each once, so many commands a second as long as they are answered. */
class Load {
  /** What was last said to be in the ledger. */
  acknowledged: { readonly sessionId: string; readonly revision: number; readonly position: string };
  isOver = false;
  sent = 0;
  readonly failures: unknown[] = [];

  constructor(
    private readonly ledger: RunningLedger,
    position: string,
  ) {
    this.acknowledged = { sessionId: 'history', revision: 0, position };
  }

  async send(): Promise<void> {
    const replies: Promise<void>[] = [];
    const began = performance.now();
    while (!this.isOver) {
      const number = this.sent++;
      const early = began + (number * 1000) / COMMANDS_PER_SECOND - performance.now();
      if (early > 0) await pause(early);
      await replies[number - MOST_UNANSWERED];
      const sessionId = `load-${number >> 1}`;
      // A journey is moved once its start is acknowledged.
      replies.push(
        number % 2 === 0
          ? this.note(sessionId, 0, this.ledger.begin(sessionId, { customerId: sessionId }))
          : (replies[number - 1] ?? Promise.resolve()).then(() =>
              this.note(sessionId, 1, this.ledger.move(sessionId, { targetStateId: 'PAYMENT_COLLECTOR' })),
            ),
      );
    }
    await Promise.all(replies);
  }

  private async note(sessionId: string, revision: number, sent: ReturnType<RunningLedger['get']>): Promise<void> {
    const reply = await sent;
    if (reply.status !== (revision === 0 ? 201 : 200)) this.failures.push([reply.status, reply.text]);
    const position = String(reply.json()['position']);
    if (Number(position) > Number(this.acknowledged.position)) this.acknowledged = { sessionId, revision, position };
  }
}

/** What the ledger's file gives, projected by itself. */
async function digestsFromZero(ledger: RunningLedger): Promise<Readonly<Record<string, string>>> {
  const store = await SqliteEventStore.open({ path: join(ledger.dataDir, 'ledger.db'), readOnly: true });
  const database = await openSqliteReadModels({ path: ':memory:' });
  await projectAll(store, database);
  const digests: Record<string, string> = {};
  for (const { name } of database.projections) digests[name] = await projectionDigest(database, name);
  await database.close();
  await store.close();
  return digests;
}
