import { InMemoryEventStore } from '@ledger/event-store/testing';
import {
  discoverDefinition,
  DiscoveredLog,
  logCommands,
  withValidStateIds,
  type CommandLine,
  type LogItem,
  type LogRefusal,
  type StateNaming,
} from '@ledger/exchange';
import { compileDefinition, type CompiledDefinition, type JourneyCommand } from '@ledger/journey';
import {
  KyselyAnalyticsQueries,
  openSqliteReadModels,
  type AnalyticsFilter,
  type ReadModelDatabase,
} from '@ledger/projections';
import { LedgerScript, postgresForTests, type ReadModelsHarness } from '@ledger/projections/testing';
import { sql } from 'kysely';
import { analyticsFigures, unordered, type AnalyticsFigures } from './analytics-figures';
import { wholeTenant } from '@ledger/projections';

/** A view of a log in its `expected.json`. */
export interface ExpectedView extends AnalyticsFigures {
  readonly first_event: string;
  readonly last_event: string;
  /** What a ledger does not count (`resources`), or what is of the file and not of the process. */
  readonly resources: number;
  readonly ordering_diagnostics: object;
}

/** Of the ledger that `importedLog` makes: every case begins in a state that stands for no event of its log. */
export const LOG_FILTER: AnalyticsFilter = { sight: wholeTenant('default'), definitionId: 'Log', excludeInitial: true };

/**
 * To be called within a `describe`: the databases that answer alike.
 * @param path file of the embedded one. Default: in memory.
 */
export function bothDatabases(path = ':memory:'): readonly (readonly [string, ReadModelsHarness])[] {
  return [
    ['SQLite', { open: () => openSqliteReadModels({ path }), dispose: (database) => database.close() }],
    ['PostgreSQL', postgresForTests().readModels],
  ];
}

export interface ImportedLog {
  readonly store: InMemoryEventStore;
  readonly definition: CompiledDefinition;
  readonly refusals: readonly LogRefusal[];
}

interface LogReading extends StateNaming {
  readonly collapseRepeats?: boolean;
  /** Whether the context has what the log says of each event, such as who did it. */
  readonly withContext?: boolean;
}

const BY_IMPORT = { metadata: { actor: { subject: 'importer', kind: 'import' } } } as const;

/** A log's events under the definition that is discovered from it, by the commands that `journey import` sends. */
export async function importedLog(
  items: readonly LogItem[],
  { escapeStates, collapseRepeats, withContext = false }: LogReading = {},
): Promise<ImportedLog> {
  const log = new DiscoveredLog();
  for await (const item of withValidStateIds(each(items), { escapeStates })) if ('event' in item) log.add(item.event);
  const { document } = discoverDefinition(log, { id: 'Log' });
  const definition = compileDefinition(document);
  const store = new InMemoryEventStore();
  const script = new LedgerScript(store);
  await script.publish(definition, '2010-01-01T00:00:00.000Z');
  const refusals: LogRefusal[] = [];
  const options = { definitionId: document.id, initial: document.initial, escapeStates, collapseRepeats, withContext };
  for await (const command of logCommands(each(items), options)) {
    if ('refusal' in command) refusals.push(command.refusal);
    else if ((await script.run(definition, commandOf(command.line), BY_IMPORT)) === undefined) {
      throw new Error(`Nothing came of the command of event ${command.place}.`);
    }
  }
  return { store, definition, refusals };
}

function commandOf({ command, occurredAt, ...fields }: CommandLine): JourneyCommand {
  const type = command === 'start' ? 'StartJourney' : 'TransitionJourney';
  return { ...fields, type, now: occurredAt };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* await Promise.resolve(items);
}

/** Every figure of the view that analytics count. */
export async function expectFigures(database: ReadModelDatabase, view: ExpectedView): Promise<void> {
  const analytics = new KyselyAnalyticsQueries(database);
  const found = await analyticsFigures(analytics, LOG_FILTER, view.top_variants.length);
  const {
    resources: _resources,
    ordering_diagnostics: _ordering,
    first_event: _first,
    last_event: _last,
    ...counted
  } = view;
  expect(unordered(found)).toEqual(unordered(counted));
}

/** When the view's cases began and ended, and how long they took. */
export async function expectTimes(database: ReadModelDatabase, view: ExpectedView): Promise<void> {
  const { first_event, last_event, case_duration_seconds } = view;
  expect(timesOf(await spansOf(database))).toEqual({ first_event, last_event, case_duration_seconds });
}

/** When the log's cases began and ended, in SQL: what an analyst asks past the API. */
async function spansOf(database: ReadModelDatabase): Promise<readonly { first: number; last: number }[]> {
  const { rows } = await database.attempt((db) =>
    sql<{ first: number; last: number }>`
      select min(entered_ms) as first, max(entered_ms) as last from visits
      where entered_by <> 'start' group by journey_position`.execute(db),
  );
  return rows.map(({ first, last }) => ({ first: Number(first), last: Number(last) }));
}

function timesOf(spans: readonly { readonly first: number; readonly last: number }[]): object {
  const seconds = Float64Array.from(spans.map(({ first, last }) => (last - first) / 1_000)).sort();
  const at = (part: number): number => {
    const place = (seconds.length - 1) * part;
    const [low = 0, high = 0] = [seconds[Math.floor(place)], seconds[Math.ceil(place)]];
    return low + (high - low) * (place - Math.floor(place));
  };
  const instant = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
  return {
    first_event: instant(spans.reduce((least, { first }) => Math.min(least, first), Infinity)),
    last_event: instant(spans.reduce((most, { last }) => Math.max(most, last), 0)),
    case_duration_seconds: {
      min: seconds[0],
      max: seconds.at(-1),
      mean: Math.round((seconds.reduce((all, one) => all + one, 0) / seconds.length) * 1_000) / 1_000,
      median: at(0.5),
      p90_linear: Math.round(at(0.9) * 1_000) / 1_000,
    },
  };
}
