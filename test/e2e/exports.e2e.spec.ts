import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import type { CommandLine } from '@ledger/client';
import { runCli, type Ended } from '../support/cli';
import { RunningLedger } from '../support/running-ledger';

const DEFINITION = {
  id: 'Parcel',
  version: 1,
  initial: 'POSTED',
  states: {
    POSTED: { transitions: [{ target: 'MOVING' }] },
    MOVING: { transitions: [{ target: 'MOVING' }, { target: 'DELIVERED', guard: 'context.signed == true' }] },
    DELIVERED: { final: true },
  },
  context: { type: 'object', properties: { signed: { type: 'boolean', default: false } } },
};

/** Paths of the journeys, whose moves are put one after the other, session by session in turns. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  p_1: ['MOVING', 'MOVING', 'DELIVERED'],
  'p:2': ['MOVING', 'DELIVERED'],
  'p.3': ['MOVING'],
  'p-4': ['MOVING', 'MOVING', 'DELIVERED'],
};

const FORMATS = ['timeline.csv', 'timeline.parquet', 'log.xes', 'log.ocel.json', 'events.cloudevents.ndjson'] as const;

function commands(): readonly CommandLine[] {
  const lines: CommandLine[] = [];
  const at = (n: number): string => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();
  for (const [n, [sessionId, path]] of Object.entries(PATHS).entries()) {
    const customerId = n % 2 === 0 ? 'ann' : 'bob';
    const channel = n < 2 ? 'voice' : 'chat';
    lines.push({
      command: 'start',
      sessionId,
      definitionId: 'Parcel',
      customerId,
      channel,
      occurredAt: at(n),
      commandId: `${sessionId}-s`,
    });
    path.forEach((targetStateId, step) => {
      const signed = targetStateId === 'DELIVERED' ? { context: { signed: true } } : {};
      lines.push({
        command: 'transition',
        sessionId,
        targetStateId,
        occurredAt: at(10 + n),
        commandId: `${sessionId}-${step}`,
        ...signed,
      });
    });
  }
  return lines;
}

let ledger: RunningLedger;
let folder: string;
const journey = (...args: string[]): Promise<Ended> => runCli(ledger, args);

beforeAll(async () => {
  ledger = await RunningLedger.start();
  folder = await mkdtemp(join(tmpdir(), 'exports-'));
  await writeFile(join(folder, 'parcel.json'), JSON.stringify(DEFINITION));
  await writeFile(
    join(folder, 'parcels.ndjson'),
    commands()
      .map((line) => JSON.stringify(line))
      .join('\n'),
  );
  const { exitCode, err } = await journey(
    'import',
    join(folder, 'parcels.ndjson'),
    '--definition',
    join(folder, 'parcel.json'),
  );
  if (exitCode !== 0) throw new Error(err);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await ledger.remove();
});

/** Position of the last event, as a caller got it. */
async function head(): Promise<string> {
  const reply = await ledger.get('/v1/journeys/p-4');
  return String(reply.json()['position']);
}

/** The session of each state entered that an export holds, in its order. */
async function sessionsIn(name: (typeof FORMATS)[number], query: string): Promise<readonly string[]> {
  const response = await fetch(`${ledger.url}/v1/exports/${name}?atLeast=${await head()}&${query}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString('utf8');
  switch (name) {
    case 'timeline.csv':
      return parse<Record<string, string>>(text, { columns: true }).map((line) => line['session_id'] ?? '');
    case 'timeline.parquet': {
      const rows = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
      return rows.map((row) => String(row['session_id']));
    }
    case 'log.xes':
      return text
        .split('<trace>')
        .slice(1)
        .flatMap((trace) => {
          const sessionId = /"concept:name" value="([^"]+)"/.exec(trace)?.[1] ?? '';
          return (trace.match(/<event>/g) ?? []).map(() => sessionId);
        });
    case 'log.ocel.json':
      return (JSON.parse(text) as { events: { relationships: { objectId: string }[] }[] }).events.map(
        ({ relationships }) => relationships[0]?.objectId.replace('session:', '') ?? '',
      );
    case 'events.cloudevents.ndjson':
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => String((JSON.parse(line) as { subject: string }).subject));
  }
}

/** A journey has its start and its moves. */
const all = (...sessions: (keyof typeof PATHS)[]): string[] =>
  sessions.flatMap((sessionId) => Array<string>((PATHS[sessionId]?.length ?? 0) + 1).fill(sessionId));

describe('an export', () => {
  const filters: readonly [string, string[]][] = [
    ['', all('p_1', 'p:2', 'p.3', 'p-4')],
    ['definitionId=Parcel&version=1', all('p_1', 'p:2', 'p.3', 'p-4')],
    ['definitionId=Nothing', []],
    ['version=2', []],
    ['channel=chat', all('p.3', 'p-4')],
    ['customerId=ann', all('p_1', 'p.3')],
    ['state=MOVING', all('p.3')],
    ['status=COMPLETED', all('p_1', 'p:2', 'p-4')],
    ['from=2026-01-01T00:01:00Z&to=2026-01-01T00:03:00Z', all('p:2', 'p.3')],
    ['sessionId=p:2', all('p:2')],
  ];

  it.each(filters)('holds the same journeys in every format, filtered by "%s"', async (query, expected) => {
    for (const name of FORMATS) expect([name, await sessionsIn(name, query)]).toEqual([name, expected]);
  });

  it.each([
    ['timeline.csv', /^text\/csv/],
    ['timeline.parquet', /^application\/vnd\.apache\.parquet$/],
    ['log.xes', /^application\/xml/],
    ['log.ocel.json', /^application\/json/],
    ['events.cloudevents.ndjson', /^application\/x-ndjson/],
  ])('says what it is: %s', async (name, type) => {
    const reply = await ledger.get(`/v1/exports/${name}`, { 'x-request-id': 'req-9' });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toMatch(type);
    expect(reply.headers['content-disposition']).toBe(`attachment; filename="${name}"`);
    expect(reply.headers['x-request-id']).toBe('req-9');
  });

  it.each([
    'status=DONE',
    'from=yesterday',
    'from=2026-01-01T00:03:00Z&to=2026-01-01T00:01:00Z',
    'version=0',
    'sessionId=%2A',
    'colour=red',
    'state=a&state=b',
    'bom=true',
    'atLeast=x',
  ])('refuses %s with a problem document', async (query) => {
    const reply = await ledger.get(`/v1/exports/log.xes?${query}`);
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it.each(['/v1/exports/timeline.csv?', '/v1/journeys?format=csv&', '/v1/analytics/states?format=csv&'])(
    'is CSV as its reader wants it: %s',
    async (address) => {
      const bytes = async (query: string): Promise<Buffer> =>
        Buffer.from(await (await fetch(`${ledger.url}${address}${query}`)).arrayBuffer());
      const [plain, marked] = [await bytes(''), await bytes('bom=true&formulas=raw')];
      expect(plain.subarray(0, 3)).not.toEqual(marked.subarray(0, 3));
      expect(marked.subarray(3).toString()).toBe(plain.toString());
      for (const wrong of ['bom=yes', 'formulas=none']) expect((await ledger.get(address + wrong)).status).toBe(400);
    },
  );

  it('does not wait for a reader that left', async () => {
    await new Promise<void>((resolve, reject) => {
      const call = request(`${ledger.url}/v1/exports/timeline.csv`, (response) => {
        response.once('data', () => call.destroy());
        response.on('close', resolve);
        response.on('error', () => undefined);
      });
      call.on('error', reject);
      call.end();
    });
    expect((await ledger.get('/health/live')).status).toBe(200);
  });
});

describe('journey export', () => {
  it('writes a file that is there whole or not at all, and tells how large it is', async () => {
    const path = join(folder, 'out.csv');
    await writeFile(path, 'before');
    const { exitCode, out, err } = await journey('export', 'timeline.csv', '--out', path, '--status', 'COMPLETED');
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
    expect(err).toMatch(/^export: .*out\.csv, 0\.0 MB$/m);
    expect(parse(await readFile(path), { columns: true })).toHaveLength(11);
    const refused = await journey('export', 'timeline.csv', '--out', path, '--at-least', 'never');
    expect(refused.exitCode).toBe(2);
    expect(parse(await readFile(path), { columns: true })).toHaveLength(11);
    expect((await readdir(folder)).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('writes to the output where no file is named', async () => {
    const { exitCode, out } = await journey('export', 'events.cloudevents.ndjson', '--session-id', 'p.3', '-q');
    expect(exitCode).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { subject: string }).subject),
    ).toEqual(['p.3', 'p.3']);
  });

  it.each([
    ['an unknown format', ['export', 'timeline.xlsx']],
    ['an invalid instant', ['export', 'log.xes', '--from', 'soon']],
    ['a folder that is not there', ['export', 'log.xes', '--out', '/nowhere/at/all.xes']],
  ])('refuses %s with 2', async (_, args) => {
    expect((await journey(...args)).exitCode).toBe(2);
  });
});

describe('round trip', () => {
  it.each([
    ['log.xes', ['--keep-session-ids']],
    ['log.ocel.json', []],
    ['events.cloudevents.ndjson', []],
  ] as const)(
    'by %s brings an empty ledger the same journeys, and nothing when repeated',
    async (name, options) => {
      const path = join(folder, name);
      expect((await journey('export', name, '-o', path, '--at-least', await head())).exitCode).toBe(0);
      expect((await stat(path)).size).toBeGreaterThan(0);
      const other = await RunningLedger.start();
      try {
        const args = ['import', path, '--definition', join(folder, 'parcel.json'), '--json', '-q', ...options];
        const first = await runCli(other, args);
        expect([first.exitCode, first.err]).toEqual([0, '']);
        const lines = commands().length;
        expect(JSON.parse(first.out)).toMatchObject({ lines, accepted: lines, refused: 0, repeated: 0 });
        const second = await runCli(other, args);
        expect(JSON.parse(second.out)).toMatchObject({ lines, refused: 0, repeated: lines });
        for (const [sessionId, path_] of Object.entries(PATHS)) {
          const [there, here] = await Promise.all(
            [other, ledger].map((one) => one.timelineWith(sessionId, path_.length + 1)),
          );
          const told = (entries: object[] | undefined): unknown =>
            entries?.map((entry) => {
              const { type, from, to, dwellMs, occurredAt, channel } = entry as Record<string, unknown>;
              return { type, from, to, dwellMs, occurredAt, channel };
            });
          expect(told(there)).toEqual(told(here));
          const shown = (await other.get(`/v1/journeys/${sessionId}`)).json();
          const { customerId, context } = (await ledger.get(`/v1/journeys/${sessionId}`)).json();
          expect(shown).toMatchObject({ customerId, context: context as object });
        }
      } finally {
        await other.remove();
      }
    },
    60_000,
  );
});

describe('a journey that timed out', () => {
  it('comes back timed out, by the timeout of its definition, and nothing when repeated', async () => {
    const definition = join(folder, 'waiting.json');
    const states = {
      WAITING: { timeout: { after: 'PT1M' }, transitions: [{ target: 'DONE' }] },
      DONE: { final: true },
    };
    await writeFile(definition, JSON.stringify({ id: 'Waiting', version: 1, initial: 'WAITING', states }));
    await journey('definition', 'publish', definition);
    const history = join(folder, 'late.ndjson');
    const late: readonly CommandLine[] = [
      { command: 'start', sessionId: 'late', definitionId: 'Waiting', occurredAt: '2026-01-01T00:00:00Z' },
      { command: 'transition', sessionId: 'late', targetStateId: 'DONE', occurredAt: '2026-01-01T00:05:00Z' },
    ];
    await writeFile(history, late.map((line) => JSON.stringify(line)).join('\n'));
    await journey('import', history, '--allow-refused', '-q');
    const { stateId, position } = (await ledger.get('/v1/journeys/late')).json();
    expect(stateId).toBe('ABORT_TIMEOUT');
    const path = join(folder, 'late.cloudevents.ndjson');
    await journey(
      'export',
      'events.cloudevents.ndjson',
      '-o',
      path,
      '--session-id',
      'late',
      '--at-least',
      String(position),
    );
    const other = await RunningLedger.start();
    try {
      for (const repetition of [1, 2]) {
        const { exitCode, out } = await runCli(other, ['import', path, '--definition', definition, '--json', '-q']);
        expect([repetition, exitCode]).toEqual([repetition, 0]);
        expect(JSON.parse(out)).toMatchObject({ lines: 2, accepted: 2, refused: 0 });
        expect((await other.get('/v1/journeys/late')).json()).toMatchObject({ stateId: 'ABORT_TIMEOUT', revision: 1 });
      }
    } finally {
      await other.remove();
    }
  });
});
