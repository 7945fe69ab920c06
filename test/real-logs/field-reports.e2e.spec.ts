import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runCli, type Ended } from '../support/cli';
import { RunningLedger } from '../support/running-ledger';
import { describeWithData, sharedData } from '../support/shared-data';

const report = (name: string): string => sharedData('field-reports', name);

interface Summary {
  readonly lines: number;
  readonly accepted: number;
  readonly repeated: number;
  readonly refused: number;
  readonly codes: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

describeWithData('field-reports', 'small inputs that went wrong elsewhere', () => {
  let ledger: RunningLedger;
  let folder: string;
  beforeAll(async () => {
    ledger = await RunningLedger.start();
    folder = await mkdtemp(join(tmpdir(), 'field-reports-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await ledger.remove();
  });

  const importing = (file: string, mapping: string, definition: string, ...more: readonly string[]): Promise<Ended> =>
    runCli(ledger, [
      ...['import', file, '--mapping', report(mapping), '--definition', report(definition)],
      ...['--initial', 'OPENED', '--json', '-q', ...more],
    ]);
  const discovering = (file: string, ...more: readonly string[]): Promise<Ended> =>
    runCli(ledger, ['discover', file, '--id', 'Found', '--json', '-q', ...more]);
  const summaryOf = ({ out }: Ended): Summary => JSON.parse(out) as Summary;
  /** The error of a run with `--json`. */
  const messageOf = ({ err }: Ended): string =>
    (JSON.parse(err.trim().split('\n').at(-1) ?? '') as { message: string }).message;

  /** When each state was entered. */
  async function visits(sessionId: string): Promise<readonly string[]> {
    const { position } = (await ledger.get(`/v1/journeys/${sessionId}`)).json();
    const reply = await ledger.get(`/v1/journeys/${sessionId}/timeline?atLeast=${String(position)}`);
    const { entries } = reply.json() as { entries: { to: string | null; occurredAt: string }[] };
    // A refused attempt entered nothing; it is recorded after its reply, and so may be here already or not.
    return entries.filter(({ to }) => to !== null).map(({ to, occurredAt }) => `${to} ${occurredAt}`);
  }

  describe('the file of the next month', () => {
    const all = [
      'OPENED 2026-10-30T08:00:00.000Z',
      'Welcome 2026-10-30T08:00:00.000Z',
      'Welcome 2026-10-31T09:00:00.000Z',
      'Welcome 2026-11-02T10:00:00.000Z',
      'Closed 2026-11-03T11:00:00.000Z',
    ];

    it('brings all four moves into the journey, and either file again nothing', async () => {
      for (const month of ['month-1.csv', 'month-2.csv']) {
        const run = await importing(report(month), 'map.json', 'tod.def.json');
        expect([month, run.exitCode, run.err]).toEqual([month, 0, '']);
      }
      expect(await visits('m1')).toEqual(all);
      for (const month of ['month-2.csv', 'month-1.csv']) {
        const run = await importing(report(month), 'map.json', 'tod.def.json');
        expect(run.exitCode).toBe(0);
        expect(summaryOf(run)).toMatchObject({ refused: 0 });
      }
      expect(await visits('m1')).toEqual(all);
    });

    it('brings them where cases begin in the initial state, too', async () => {
      const states = {
        Welcome: { transitions: [{ target: 'Welcome' }, { target: 'Closed' }] },
        Closed: { final: true },
      };
      const definition = join(folder, 'begin.json');
      await writeFile(definition, JSON.stringify({ id: 'Begin', version: 1, initial: 'Welcome', states }));
      const months = ['month-1.csv', 'month-2.csv', 'month-1.csv', 'month-2.csv'];
      for (const month of months) {
        const args = ['--mapping', report('map.json'), '--definition', definition, '--prefix', 'b-', '-q', '--json'];
        const run = await runCli(ledger, ['import', report(month), ...args]);
        expect([run.exitCode, run.err]).toEqual([0, '']);
      }
      expect(await visits('b-m1')).toEqual(all.slice(1));
    });

    it('refuses a case that the ledger has under another definition, by name', async () => {
      const states = {
        OPENED: { transitions: [{ target: 'Welcome' }] },
        Welcome: { transitions: [{ target: 'Welcome' }, { target: 'Closed' }] },
        Closed: { final: true },
      };
      const definition = join(folder, 'other.json');
      await writeFile(definition, JSON.stringify({ id: 'Other', version: 1, initial: 'OPENED', states }));
      const path = join(folder, 'refused.ndjson');
      const args = ['--mapping', report('map.json'), '--definition', definition, '--report', path, '-q', '--json'];
      const run = await runCli(ledger, ['import', report('month-1.csv'), ...args]);
      expect(run.exitCode).toBe(1);
      expect(summaryOf(run).refused).toBe(3);
      expect(await readFile(path, 'utf8')).toContain('SESSION_OF_ANOTHER_DEFINITION');
      expect(await visits('m1')).toEqual(all);
    });
  });

  it('a mended row is refused by name where it lies before what is stored', async () => {
    const first = await importing(report('fix-1.csv'), 'map.json', 'tod.def.json');
    expect(first.exitCode).toBe(1);
    expect(summaryOf(first).codes).toEqual({ TIME_UNREADABLE: 1 });
    const path = join(folder, 'mended.ndjson');
    const second = await importing(report('fix-2.csv'), 'map.json', 'tod.def.json', '--report', path);
    expect(second.exitCode).toBe(1);
    expect(summaryOf(second)).toMatchObject({ refused: 1, codes: { OUT_OF_ORDER: 1 } });
    const [refused] = (await readFile(path, 'utf8')).trim().split('\n');
    expect(JSON.parse(refused ?? '')).toMatchObject({
      line: 3,
      sessionId: 'fix1',
      reason: expect.stringMatching(/2026-03-02T08:10:00.000Z.*2026-03-02T08:30:00.000Z/) as string,
    });
  });

  it('a stray quote is refused with its line, and nothing is imported', async () => {
    const run = await importing(report('stray-quote.csv'), 'map.json', 'times.def.json');
    expect(run.exitCode).toBe(2);
    expect(run.err).toMatch(/Line 5 is not CSV: text follows the quote that closes a cell.*Nothing was imported\./);
    expect((await ledger.get('/v1/journeys/q1')).status).toBe(404);
  });

  it('another encoding is refused with line and byte, or read right where it is named', async () => {
    const run = await importing(report('cp1252.csv'), 'map-name.json', 'times.def.json');
    expect(run.exitCode).toBe(2);
    expect(messageOf(run)).toMatch(/Line 2 is not UTF-8: byte 0xFC at offset 63\. .*"encoding": "windows-1252"/);
    const mapping = JSON.parse(await readFile(report('map-name.json'), 'utf8')) as object;
    const named = join(folder, 'named.json');
    await writeFile(named, JSON.stringify({ ...mapping, encoding: 'windows-1252' }));
    const args = ['--mapping', named, '--definition', report('times.def.json'), '-q'];
    expect((await runCli(ledger, ['import', report('cp1252.csv'), ...args])).exitCode).toBe(0);
    expect((await ledger.get('/v1/journeys/w1')).json()).toMatchObject({
      customerId: 'Müller',
      context: { name: 'Müller', 'org:resource': 'Jörg' },
    });
  });

  it('a column that stands three times is refused, and each of the three can be named', async () => {
    const run = await importing(report('dup-header.csv'), 'map-jira.json', 'times.def.json');
    expect(run.exitCode).toBe(2);
    expect(messageOf(run)).toMatch(/3 columns named "Label"; name one of them: Label#1 is the first, Label#3 the last/);
    const mapping = JSON.parse(await readFile(report('map-jira.json'), 'utf8')) as object;
    const named = join(folder, 'labels.json');
    await writeFile(named, JSON.stringify({ ...mapping, context: ['Label#1', 'Label#2', 'Label#3'] }));
    const args = ['--mapping', named, '--definition', report('times.def.json'), '-q'];
    expect((await runCli(ledger, ['import', report('dup-header.csv'), ...args])).exitCode).toBe(0);
    expect((await ledger.get('/v1/journeys/J-1')).json()).toMatchObject({
      context: { 'Label#1': 'gold', 'Label#2': 'night' },
    });
  });

  it.each([
    ['empty.csv', ['--mapping', report('map.json')], /The file is empty; a CSV log begins with a header line/],
    ['notalog.ocel.json', [], /not an OCEL 2\.0 log: it has no "events"; it has error/],
  ])('%s is told from a log with 2', async (file, mapping, sentence) => {
    const definition = ['--definition', report('tod.def.json')];
    for (const args of [
      ['import', ...definition],
      ['discover', '--id', 'Found'],
    ]) {
      const run = await runCli(ledger, [...args, report(file), ...mapping, '-q']);
      expect(run.exitCode).toBe(2);
      expect(run.err).toMatch(sentence);
    }
  });

  it('start and complete of one activity are one visit, and what was passed over is counted', async () => {
    const edges = async (...more: readonly string[]): Promise<unknown> => {
      const run = await discovering(report('lifecycle.xes'), ...more);
      const found = JSON.parse(run.out) as {
        edges: { from: string; to: string }[];
        warnings: string[];
        events: number;
      };
      return [found.events, found.edges.map(({ from, to }) => `${from} -> ${to}`), found.warnings];
    };
    const visited = ['OPENED -> Talk', 'Talk -> Note'];
    expect(await edges()).toEqual([2, visited, ['Passed over events of the lifecycle "start": 2.']]);
    expect(await edges('--lifecycle', 'complete')).toEqual(await edges());
    expect(await edges('--lifecycle', 'start')).toEqual([
      2,
      visited,
      ['Passed over events of the lifecycle "complete": 2.'],
    ]);
    expect(await edges('--lifecycle', 'both')).toEqual([4, ['Talk -> Note', 'OPENED -> Talk', 'Note -> Talk'], []]);
  });

  describe('a file with the newest row first', () => {
    const file = report('newest-first.csv');
    const states = {
      OPENED: { transitions: ['Welcome', 'Payment', 'Closed'].map((target) => ({ target })) },
      Welcome: { transitions: ['Payment', 'Closed'].map((target) => ({ target })) },
      Payment: { transitions: ['Welcome', 'Closed'].map((target) => ({ target })) },
      Closed: { transitions: ['Welcome', 'Payment'].map((target) => ({ target })) },
    };
    let definition: string;
    beforeAll(async () => {
      definition = join(folder, 'any-way.json');
      await writeFile(definition, JSON.stringify({ id: 'AnyWay', version: 1, initial: 'OPENED', states }));
    });
    const imported = (...more: readonly string[]): Promise<Ended> =>
      runCli(ledger, [
        'import',
        file,
        '--mapping',
        report('map.json'),
        '--definition',
        definition,
        '--json',
        '-q',
        ...more,
      ]);

    it('is discovered with a warning of its backward steps, or in order', async () => {
      const found = await discovering(file, '--mapping', report('map.json'));
      expect(found.exitCode).toBe(0);
      expect((JSON.parse(found.out) as { warnings: string[] }).warnings).toEqual([
        '3 events are earlier than the one before in the same case (2 cases; the first: case "n1" at 3, ' +
          '2026-03-02T08:10:00.000Z after 2026-03-02T08:20:00.000Z). The file seems to have the newest row first.',
      ]);
      const sorted = await discovering(file, '--mapping', report('map.json'), '--sort');
      expect(JSON.parse(sorted.out)).toMatchObject({ warnings: [], document: { states: { Closed: { final: true } } } });
    });

    it('is not imported without an option that says how', async () => {
      const path = join(folder, 'disorder.ndjson');
      const run = await imported('--report', path);
      expect(run.exitCode).toBe(1);
      expect(run.err).toMatch(/3 events are earlier/);
      expect(summaryOf(run)).toMatchObject({ lines: 0 });
      expect((await ledger.get('/v1/journeys/n1')).status).toBe(404);
      const lines = (await readFile(path, 'utf8')).trim().split('\n');
      expect(lines.map((line) => (JSON.parse(line) as { line: number }).line)).toEqual([3, 4, 6]);
    });

    it('is imported in order with --sort, and as it stands with --allow-disorder', async () => {
      const sorted = await imported('--sort');
      expect(sorted.exitCode).toBe(0);
      expect(await visits('n1')).toEqual([
        'OPENED 2026-03-02T08:00:00.000Z',
        'Welcome 2026-03-02T08:00:00.000Z',
        'Payment 2026-03-02T08:10:00.000Z',
        'Closed 2026-03-02T08:20:00.000Z',
      ]);
      const standing = await imported('--allow-disorder', '--prefix', 'd-');
      expect(standing.exitCode).toBe(0);
      expect((await visits('d-n2')).at(-1)).toBe('Welcome 2026-03-02T09:00:00.000Z');
    });
  });

  it('a time without a date is refused, and the date may come from another column', async () => {
    const alone = await importing(report('time-of-day.csv'), 'map.json', 'tod.def.json');
    expect([alone.exitCode, summaryOf(alone).codes]).toEqual([1, { TIME_UNREADABLE: 2 }]);
    const formatted = await importing(report('time-of-day.csv'), 'map-tod.json', 'tod.def.json');
    expect(formatted.exitCode).toBe(2);
    expect(messageOf(formatted)).toMatch(/the format "HH:mm:ss" has no date; combine the columns/);
    const mapping = join(folder, 'combined.json');
    const occurredAt = { columns: ['date', 'time'], format: 'yyyy-MM-dd HH:mm:ss', zone: 'Europe/Berlin' };
    await writeFile(mapping, JSON.stringify({ caseId: 'case', activity: 'activity', occurredAt }));
    const args = ['--mapping', mapping, '--definition', report('tod.def.json'), '-q'];
    expect((await runCli(ledger, ['import', report('time-of-day.csv'), ...args])).exitCode).toBe(0);
    expect(await visits('s1')).toEqual([
      'OPENED 2026-03-02T07:15:00.000Z',
      'Welcome 2026-03-02T07:15:00.000Z',
      'Closed 2026-03-02T07:20:00.000Z',
    ]);
  });

  it('times as pandas writes them are read, with and without a fraction', async () => {
    const run = await importing(report('pandas.csv'), 'map-pandas.json', 'tod.def.json');
    expect([run.exitCode, run.err]).toEqual([0, '']);
    expect(await visits('p1')).toEqual([
      'OPENED 2026-03-02T07:15:00.000Z',
      'Welcome 2026-03-02T07:15:00.000Z',
      'Closed 2026-03-02T07:16:00.250Z',
    ]);
  });

  it.each([
    ['cut off', (whole: Buffer) => whole.subarray(0, whole.length - 12), /cut off or damaged/],
    ['of no gzip at all', () => Buffer.from('case,activity,time\n'), /named \.gz but is not compressed/],
  ])('a .gz %s is told in a sentence, and nothing is imported', async (_, cut, sentence) => {
    const path = join(folder, 'month.csv.gz');
    await writeFile(path, cut(gzipSync(await readFile(report('month-1.csv')))));
    const run = await importing(path, 'map.json', 'tod.def.json', '--prefix', 'gz-');
    expect(run.exitCode).toBe(2);
    expect(messageOf(run)).toMatch(sentence);
    expect(messageOf(run)).toMatch(/Nothing was imported\.$/);
    expect((await ledger.get('/v1/journeys/gz-m1')).status).toBe(404);
  });

  it('a mapping or an option that a format does not use is refused, not ignored', async () => {
    const commands = join(folder, 'commands.ndjson');
    await copyFile(report('month-1.csv'), commands);
    for (const [args, sentence] of [
      [['import', commands, '--mapping', report('map.json')], /--mapping is for event logs/],
      [['import', commands, '--sort'], /--sort is for event logs/],
      [['discover', report('lifecycle.xes'), '--id', 'X', '--case-type', 'order'], /--case-type is for ocel logs/],
      [
        ['discover', report('notalog.ocel.json'), '--id', 'X', '--mapping', report('map.json')],
        /--mapping is for csv and xes/,
      ],
    ] as const) {
      const run = await runCli(ledger, [...args, '-q']);
      expect([run.exitCode, run.err]).toEqual([2, expect.stringMatching(sentence)]);
    }
  });
});
