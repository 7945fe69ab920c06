import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CommandLine, CommandResult, Journey, Timeline } from '@ledger/client';
import { defined } from '@ledger/plain-data';
import { runCli, type Ended } from '../../support/cli';
import { RunningLedger } from '../../support/running-ledger';

const DEFINITION = {
  id: 'Parcel',
  version: 1,
  initial: 'POSTED',
  states: {
    POSTED: { transitions: [{ target: 'MOVING' }] },
    MOVING: {
      transitions: [{ target: 'MOVING' }, { target: 'DELIVERED', event: 'SIGN', guard: 'context.signed == true' }],
    },
    DELIVERED: { final: true },
  },
  context: { type: 'object', properties: { signed: { type: 'boolean', default: false } } },
};

let ledger: RunningLedger;
let folder: string;

beforeAll(async () => {
  ledger = await RunningLedger.start();
  folder = await mkdtemp(join(tmpdir(), 'cli-e2e-'));
  await writeFile(join(folder, 'parcel.json'), JSON.stringify(DEFINITION));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await ledger.remove();
});

const journey = (args: readonly string[], piped?: string | Buffer): Promise<Ended> =>
  runCli(ledger, args, defined({ piped }));

/** The JSON that a command prints. */
async function asked<T = Journey>(...args: readonly string[]): Promise<T> {
  const { out, err } = await journey([...args, '--json']);
  if (out === '') throw new Error(err);
  return JSON.parse(out) as T;
}

/** Position of the last event in the ledger's file. */
async function head(): Promise<string> {
  const { head: last } = await asked<{ head: { position: string } }>('verify', '-q');
  return last.position;
}

describe('one journey', () => {
  it('is shown as the version will leave it that its next command takes it to, which its publication says', async () => {
    const file = join(folder, 'letter.json');
    await writeFile(file, JSON.stringify({ ...DEFINITION, id: 'Letter' }));
    await journey(['definition', 'publish', file]);
    await journey(['start', 'cli-letter', '-d', 'Letter']);
    await writeFile(file, JSON.stringify({ ...DEFINITION, id: 'Letter', version: 2, title: 'Letters' }));
    const published = await journey(['definition', 'publish', file]);
    expect(published.out).toMatch(
      /^Open journeys of version 1 come over at the next command of their flow \(resume\)\. Proven safe: /m,
    );
    expect((await journey(['show', 'cli-letter'])).out).toMatch(
      /^definition +Letter version 1, 2 with its next command$/m,
    );
    const moved = await journey(['transition', 'cli-letter', 'MOVING']);
    expect(moved.out).toMatch(/^ADVANCED: JourneyMigrated at revision 1, JourneyTransitioned at revision 2$/m);
    expect(moved.out).toMatch(/^definition +Letter version 2$/m);
  });

  it('is started, moved, shown and told', async () => {
    const started = await journey([
      'start',
      'cli-1',
      '-d',
      'CustomerJourneyState',
      '--channel',
      'voice',
      '-c',
      'fraudScore=0.5',
    ]);
    expect(started).toMatchObject({ exitCode: 0, err: '' });
    expect(started.out).toMatch(/^CREATED: JourneyStarted at revision 0\n/);
    expect(started.out).toMatch(/^state +INTRO_WELCOME$/m);
    expect(started.out).toMatch(/^context +.*fraudScore=0.5/m);

    const moved = await journey(['transition', 'cli-1', 'PAYMENT_COLLECTOR', '--expect', '0', '--command-id', 'm-1']);
    expect(moved.exitCode).toBe(0);
    expect(moved.out).toMatch(/^ADVANCED: JourneyTransitioned at revision 1\n/);
    expect(moved.out).toMatch(/^state +PAYMENT_COLLECTOR from INTRO_WELCOME$/m);
    expect(moved.out).toMatch(/^next +COMPLETED, AGENT_ESCALATION$/m);

    const repeated = await journey([
      'transition',
      'cli-1',
      'PAYMENT_COLLECTOR',
      '--expect',
      '0',
      '--command-id',
      'm-1',
    ]);
    expect(repeated.out).toMatch(/^ADVANCED \(applied before, nothing appended\)\n/);

    expect(await asked('show', 'cli-1')).toMatchObject({ stateId: 'PAYMENT_COLLECTOR', revision: 1, channel: 'voice' });
    expect(await asked('show', 'cli-1', '--as-of-revision', '0')).toMatchObject({
      stateId: 'INTRO_WELCOME',
      revision: 0,
    });

    const { position } = await asked('show', 'cli-1');
    const timeline = await journey(['timeline', 'cli-1', '--at-least', position]);
    expect(timeline.exitCode).toBe(0);
    const rows = timeline.out.trimEnd().split('\n');
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatch(/^ +0 .* JourneyStarted /);
    expect(rows[2]).toMatch(/^ +1 .* JourneyTransitioned +INTRO_WELCOME +PAYMENT_COLLECTOR /);
  });

  it('that is resumed is shown as it stands', async () => {
    await journey(['start', 'cli-2', '-d', 'CustomerJourneyState']);
    const { exitCode, out } = await journey(['start', 'cli-2', '-d', 'CustomerJourneyState']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^RESUMED\n/);
  });

  it('gets a session id where none is given', async () => {
    const { sessionId, outcome } = await asked<CommandResult>('start', '-d', 'CustomerJourneyState');
    expect(outcome).toBe('CREATED');
    expect(await asked('show', sessionId)).toMatchObject({ sessionId, revision: 0 });
  });

  it('refuses with 1, in a sentence, and says where it could go', async () => {
    await journey(['start', 'cli-3', '-d', 'CustomerJourneyState']);
    const { exitCode, out, err } = await journey(['transition', 'cli-3', 'COMPLETED']);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    const [sentence, ...facts] = err.trimEnd().split('\n');
    expect(sentence).toMatch(/^journey: .*\. \(TRANSITION_NOT_ALLOWED\)$/);
    expect(facts).toContain('  stateId: INTRO_WELCOME');
    expect(facts.some((fact) => fact.startsWith('  allowedTargets: IDENTIFY, PAYMENT_COLLECTOR'))).toBe(true);
  });

  it.each([
    ['a journey that is not there', ['show', 'unknown'], 1, 'JOURNEY_NOT_FOUND'],
    ['a definition that is not there', ['start', 'x', '-d', 'Nothing'], 1, 'DEFINITION_NOT_FOUND'],
    ['a stale revision', ['transition', 'cli-3', 'IDENTIFY', '--expect', '7'], 1, 'REVISION_CONFLICT'],
    [
      'what the ledger cannot read',
      ['transition', 'cli-3', 'IDENTIFY', '--command-id', 'timeout:0'],
      2,
      'VALIDATION_FAILED',
    ],
  ])('names %s by code', async (_, args, exitCode, code) => {
    const ended = await journey([...args, '--json']);
    expect(ended.exitCode).toBe(exitCode);
    expect(JSON.parse(ended.err)).toMatchObject({ code });
  });
});

describe('definition', () => {
  it('publish says so, and when repeated that it was there', async () => {
    const path = join(folder, 'parcel.json');
    const first = await journey(['definition', 'publish', path]);
    expect(first).toMatchObject({ exitCode: 0, err: '' });
    expect(first.out).toMatch(/^Parcel version 1 is published \(hash [0-9a-f]{64}\)\n/);
    expect((await journey(['definition', 'publish', path])).out).toMatch(/^Parcel version 1 had been published before/);
    const shown = await journey(['definition', 'show', 'Parcel@1']);
    expect(shown.out).toContain('context.signed == true');
  });

  it('publish of a faulty one lists what is wrong and ends with 1', async () => {
    const path = join(folder, 'faulty.json');
    await writeFile(path, JSON.stringify({ ...DEFINITION, id: 'Faulty', initial: 'NOWHERE' }));
    const { exitCode, err } = await journey(['definition', 'publish', path]);
    expect(exitCode).toBe(1);
    expect(err).toContain('(DEFINITION_INVALID)');
    expect(err).toMatch(/^ {2}error: \/initial: /m);
  });

  it('publish of a faulty one in YAML says where it is wrong in the file, also beside earlier versions', async () => {
    const path = join(folder, 'faulty.yaml');
    const text = (states: string): string =>
      `id: Placed\ninitial: A\nstates:\n  A: { transitions: [{ target: B }] }\n  B: { final: true }\n${states}`;
    await writeFile(path, text(''));
    expect(await journey(['definition', 'publish', path])).toMatchObject({ exitCode: 0 });
    await writeFile(path, text('upgrade:\n  states:\n    A: B\n'));
    const { exitCode, err } = await journey(['definition', 'publish', path]);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^ {2}error: \/upgrade\/states\/A \(line 8, column 8\): /m);
  });
});

describe('import', () => {
  /** A parcel's journey as command lines; `ids` gives each its own commandId. */
  function parcel(sessionId: string, ids: boolean): readonly CommandLine[] {
    const times = ['2020-01-01T10:00:00Z', '2020-01-01T11:00:00Z', '2020-01-01T12:00:00Z', '2020-01-01T13:00:00Z'];
    const lines: readonly CommandLine[] = [
      { command: 'start', sessionId, definitionId: 'Parcel' },
      { command: 'transition', sessionId, targetStateId: 'MOVING' },
      { command: 'transition', sessionId, targetStateId: 'MOVING' },
      { command: 'transition', sessionId, event: 'SIGN', context: { signed: true } },
    ];
    return lines.map((line, index) => ({
      ...line,
      occurredAt: times[index],
      ...(ids ? { commandId: `${sessionId}-${index}` } : {}),
    }));
  }

  async function written(name: string, lines: readonly (CommandLine | string)[]): Promise<string> {
    const path = join(folder, name);
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text);
    return path;
  }

  const importing = (path: string, ...options: readonly string[]) =>
    journey(['import', path, '--definition', join(folder, 'parcel.json'), '--json', ...options]);

  it('posts a gzip file, publishes its definition first, and appends nothing the second time', async () => {
    const path = await written('parcels.ndjson.gz', [...parcel('p-1', true), ...parcel('p-2', true)]);
    const first = await importing(path, '--lines-per-request', '3');
    expect(first.exitCode).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({
      lines: 8,
      accepted: 8,
      refused: 0,
      repeated: 0,
      outcomes: { CREATED: 2, ADVANCED: 6 },
    });
    expect(first.err).toMatch(/^import: 100%, \d commands, 0 refused\n/);
    const position = await head();

    const second = await importing(path, '-q');
    expect(second).toMatchObject({ exitCode: 0, err: '' });
    expect(JSON.parse(second.out)).toMatchObject({ lines: 8, refused: 0, repeated: 8 });
    expect(await head()).toBe(position);
    expect(await asked('show', 'p-2')).toMatchObject({ stateId: 'DELIVERED', revision: 3, status: 'COMPLETED' });
  });

  it('recognises lines without a commandId, also those that say the same, and in a file that has grown', async () => {
    const lines = parcel('p-3', false);
    const path = await written('bare.ndjson', lines.slice(0, 3));
    expect(JSON.parse((await importing(path)).out)).toMatchObject({ lines: 3, repeated: 0, refused: 0 });
    expect(await asked('show', 'p-3')).toMatchObject({ stateId: 'MOVING', revision: 2 });
    expect(JSON.parse((await importing(path)).out)).toMatchObject({ lines: 3, repeated: 3, refused: 0 });

    const grown = await written('bare.ndjson', lines);
    expect(JSON.parse((await importing(grown)).out)).toMatchObject({ lines: 4, repeated: 3, refused: 0 });
    expect(await asked('show', 'p-3')).toMatchObject({ stateId: 'DELIVERED', revision: 3 });
  });

  it('continues where it was interrupted', async () => {
    const lines = parcel('p-4', true);
    await importing(await written('half.ndjson', lines.slice(0, 2)));
    const { exitCode, out } = await importing(await written('whole.ndjson', lines));
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ lines: 4, repeated: 2, outcomes: { CREATED: 1, ADVANCED: 3 } });
    expect(await asked('show', 'p-4')).toMatchObject({ revision: 3 });
  });

  it('reads what is piped in', async () => {
    const text = parcel('p-5', true)
      .map((line) => JSON.stringify(line))
      .join('\n');
    const { exitCode, out } = await journey(['import', '-', '--json'], gzipSync(text));
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ lines: 4, refused: 0 });
  });

  it('keeps to the order of a session and to business time', async () => {
    const { entries } = await asked<Timeline>('timeline', 'p-5', '--at-least', (await asked('show', 'p-5')).position);
    expect(entries.map(({ from, to }) => [from, to])).toEqual([
      [null, 'POSTED'],
      ['POSTED', 'MOVING'],
      ['MOVING', 'MOVING'],
      ['MOVING', 'DELIVERED'],
    ]);
    expect(entries[3]).toMatchObject({ occurredAt: '2020-01-01T13:00:00.000Z', dwellMs: 3_600_000 });
    expect(entries[3]?.actor.kind).toBe('import');
  });

  it('ends with 1 where lines were refused, counts them by code and reports each with its place in the file', async () => {
    const [start, move] = parcel('p-6', true);
    if (start === undefined || move === undefined) throw new Error('A parcel has lines.');
    const lost: CommandLine = { command: 'transition', sessionId: 'p-none', targetStateId: 'MOVING', commandId: 'l' };
    const unsigned: CommandLine = { command: 'transition', sessionId: 'p-6', event: 'SIGN', commandId: 'u' };
    const path = await written('mixed.ndjson', [start, '', 'no json', lost, move, unsigned]);
    const report = join(folder, 'refused.ndjson');
    const { exitCode, out, err } = await importing(path, '-q', '--report', report);
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      lines: 5,
      accepted: 2,
      refused: 3,
      codes: { VALIDATION_FAILED: 1, JOURNEY_NOT_FOUND: 1, GUARD_FAILED: 1 },
    });
    expect(JSON.parse(err).message).toBe(`3 of 5 lines were refused; they stand in ${report}.`);
    const refused = (await readFile(report, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(refused.map(({ line, code }) => [line, code])).toEqual([
      [3, 'VALIDATION_FAILED'],
      [4, 'JOURNEY_NOT_FOUND'],
      [6, 'GUARD_FAILED'],
    ]);
    expect(refused[0]).toMatchObject({ command: 'no json', reason: expect.stringMatching(/\.$/) });
    expect(JSON.parse(refused[2].command)).toEqual(unsigned);
    expect((await importing(path, '-q', '--allow-refused')).exitCode).toBe(0);
  });

  it('for people is a summary of a few lines', async () => {
    const path = await written('people.ndjson', parcel('p-7', true));
    const { exitCode, out } = await journey(['import', path, '-q']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^commands +4 in \d+\.\d s/);
    expect(out).toMatch(/^outcomes +CREATED 1, ADVANCED 3$/m);
    expect(out).toMatch(/^refused +none$/m);
  });
});

describe('the file of a server that runs', () => {
  it('verifies and replays beside it', async () => {
    await journey(['start', 'cli-9', '-d', 'CustomerJourneyState', '--channel', 'voice']);
    await journey(['transition', 'cli-9', 'PAYMENT_COLLECTOR']);
    const verified = await journey(['verify', '-q']);
    expect(verified.exitCode).toBe(0);
    expect(verified.out).toMatch(/^breaks +none$/m);
    const replayed = await journey(['replay', 'cli-9']);
    expect(replayed.exitCode).toBe(0);
    expect(replayed.out).toContain('#1 JourneyTransitioned  INTRO_WELCOME → PAYMENT_COLLECTOR');
    expect(replayed.out).toMatch(
      /rule CustomerJourneyState version 2 \([0-9a-f]{12}…\): INTRO_WELCOME → PAYMENT_COLLECTOR/,
    );
  });
});

describe('an escalation', () => {
  it('is listed, claimed, completed and told', async () => {
    const definition = {
      ...DEFINITION,
      id: 'Escalating',
      initial: 'POSTED',
      states: {
        POSTED: { transitions: [{ target: 'LOST' }] },
        LOST: { escalation: 'desk', transitions: [{ target: 'DELIVERED' }] },
        DELIVERED: { final: true },
      },
      escalations: { desk: { kind: 'queue', queue: 'lost-parcels' } },
    };
    await ledger.post('/v1/definitions', definition);
    await journey(['start', 'cli-lost', '-d', 'Escalating']);
    await journey(['transition', 'cli-lost', 'LOST']);
    const list = ['escalations', 'list', '--status', 'open', '--queue', 'lost-parcels'];
    while ((await asked<{ escalations: readonly unknown[] }>(...list)).escalations.length === 0);
    expect((await journey(list)).out).toMatch(/^cli-lost:1 +open +queue +lost-parcels +desk: LOST was entered/m);

    const claim = await journey(['escalations', 'claim', 'cli-lost:1', '--claimant', 'ann', '--lease', '60']);
    expect(claim).toMatchObject({ exitCode: 0, err: '' });
    expect(claim.out).toMatch(/^ADVANCED\n[^]*^claimed +by ann until/m);
    const taken = await journey(['escalations', 'claim', 'cli-lost:1', '--claimant', 'bob']);
    expect(taken).toMatchObject({ exitCode: 1, out: '' });
    expect(taken.err).toContain('(ESCALATION_CLAIMED)');
    const complete = ['escalations', 'complete', 'cli-lost:1', '--claimant', 'ann', '--outcome', 'found'];
    expect((await journey(complete)).out).toMatch(/^status +completed$/m);
    const replay = await journey(['escalations', 'replay', 'cli-lost:1']);
    expect(replay).toMatchObject({ exitCode: 1 });
    const { out } = await journey(['escalations', 'show', 'cli-lost:1']);
    expect(out).toMatch(/EscalationCompleted +caller:anonymous +.*outcome="?found/);
  });
});

it('explains what may come next, tries it, and finds and counts journeys', async () => {
  await journey(['definition', 'publish', join(folder, 'parcel.json')]);
  await journey(['start', 'asked-1', '-d', 'Parcel']);
  const targets = await journey(['targets', 'asked-1']);
  expect([targets.exitCode, targets.err]).toEqual([0, '']);
  expect(targets.out).toMatch(/^asked-1 is in POSTED at revision 0$/m);
  expect(targets.out).toMatch(/^MOVING +ALLOWED$/m);
  expect(targets.out).toMatch(/^DELIVERED +NO_TRANSITION$/m);
  const tried = await journey(['transition', 'asked-1', 'MOVING', '--dry-run']);
  expect(tried.out).toMatch(/^would be +ADVANCED$/m);
  expect(tried.out).toMatch(/^records +JourneyTransitioned /m);
  const stale = await journey(['transition', 'asked-1', 'MOVING', '--expect', '4', '--dry-run', '--json']);
  expect(JSON.parse(stale.out)).toMatchObject({ outcome: 'CONFLICT', code: 'REVISION_CONFLICT', events: [] });
  // Neither was recorded.
  expect(JSON.parse((await journey(['show', 'asked-1', '--json'])).out)).toMatchObject({ revision: 0 });
  const { position } = JSON.parse((await journey(['transition', 'asked-1', 'MOVING', '--json'])).out) as CommandResult;
  await journey(['timeline', 'asked-1', '--at-least', position]);
  const revisions = await journey(['revisions', 'asked-1']);
  expect(revisions.out).toMatch(/^ +1 +\S+.* JourneyTransitioned +MOVING/m);
  expect((await journey(['lookup', 'asked-1'])).out).toMatch(/^journey +sessionId +asked-1$/m);
  expect((await journey(['lookup', 'nothing-like-it'])).out).toMatch(/^The ledger knows nothing by this name\./);
  const { states } = JSON.parse((await journey(['counts', '-d', 'Parcel', '--json'])).out) as {
    states: { stateId: string; journeys: number }[];
  };
  expect(states.find(({ stateId }) => stateId === 'MOVING')?.journeys).toBeGreaterThan(0);
  expect((await journey(['counts'])).out).toMatch(/^Parcel 1 +MOVING +\d+$/m);
});
