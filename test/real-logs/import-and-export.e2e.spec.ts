import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Timeline } from '@ledger/client';
import { postgresForTests } from '@ledger/projections/testing';
import { validateXML } from 'xmllint-wasm';
import { runCli, type CliRun } from '../support/cli';
import { timelinesOf } from './exported-timelines';
import { logFigures, type EdgeFigure, type LogFigures } from './log-figures';
import { ROOT } from '../support/ledger-process';
import { RunningLedger } from '../support/running-ledger';
import { describeWithData, sharedData } from '../support/shared-data';

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

interface RealLog {
  readonly dataSet: string;
  readonly file: string;
  readonly view: string;
  readonly discoverOptions: readonly string[];
  readonly importOptions: readonly string[];
}

const HELPDESK: RealLog = {
  dataSet: 'helpdesk',
  file: 'helpdesk.xes.gz',
  view: 'by concept:name',
  discoverOptions: [],
  importOptions: [],
};
const SERVICENOW: RealLog = {
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

/** Minutes on a busy machine: run by .ci/run. */
const isLongRound = process.env.LONG_LOGS === '1';
const LONG = 'LONG_LOGS=1 runs it, as .ci/run does';

/** Discovers a log's definition and imports it by the command line; gives what the ledger then exports. */
class ImportedLog {
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

  discover(): Promise<CliRun> {
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

  import(): Promise<CliRun> {
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

  #journey(command: string, ...args: readonly string[]): Promise<CliRun> {
    const { dataSet, file } = this.log;
    const mapping = file.includes('.csv') ? ['--mapping', this.path('columns.json')] : [];
    return runCli(this.ledger, [command, sharedData(dataSet, file), '-q', ...args, ...mapping]);
  }
}

async function expectedView({ dataSet, view }: RealLog): Promise<ExpectedView> {
  const file = JSON.parse(await readFile(sharedData(dataSet, 'expected.json'), 'utf8')) as {
    views: Readonly<Record<string, ExpectedView>>;
  };
  const found = file.views[view];
  if (found === undefined) throw new Error(`There are no figures of ${view}.`);
  return found;
}

/** Every figure that timelines can give. */
function expectFigures(timelines: readonly Timeline[], expected: ExpectedView): void {
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

const visited = ({ entries }: Timeline): readonly string[] =>
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

/** Variants with their counts, as pm4js sees a log. It fills the global scope, and so gets a process of its own. */
function variantsByPm4js(path: string): Readonly<Record<string, number>> {
  const script = `
    require('pm4js');
    const log = XesImporter.apply(require('node:fs').readFileSync(process.argv[1], 'utf8'));
    console.log(JSON.stringify(GeneralLogStatistics.getVariants(log)));
    process.exit(0);`;
  const out = execFileSync(process.execPath, ['-e', script, path], { cwd: ROOT, encoding: 'utf8' });
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, number>;
}

describeWithData('helpdesk', 'the log of a help desk', () => {
  let imported: ImportedLog;
  let position: string;

  beforeAll(async () => {
    imported = await ImportedLog.of(HELPDESK);
  });
  afterAll(() => imported.remove());

  it('is discovered: states and edges with their counts, and no error of the static check', async () => {
    const { exitCode, out } = await imported.discover();
    expect(exitCode).toBe(0);
    const found = JSON.parse(out) as { edges: { count: number }[]; check: { errors: unknown[] }; refused: number };
    expect(found).toMatchObject({ cases: 4_580, events: 21_348, refused: 0, droppedStates: [] });
    expect(found.edges).toHaveLength(55 + 6);
    expect(found.check.errors).toEqual([]);
  });

  it('is imported under that definition, every event of it', async () => {
    const { exitCode, out, err } = await imported.import();
    expect([exitCode, err]).toEqual([0, '']);
    const summary = JSON.parse(out) as { position: string };
    expect(summary).toMatchObject({ lines: 25_928, accepted: 25_928, refused: 0, unreadable: 0 });
    position = summary.position;
  });

  it('gives the published figures', async () => {
    const timelines = timelinesOf(await imported.export('timeline.csv', { atLeast: position }));
    expectFigures(timelines, await expectedView(HELPDESK));
  });

  it('opens in pm4js as it was exported, and is valid XES', async () => {
    const query = { from: '2010-01-01T00:00:00Z', to: '2010-06-01T00:00:00Z' };
    const xes = await imported.export('log.xes', query);
    const path = imported.path('log.xes');
    await writeFile(path, xes);
    const variants: Record<string, number> = {};
    for (const timeline of timelinesOf(await imported.export('timeline.csv', query))) {
      const variant = ['OPENED', ...visited(timeline)].join(',');
      variants[variant] = (variants[variant] ?? 0) + 1;
    }
    expect(Object.keys(variants).length).toBeGreaterThan(10);
    expect(variantsByPm4js(path)).toEqual(variants);
    const schema = await readFile(sharedData('standards', 'xes-ieee-1849-2016.strict-jbpm.xsd'), 'utf8');
    const verdict = await validateXML({ xml: [{ fileName: 'log.xes', contents: xes }], schema: [schema] });
    expect(verdict.errors).toEqual([]);
  });
});

if (isLongRound) {
  const postgres = postgresForTests();
  describeWithData('helpdesk', 'the log of a help desk, with read models in PostgreSQL', () => {
    it('gives the published figures', async () => {
      const imported = await ImportedLog.of(HELPDESK, { DATABASE_URL: await postgres.server.createDatabase() });
      try {
        await imported.discover();
        const { position } = JSON.parse((await imported.import()).out) as { position: string };
        const timelines = timelinesOf(await imported.export('timeline.csv', { atLeast: position }));
        expectFigures(timelines, await expectedView(HELPDESK));
      } finally {
        await imported.remove();
      }
    }, 600_000);
  });
  describeWithData('servicenow', 'the log of incidents', () => {
    it('gives the published figures, and a second import appends nothing', async () => {
      const imported = await ImportedLog.of(SERVICENOW);
      try {
        expect((await imported.discover()).exitCode).toBe(0);
        const run = await imported.import();
        expect(run.exitCode).toBe(0);
        expect(run.err).toMatch(/^import: 1 event is earlier than the one before in the same case/);
        const first = JSON.parse(run.out) as { position: string };
        const expected = await expectedView(SERVICENOW);
        const accepted = expected.cases + expected.events;
        expect(accepted).toBe(24_918 + 88_949);
        const refused = { refused: 5, unreadable: 5, codes: { STATE_INVALID: 5 } };
        expect(first).toMatchObject({ accepted, repeated: 0, ...refused });
        const timelines = timelinesOf(await imported.export('timeline.csv', { atLeast: first.position }));
        expectFigures(timelines, expected);
        const second = JSON.parse((await imported.import()).out) as object;
        expect(second).toMatchObject({ accepted, repeated: accepted, ...refused });
      } finally {
        await imported.remove();
      }
    }, 1_800_000);
  });
} else {
  describe.skip(`the log of incidents, and PostgreSQL (${LONG})`, () => {
    it('gives the published figures', () => undefined);
  });
}
