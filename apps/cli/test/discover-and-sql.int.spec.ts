import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkDefinition } from '@ledger/journey';
import { openSqliteReadModels } from '@ledger/projections';
import { FakeTerminal, journey as journeyOn, type Ended } from './fake-terminal.test-support';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-discover-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function journey(...args: readonly string[]): Promise<Ended> {
  return journeyOn(args, new FakeTerminal({ DATA_DIR: folder }));
}

async function written(name: string, text: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const ROWS = [
  ...['A,New,2026-01-01', 'A,Open,2026-01-02', 'A,Closed,2026-01-03', 'B,New,2026-01-02', 'B,Open,2026-01-03'],
  ...['C,New,2026-01-04', 'C,Lost,2026-01-05', ',New,2026-01-06'],
];
const CSV = ['id,state,day', ...ROWS].join('\n');
const MAPPING = JSON.stringify({
  caseId: 'id',
  activity: 'state',
  occurredAt: { column: 'day', format: 'yyyy-MM-dd' },
});

describe('journey discover', () => {
  it('writes a definition that the static check accepts, and prints edges with their counts', async () => {
    const log = await written('log.csv.gz', gzipSync(CSV));
    const mapping = await written('mapping.json', MAPPING);
    const out = join(folder, 'definition.json');
    const found = await journey(
      'discover',
      log,
      '--id',
      'Case',
      '--mapping',
      mapping,
      '--out',
      out,
      '--threshold',
      '2',
      '-q',
    );
    expect(found.exitCode).toBe(1);
    expect(found.err).toMatch(/Events that could not be read: 1; --allow-refused ends with 0/);
    expect(found.out).toMatch(/^ +1 +EVENT_INCOMPLETE +Line 9 has no id/m);
    expect(found.out).toMatch(/^log +3 cases, 7 events, 1 unreadable$/m);
    expect(found.out).toMatch(/^edges +2, and 2 below the threshold$/m);
    expect(found.out).toMatch(/^OPENED +New +3/m);
    expect(found.out).toMatch(/^New +Open +2/m);
    expect(found.out).toMatch(/^New +Lost +1 +not kept: below the threshold$/m);
    expect(found.out).toMatch(/The static check finds no error/);
    const document: unknown = JSON.parse(await readFile(out, 'utf8'));
    expect(document).toMatchObject({ id: 'Case', initial: 'OPENED', states: { Open: { final: true } } });
    expect(checkDefinition(document).errors).toEqual([]);
  });

  it('leaves activities out that no state may be named, or names states for them where asked', async () => {
    const log = await written(
      'broken.csv',
      ['id,state,day', 'A,New,2026-01-01', 'A,-100,2026-01-02', 'A,New,2026-01-03'].join('\n'),
    );
    const mapping = await written('mapping.json', MAPPING);
    const found = async (...more: readonly string[]): Promise<Record<string, unknown>> => {
      const { out } = await journey('discover', log, '--id', 'Case', '--mapping', mapping, '--json', '-q', ...more);
      return JSON.parse(out) as Record<string, unknown>;
    };
    expect(await found()).toMatchObject({ events: 2, refused: 1, document: { states: { New: {} } } });
    expect(await found('--escape-states')).toMatchObject({
      events: 3,
      refused: 0,
      check: { errors: [] },
      document: { states: { New: {}, _x002D_100: { title: '-100' } } },
    });
  });

  it('says why events cannot be read, and writes each of them to a report', async () => {
    const log = await written(
      'lost.csv',
      ['id,state,day', 'A,New,2026-01-01', 'B,New,soon', ',New,2026-01-01'].join('\n'),
    );
    const mapping = await written('mapping.json', MAPPING);
    const report = join(folder, 'lost.ndjson');
    const args = [log, '--id', 'Case', '--mapping', mapping, '--report', report, '-q'];
    const found = await journey('discover', ...args);
    expect(found.exitCode).toBe(1);
    expect(found.out).toMatch(/^ +1 +TIME_UNREADABLE +day of line 3 reads "soon"; it should be yyyy-MM-dd/m);
    const lines = (await readFile(report, 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { line: 3, code: 'TIME_UNREADABLE', sessionId: 'B' },
      { line: 4, code: 'EVENT_INCOMPLETE' },
    ]);
    expect((await journey('discover', ...args, '--allow-refused')).exitCode).toBe(0);
    const none = await written('none.csv', ['id,state,day', 'A,New,soon'].join('\n'));
    const nothing = await journey('discover', none, '--id', 'Case', '--mapping', mapping, '-q');
    expect([nothing.exitCode, nothing.err]).toEqual([
      2,
      expect.stringMatching(/No event of the log can be read \(of 1\).*The first: day of line 2/),
    ]);
  });

  it('collapses repeats, ends cases where asked, and says where they end', async () => {
    const states = ['New', 'New', 'Closed', 'New'];
    const rows = states.map((state, day) => `A,${state},2026-01-0${day + 1}`);
    const log = await written('again.csv', ['id,state,day', ...rows].join('\n'));
    const mapping = await written('mapping.json', MAPPING);
    const args = [log, '--id', 'Case', '--mapping', mapping, '-q'];
    const found = await journey('discover', ...args, '--collapse-repeats', '--final', 'Closed');
    expect([found.exitCode, found.err]).toEqual([0, '']);
    expect(found.out).toMatch(/^warning Passed over events that enter the state that their case is in: 1\.$/m);
    expect(found.out).toMatch(/^Closed +New +1 +not kept: leaves a final state$/m);
    expect(found.out).toMatch(/Where cases end\nstate +cases\nNew +1$/m);
    const unknown = await journey('discover', ...args, '--final', 'Shut');
    expect([unknown.exitCode, unknown.err]).toEqual([
      2,
      expect.stringMatching(/no state "Shut" for --final; it has New, Closed/),
    ]);
  });

  it('warns of times that clocks showed twice, or not at all', async () => {
    const log = await written(
      'clocks.csv',
      ['id,state,at', 'A,New,2026-03-29 02:30:00', 'A,Open,2026-10-25 02:30:00'].join('\n'),
    );
    const mapping = await written(
      'clocks.json',
      JSON.stringify({ caseId: 'id', activity: 'state', occurredAt: 'at', zone: 'Europe/Berlin' }),
    );
    const { exitCode, out } = await journey('discover', log, '--id', 'Case', '--mapping', mapping, '--json', '-q');
    expect(exitCode).toBe(0);
    expect((JSON.parse(out) as { warnings: string[] }).warnings).toEqual([
      expect.stringMatching(/^1 time lies in the hour that the zone’s clocks show twice/),
      expect.stringMatching(/^1 time lies in the hour that the zone’s clocks leave out/),
    ]);
  });

  it('takes a state of the log as the initial one where every case begins in it', async () => {
    const log = await written('log.csv', CSV);
    const mapping = await written('mapping.json', MAPPING);
    const { out } = await journey(
      'discover',
      log,
      '--id',
      'Case',
      '--mapping',
      mapping,
      '--initial',
      'New',
      '--json',
      '-q',
    );
    const { document, edges, check } = JSON.parse(out) as Record<string, unknown>;
    expect(document).toMatchObject({ initial: 'New', states: { New: { transitions: expect.any(Array) as object } } });
    expect(edges).toHaveLength(3);
    expect(check).toMatchObject({ errors: [] });
  });

  it.each([
    ['a log that is not there', ['nothing.xes'], /Cannot read .*ENOENT/],
    ['an ending that says nothing', ['log.txt'], /--format/],
    ['CSV without a mapping', ['log.csv'], /needs --mapping/],
    ['what is not XES', ['bad.xes'], /begins with <html>/],
    ['a log of no events', ['empty.xes'], /No event of the log can be read \(of 0\)/],
  ])('refuses %s with 2', async (_, [name = ''], sentence) => {
    await written('bad.xes', '<html/>');
    await written('empty.xes', '<log></log>');
    const { exitCode, err } = await journey('discover', join(folder, name), '--id', 'X', '-q');
    expect(exitCode).toBe(2);
    expect(err).toMatch(sentence);
  });
});

describe('journey sql', () => {
  beforeAll(async () => {
    const database = await openSqliteReadModels({ path: join(folder, 'read-models.db') });
    await database.close();
  });

  it('prints a table, JSON or CSV', async () => {
    const query = `select 1 as one, 'a,b' as two, null as three`;
    expect((await journey('sql', query)).out).toBe(
      `one  two\n  1  a,b\n(1 row, read from ${join(folder, 'read-models.db')})\n`,
    );
    expect(JSON.parse((await journey('sql', query, '--json')).out)).toEqual([{ one: 1, two: 'a,b', three: null }]);
    expect((await journey('sql', query, '--csv')).out).toBe('one,two,three\n1,"a,b",\n');
    expect((await journey('sql')).out).toMatch(/^journeys +session_id +/m);
    expect((await journey('sql', 'select * from journeys')).out).toMatch(/\(0 rows, read from .+\)\n$/);
  });

  it('refuses to write with 2, and says with 3 that there are no read models', async () => {
    const refused = await journey('sql', 'delete from journeys');
    expect([refused.exitCode, refused.out]).toEqual([2, '']);
    expect(refused.err).toMatch(/Only queries can be run here/);
    expect((await journey('sql', 'select 1', '--data-dir', join(folder, 'none'))).exitCode).toBe(3);
  });
});
