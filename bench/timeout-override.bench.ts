import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { definitionStream, withTimeoutChange, type TimeoutOverridden, type TimeoutRules } from '@ledger/journey';
import { paymentCall } from '@ledger/journey/testing';
import {
  definitionsProjection,
  currentStateProjection,
  KyselyAnalyticsQueries,
  openDeadlinesProjection,
  openPostgresReadModels,
  openSqliteReadModels,
  timeoutRulesProjection,
  type ReadModelDatabase,
} from '@ledger/projections';
import { LedgerScript, PostgresServer, projectAll } from '@ledger/projections/testing';
import { temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';
import { wholeTenant } from '@ledger/projections';

const WAITING = Number(process.env['BENCH_WAITING'] ?? 1_000_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const ENTERED = Date.parse('2026-05-01T12:00:00.000Z');
const STATE = 'WELCOME';

const projections = [definitionsProjection, timeoutRulesProjection, currentStateProjection, openDeadlinesProjection];

interface Round {
  readonly override: number;
  readonly undo: number;
  readonly preview: number;
  readonly bare: number;
}

/** Waits as the projection writes them, made by the database itself: how they got there is not measured. */
async function fill({ db, dialect }: ReadModelDatabase, slot: string): Promise<void> {
  const isPostgres = dialect.clustered === undefined;
  const numbers = isPostgres
    ? sql`select n from generate_series(1::bigint, ${sql.lit(WAITING)}::bigint) as numbers(n)`
    : sql`with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${sql.lit(WAITING)})
        select n from numbers`;
  const entered = sql`${sql.lit(ENTERED)} + n`;
  await sql`
    insert into ${sql.table(slot)} (tenant, session_id, definition_id, state_id, entered_revision, entered_ms, since_ms,
      own_ms, own_policy, due_ms, is_frozen, override_revision)
    select 'default', 'session-' || (n * 7919 % ${sql.lit(WAITING)}) || '-' || n, ${sql.lit(paymentCall.id)},
      ${sql.lit(STATE)}, 0, ${entered}, ${entered}, ${entered} + 120000, 'definition', ${entered} + 120000, 0, null
    from (${numbers}) as waits`.execute(db);
  if (isPostgres) await sql`vacuum analyze ${sql.table(slot)}`.execute(db);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

/** Overrides the timeout of all waiting journeys and undoes it, as the projector does, compared with one bare statement. */
async function measure(database: ReadModelDatabase): Promise<readonly Round[]> {
  const slot = `open_deadlines_v${openDeadlinesProjection.version}`;
  const store = new InMemoryEventStore();
  const script = new LedgerScript(store);
  const at = (second: number): string => new Date(ENTERED + WAITING + second * 1_000).toISOString();
  await script.publish(paymentCall, at(0));
  await projectAll(store, database);
  // The table's indexes come with the first projection, as in a ledger that has been running.
  await fill(database, slot);
  const stream = definitionStream('default', paymentCall.id);
  const rounds: Round[] = [];
  let rules: TimeoutRules = { changes: new Map(), pauses: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const occurredAt = at(round);
    const data: TimeoutOverridden = {
      definitionId: paymentCall.id,
      stateId: STATE,
      after: `PT${60 + round}M`,
      applyTo: 'waiting',
      reason: 'bench',
    };
    const revision = BigInt(2 * round + 1);
    const event = { type: 'TimeoutOverridden', data, revision, occurredAt };
    const removal = {
      definitionId: paymentCall.id,
      stateId: STATE,
      overrideRevision: Number(revision),
      reason: 'bench',
    };
    rules = { ...rules, changes: withTimeoutChange(rules.changes, event) };
    const question = {
      sight: wholeTenant('default'),
      definitionId: paymentCall.id,
      stateId: STATE,
      rules,
      now: occurredAt,
    };
    const preview = await seconds(async () => {
      const { moved } = await new KyselyAnalyticsQueries(database).timeoutPreview(question);
      if (moved !== WAITING) throw new RangeError(`The preview moves ${moved} of ${WAITING}.`);
    });
    await script.append(stream, event.type, data, occurredAt);
    const override = await seconds(() => projectAll(store, database));
    const bare = await seconds(() =>
      database.db.transaction().execute((tx) => sql`update ${sql.table(slot)} set due_ms = due_ms + 1`.execute(tx)),
    );
    await sql`update ${sql.table(slot)} set due_ms = due_ms - 1`.execute(database.db);
    await script.append(stream, 'TimeoutOverrideRemoved', removal, occurredAt);
    rules = {
      ...rules,
      changes: withTimeoutChange(rules.changes, {
        type: 'TimeoutOverrideRemoved',
        data: removal,
        revision: revision + 1n,
        occurredAt,
      }),
    };
    const undo = await seconds(() => projectAll(store, database));
    rounds.push({ override, undo, preview, bare });
  }
  return rounds;
}

function figuresOf(name: string, rounds: readonly Round[]): readonly Figure[] {
  const of = (key: keyof Round): number => median(rounds.map((round) => round[key]));
  const waiting = WAITING.toLocaleString('en-US');
  const baseline = `one bare UPDATE of the same rows: ${of('bare').toFixed(1)} s`;
  const figure = (what: string, value: number): Figure => ({
    name: `${what} ${waiting} waiting journeys, ${name}`,
    measured: `${value.toFixed(1)} s, ${(value / of('bare')).toFixed(2)} of the bare statement`,
    baseline,
    value,
    unit: 's',
    bar: { below: 10 },
  });
  return [
    figure('Override for', of('override')),
    figure('Its undo for', of('undo')),
    figure('Its preview over', of('preview')),
  ];
}

async function main(): Promise<void> {
  const sqlite = await openSqliteReadModels({ path: join(temporaryFolder(), 'read-models.db'), projections });
  const figures = [...figuresOf('SQLite', await measure(sqlite))];
  await sqlite.close();
  const server = await PostgresServer.create();
  try {
    const database = await openPostgresReadModels({
      url: await server.createDatabase(),
      projections,
      limits: { statementTimeoutMs: 120_000 },
    });
    figures.push(...figuresOf('PostgreSQL', await measure(database)));
    await database.close();
  } finally {
    await server.destroy();
  }
  keep('timeout-override', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
