import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Timeline } from '@ledger/client';
import { runCli, type Ended } from '../support/cli';
import { RunningLedger } from '../support/running-ledger';
import { sharedData } from '../support/shared-data';
import { logFigures, type EdgeFigure, type LogFigures } from './log-figures';

interface ExpectedView {
  readonly cases: number;
  readonly events: number;
  readonly activities: number;
  readonly variants: number;
  readonly activity_counts: LogFigures['activities'];
  readonly top_variants: readonly LogFigures['topVariant'][];
  readonly directly_follows_total: number;
  readonly directly_follows: readonly EdgeFigure[];
  readonly rework: { readonly cases_with_a_repeated_activity: number; readonly repeated_events_total: number };
  readonly time_in_state: Readonly<Record<string, { readonly n: number; readonly median_seconds: number }>>;
}

export interface RealLog {
  readonly dataSet: string;
  readonly file: string;
  readonly view: string;
  readonly discoverOptions: readonly string[];
  readonly importOptions: readonly string[];
}

export const HELPDESK: RealLog = {
  dataSet: 'helpdesk',
  file: 'helpdesk.xes.gz',
  view: 'by concept:name',
  discoverOptions: [],
  importOptions: [],
};
export const SERVICENOW: RealLog = {
  dataSet: 'servicenow',
  file: 'incident_event_log.csv.zip',
  view: 'state transitions only, rows with state -100 dropped first',
  // Five rows hold the broken state -100: they are refused. Most rows repeat their case's state. One case goes back in time.
  discoverOptions: ['--allow-refused'],
  importOptions: ['--collapse-repeats', '--allow-refused', '--allow-disorder'],
};
const SERVICENOW_COLUMNS = {
  caseId: 'number',
  activity: 'incident_state',
  occurredAt: { column: 'sys_updated_at', format: 'd/M/yyyy H:mm' },
  channel: 'contact_type',
  customerId: 'caller_id',
  missing: '?',
};

/** Discovers a log's definition and imports it by the command line; gives what the ledger then exports. */
export class ImportedLog {
  readonly #folder: string;

  private constructor(
    readonly ledger: RunningLedger,
    readonly log: RealLog,
    folder: string,
  ) {
    this.#folder = folder;
  }

  static async of(log: RealLog, settings: Readonly<Record<string, string>> = {}): Promise<ImportedLog> {
    const ledger = await RunningLedger.start({ REQUEST_BUDGET_MS: '60000', ...settings });
    const imported = new ImportedLog(ledger, log, await mkdtemp(join(tmpdir(), 'real-log-')));
    await writeFile(imported.path('columns.json'), JSON.stringify(SERVICENOW_COLUMNS));
    return imported;
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  discover(): Promise<Ended> {
    return this.#journey(
      'discover',
      '--id',
      'Log',
      '--out',
      this.path('log.json'),
      '--json',
      ...this.log.discoverOptions,
    );
  }

  import(): Promise<Ended> {
    return this.#journey('import', '--definition', this.path('log.json'), '--json', ...this.log.importOptions);
  }

  /** An export of everything that was imported up to a position. */
  async export(name: string, query: Readonly<Record<string, string>>): Promise<string> {
    const parameters = new URLSearchParams({ definitionId: 'Log', ...query });
    for (;;) {
      const response = await fetch(`${this.ledger.url}/v1/exports/${name}?${parameters.toString()}`);
      // Projecting the whole log may take longer than a request may wait.
      if (response.status !== 503) return await response.text();
      await response.arrayBuffer();
    }
  }

  async remove(): Promise<void> {
    await this.ledger.remove();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #journey(command: string, ...args: readonly string[]): Promise<Ended> {
    const { dataSet, file } = this.log;
    const mapping = file.includes('.csv') ? ['--mapping', this.path('columns.json')] : [];
    return runCli(this.ledger, [command, sharedData(dataSet, file), '-q', ...args, ...mapping]);
  }
}

export async function expectedView({ dataSet, view }: RealLog): Promise<ExpectedView> {
  const file = JSON.parse(await readFile(sharedData(dataSet, 'expected.json'), 'utf8')) as {
    views: Readonly<Record<string, ExpectedView>>;
  };
  const found = file.views[view];
  if (found === undefined) throw new Error(`There are no figures of ${view}.`);
  return found;
}

/** Every figure that timelines can give. */
export function expectFigures(timelines: readonly Timeline[], expected: ExpectedView): void {
  const figures = logFigures(timelines, 'OPENED');
  const { cases, events, variants } = figures;
  expect({ cases, events, variants }).toEqual({
    cases: expected.cases,
    events: expected.events,
    variants: expected.variants,
  });
  expect(figures.activities).toEqual(expected.activity_counts);
  expect(figures.topVariant).toEqual(expected.top_variants[0]);
  const byEdge = (edges: readonly EdgeFigure[]): Readonly<Record<string, EdgeFigure>> =>
    Object.fromEntries(
      edges.map(({ from, to, count, mean_seconds, median_seconds }) => [
        `${from} -> ${to}`,
        { from, to, count, mean_seconds, median_seconds },
      ]),
    );
  expect(byEdge(figures.directlyFollows)).toEqual(byEdge(expected.directly_follows));
  expect(reworkOf(timelines)).toEqual(expected.rework);
  expect(timeInState(timelines)).toEqual(
    Object.fromEntries(
      Object.entries(expected.time_in_state).map(([state, { n, median_seconds }]) => [state, { n, median_seconds }]),
    ),
  );
}

export const visited = ({ entries }: Timeline): readonly string[] =>
  entries.filter(({ type }) => type === 'JourneyTransitioned').map(({ to }) => String(to));

function reworkOf(timelines: readonly Timeline[]): ExpectedView['rework'] {
  const repeats = timelines.map((timeline) => visited(timeline).length - new Set(visited(timeline)).size);
  return {
    cases_with_a_repeated_activity: repeats.filter((count) => count > 0).length,
    repeated_events_total: repeats.reduce((sum, count) => sum + count, 0),
  };
}

function timeInState(timelines: readonly Timeline[]): Record<string, { n: number; median_seconds: number }> {
  const stays = new Map<string, number[]>();
  for (const { entries } of timelines) {
    for (const { from, dwellMs } of entries) {
      if (from === null || from === 'OPENED' || dwellMs === null) continue;
      const known = stays.get(from);
      if (known === undefined) stays.set(from, [dwellMs / 1_000]);
      else known.push(dwellMs / 1_000);
    }
  }
  return Object.fromEntries(
    [...stays].map(([state, seconds]) => {
      const sorted = seconds.sort((a, b) => a - b);
      const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0];
      return [state, { n: sorted.length, median_seconds: Math.round(((low + high) / 2) * 1_000) / 1_000 }];
    }),
  );
}
