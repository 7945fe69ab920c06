import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditedLedger } from '@ledger/audit/testing';
import { paymentCallDocument } from '@ledger/journey/testing';
import { journeyProgram } from '../src/program';
import { FakeTerminal, journey } from './fake-terminal.test-support';

/** Words of every command that does something, and the names of the first level, from the program itself. */
const PROGRAM = journeyProgram(new FakeTerminal());
const VISIBLE = PROGRAM.createHelp()
  .visibleCommands(PROGRAM)
  .filter((command) => command.name() !== 'help');
const LEAVES = VISIBLE.flatMap((command) =>
  command.commands.length === 0 ? [[command.name()]] : command.commands.map((inner) => [command.name(), inner.name()]),
);

describe('the version', () => {
  it('is that of the package', async () => {
    const { version } = JSON.parse(await readFile(join(__dirname, '../../../package.json'), 'utf8')) as {
      version: string;
    };
    expect(await journey(['--version'])).toMatchObject({ exitCode: 0, out: `${version}\n`, err: '' });
  });
});

describe('wrong usage with --json', () => {
  it.each([
    ['no command', []],
    ['an unknown command', ['jump']],
    ['an unknown option', ['show', 's', '--no-such']],
    ['a missing argument', ['show']],
    ['a value that is not a time', ['show', 's', '--as-of', 'yesterday']],
    ['a missing option', ['start', 's']],
  ])('%s is one JSON object', async (_, args) => {
    const { exitCode, out, err } = await journey([...args, '--json']);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(JSON.parse(err)).toEqual({
      code: expect.stringMatching(/^commander\./),
      message: expect.stringMatching(/\w/),
    });
  });
});

describe('help', () => {
  it('lists every command and the exit codes, and ends with 0', async () => {
    const { exitCode, out, err } = await journey(['--help']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    for (const command of VISIBLE) expect(out).toMatch(new RegExp(`^  ${command.name()}[ |]`, 'm'));
    expect(out).toContain('Exit codes: 0 done, 1 refused or found broken, 2 wrong usage, 3 cannot connect.');
  });

  it.each(LEAVES.map((words) => [words]))(
    'of %j has examples and the options that all commands take',
    async (words) => {
      const { exitCode, out } = await journey([...words, '--help']);
      expect(exitCode).toBe(0);
      expect(out).toContain(`$ journey ${words.join(' ')}`.replace('$ journey import', 'journey import'));
      expect(out).toContain('--url <address>');
      expect(out).toContain('--json');
    },
  );

  it('marks the options without which a command does not run', async () => {
    const { out } = await journey(['timeouts', 'pause', '--help']);
    expect(out).toContain('why, for the audit trail (required)');
    expect(out.match(/\(required\)/g)).toHaveLength(1);
  });

  it('of import says what becomes of lines without a commandId', async () => {
    const { out } = await journey(['import', '--help']);
    expect(out.replace(/\s+/g, ' ')).toContain('A line without one gets one made of its number and of the content');
  });
});

describe('wrong usage ends with 2', () => {
  it.each([
    ['no command', []],
    ['an unknown command', ['walk']],
    ['an unknown option', ['show', 's', '--colour']],
    ['a missing argument', ['show']],
    ['a missing option', ['start', 's']],
    ['a value that is not a time', ['show', 's', '--as-of', 'yesterday']],
    ['two ways to cut a replay', ['replay', 's', '--as-of', '2026-01-01', '--as-of-revision', '1']],
    ['a session id that cannot be one', ['replay', 'a b']],
    ['an address that is not a URL', ['show', 's', '--url', 'nowhere']],
    ['neither state nor event', ['transition', 's']],
    ['both state and event', ['transition', 's', 'A', '--event', 'E']],
    ['a file that is not there', ['import', '/nowhere/at/all.ndjson']],
    ['a definition that is not there', ['definition', 'check', '/nowhere/at/all.json']],
  ])('%s', async (_, args) => {
    const { exitCode, out, err } = await journey(args);
    expect(exitCode).toBe(2);
    expect(out).toBe('');
    expect(err).not.toBe('');
    expect(err).not.toMatch(/^\s+at /m);
  });
});

describe('an address without a server ends with 3', () => {
  let nowhere: string;
  beforeAll(async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    nowhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.close();
    await once(server, 'close');
  });

  it.each([[['show', 's']], [['start', 's', '-d', 'D']], [['timeline', 's']]])('%j', async (args) => {
    const { exitCode, out, err } = await journey([...args, '--url', nowhere]);
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
    expect(err).toBe(
      `journey: Cannot connect to ${nowhere} (ECONNREFUSED). Start the server, or correct its address. (UNREACHABLE)\n`,
    );
  });

  it.each([
    ['--api-key', ['--api-key', 'k-secret'], {}],
    ['LEDGER_API_KEY', [], { LEDGER_API_KEY: 'k-secret' }],
  ])('sends the API key of %s and never prints it', async (_, args, env) => {
    const keys: unknown[] = [];
    const server = createServer((socket) =>
      socket.on('data', (data) => {
        keys.push(/^x-api-key: (.*)\r$/im.exec(data.toString())?.[1]);
        socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      }),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const run = (...more: readonly string[]) => journey([...more, '--url', url, ...args], new FakeTerminal(env));
    for (const ended of [await run('show', 's', '--verbose'), await run('--help'), await run('show', '--no-such')]) {
      expect(ended.out + ended.err).not.toContain('k-secret');
    }
    server.close();
    expect(keys).toEqual(['k-secret']);
  });

  it('does not print an API key that cannot be sent', async () => {
    const { exitCode, err } = await journey(
      ['show', 's', '--verbose'],
      new FakeTerminal({ LEDGER_API_KEY: 'k\nsecret' }),
    );
    expect(exitCode).toBe(2);
    expect(err).toContain('LEDGER_API_KEY');
    expect(err).not.toContain('secret');
  });

  it('takes the address from LEDGER_URL', async () => {
    const { exitCode, err } = await journey(['show', 's'], new FakeTerminal({ LEDGER_URL: nowhere }));
    expect(exitCode).toBe(3);
    expect(err).toContain(nowhere);
  });

  it('says so in JSON to a script, and shows the stack on request', async () => {
    const { err } = await journey(['show', 's', '--url', nowhere, '--json']);
    expect(JSON.parse(err)).toMatchObject({ code: 'UNREACHABLE' });
    const verbose = await journey(['show', 's', '--url', nowhere, '--verbose']);
    expect(verbose.err).toMatch(/^\s+at /m);
  });

  it.each([['verify'], ['replay']])('%s finds no ledger in the folder', async (name) => {
    const args = name === 'replay' ? [name, 's'] : [name];
    const { exitCode, err } = await journey(args, new FakeTerminal({ DATA_DIR: '/nowhere/at/all' }));
    expect(exitCode).toBe(3);
    expect(err).toContain('There is no ledger at /nowhere/at/all/ledger.db');
  });
});

describe('definition', () => {
  const SHIPPED = join(__dirname, '../../../definitions/customer-journey-state.json');
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-definition-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('check says how long a journey takes at most or why that has no bound', async () => {
    const { exitCode, out } = await journey(['definition', 'check', SHIPPED]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^A journey (takes at most|can wait for ever in|can go round for ever)/m);
  });

  it('check lists every error and ends with 1', async () => {
    const path = join(folder, 'broken.yaml');
    await writeFile(path, 'id: D\nversion: 1\ninitial: A\nstates:\n  A: { transitions: [{ target: B }] }\n');
    const { exitCode, out, err } = await journey(['definition', 'check', path]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^error TARGET_UNKNOWN \/states\/A\/transitions\/0\/target \(line 5, column 32\): /m);
    expect(err).toContain('could not be published: it has');
    const json = await journey(['definition', 'check', path, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ valid: false });
  });

  it('show prints states, timeouts, guards and targets', async () => {
    const { exitCode, out } = await journey(['definition', 'show', SHIPPED]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^CustomerJourneyState version 1: Inbound payment call\nhash [0-9a-f]{64}\n/);
    expect(out).toMatch(/^INTRO_WELCOME +initial, PT2M → ABORT_TIMEOUT +IDENTIFY$/m);
    expect(out).toMatch(/^ +PAYMENT_COLLECTOR +context\.verified == true$/m);
    expect(out).toMatch(/^COMPLETED +final$/m);
  });

  it('show prints the document as JSON, and a diagram', async () => {
    const json = await journey(['definition', 'show', SHIPPED, '--json']);
    expect(JSON.parse(json.out)).toEqual(JSON.parse(await readFile(SHIPPED, 'utf8')));
    expect((await journey(['definition', 'show', SHIPPED, '--diagram'])).out).toMatch(/^stateDiagram-v2/);
  });

  it('check takes a document without a version, as publishing does', async () => {
    const path = join(folder, 'unnumbered.yaml');
    const text = 'id: D\ninitial: A\nstates:\n  A: { timeout: { after: PT1M }, transitions: [{ target: B }] }\n';
    await writeFile(path, `${text}  B: { final: true }\n`);
    expect(await journey(['definition', 'check', path])).toMatchObject({ exitCode: 0, err: '' });
    await writeFile(path, text);
    expect((await journey(['definition', 'check', path])).out).toMatch(/^error TARGET_UNKNOWN .*\(line 4,/m);
  });

  it('check says of each policy whether the states imply it', async () => {
    const path = join(folder, 'policies.yaml');
    const states = 'states: { A: { timeout: { after: PT1M }, transitions: [{ target: B }] }, B: { final: true } }';
    const policies = 'p: { kind: precedence, first: A, then: B }, q: { kind: existence, state: B }';
    await writeFile(path, `{ id: P, version: 1, initial: A, ${states}, policies: { ${policies} } }`);
    const { exitCode, out } = await journey(['definition', 'check', path]);
    expect(exitCode).toBe(0);
    expect(out).toContain('proved p (precedence): The states imply it');
    expect(out).toContain('watched q (existence): A journey can break it, by A → ABORT_TIMEOUT.');
  });

  it('export writes for other tools, and import gives the definition back', async () => {
    const path = join(folder, 'machine.json');
    const exported = await journey(['definition', 'export', SHIPPED, '--format', 'xstate', '-o', path]);
    expect(exported.out).toBe(`CustomerJourneyState version 1 is written to ${path}\n`);
    const back = join(folder, 'back.json');
    expect(await journey(['definition', 'import', path, '--out', back])).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(await readFile(back, 'utf8'))).toEqual(JSON.parse(await readFile(SHIPPED, 'utf8')));
    expect((await journey(['definition', 'export', SHIPPED, '--format', 'scxml'])).out).toMatch(/^<\?xml/);
    expect((await journey(['definition', 'export', SHIPPED, '--format', 'mermaid'])).out).toMatch(/^stateDiagram-v2/);
  });

  it('import names what has no equivalent, and what the check refuses', async () => {
    const path = join(folder, 'strange.json');
    const out = join(folder, 'strange-definition.json');
    const A = { entry: 'ring', on: { GO: 'B' } };
    await writeFile(path, JSON.stringify({ id: 'M', initial: 'A', states: { A, B: { type: 'final' } } }));
    const strange = await journey(['definition', 'import', path, '-o', out]);
    expect(strange.exitCode).toBe(1);
    expect(strange.out).toMatch(/^error \/states\/A\/entry: Actions have no equivalent/m);
    expect(strange.err).toContain('cannot become a definition: 1 problem');
    await expect(readFile(out)).rejects.toMatchObject({ code: 'ENOENT' });

    await writeFile(path, JSON.stringify({ id: 'M', initial: 'A', states: { A: { tags: ['x'] } } }));
    const faulty = await journey(['definition', 'import', path, '-o', out]);
    expect(faulty.exitCode).toBe(1);
    expect(faulty.err).toMatch(/error DEAD_END \/states\/A[^]*not imported: \/states\/A\/tags/);
    expect((await journey(['definition', 'export', out, '--format', 'scxml'])).err).toContain('so it is not exported');
    await writeFile(path, 'id: M');
    expect(await journey(['definition', 'import', path])).toMatchObject({ exitCode: 2 });
  });

  it('tells how published versions are named where a file is missing', async () => {
    const { exitCode, err } = await journey(['definition', 'show', 'NoFile']);
    expect(exitCode).toBe(2);
    expect(err).toContain('There is no file NoFile; a published version is named <id>@<version>.');
  });
});

describe('a ledger file', () => {
  const at = { sessionId: 'call-1', now: '2026-01-01T10:00:00.000Z' };
  let ledger: AuditedLedger;

  beforeEach(async () => {
    ledger = await AuditedLedger.create();
    await ledger.publish(paymentCallDocument);
    await ledger.execute(paymentCallDocument, {
      type: 'StartJourney',
      ...at,
      channel: 'voice',
      context: { note: 'blue' },
    });
    await ledger.execute(paymentCallDocument, { type: 'TransitionJourney', ...at, event: 'PAY', commandId: 'pay' });
    await ledger.execute(paymentCallDocument, { type: 'TransitionJourney', ...at, targetStateId: 'WELCOME' });
  });
  afterEach(() => ledger.dispose());

  const inFolder = (args: readonly string[]) => journey([...args, '--data-dir', ledger.folder]);

  it('that is sound verifies with 0, beside its writer, and prints a checkpoint', async () => {
    const { exitCode, out, err } = await inFolder(['verify']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^events +4$/m);
    expect(out).toMatch(/^streams +3$/m);
    expect(out).toMatch(/^breaks +none$/m);
    expect(out).toMatch(new RegExp(`^ledger +${ledger.path}$`, 'm'));
    expect(out).toMatch(/^order +[0-9a-f]{64}$/m);
    expect(out).toMatch(/journey verify --against '4 [0-9a-f]{64} [0-9a-f]{64}'$/m);
    expect(err).toBe('verify: 100%, 4 events, 3 streams, 0 breaks\n');
  });

  it('that is sound verifies for scripts', async () => {
    const { out, err } = await inFolder(['verify', '--json', '--quiet']);
    expect(JSON.parse(out)).toMatchObject({
      events: 4,
      streams: 3,
      breakCount: 0,
      breaks: [],
      head: { position: '4' },
    });
    expect(err).toBe('');
  });

  it('that was tampered with ends with 1 and names the exact event', async () => {
    ledger.tamper(`UPDATE events SET data = replace(data, 'blue', 'blau') WHERE position = 2`);
    const { exitCode, out, err } = await inFolder(['verify', '-q']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^breaks +1$/m);
    expect(out).toContain('HASH_MISMATCH journey.default-call-1 revision 0 (position 2, JourneyStarted): ');
    expect(err).toBe('journey: The ledger has 1 break; the first is journey.default-call-1 revision 0.\n');
    const json = await inFolder(['verify', '-q', '--json']);
    expect(JSON.parse(json.out).breaks).toEqual([
      expect.objectContaining({ kind: 'HASH_MISMATCH', stream: 'journey.default-call-1', revision: 0, position: '2' }),
    ]);
  });

  it('verifies against a checkpoint, until an event of then is changed, cut off or recorded at another time', async () => {
    const { out } = await inFolder(['verify', '-q']);
    const checkpoint = /--against '(.+)'/.exec(out)?.[1] ?? '';
    await ledger.execute(paymentCallDocument, { type: 'TransitionJourney', ...at, targetStateId: 'REVIEW' });
    const later = await inFolder(['verify', '-q', '--against', checkpoint]);
    expect(later).toMatchObject({ exitCode: 0, err: '' });
    expect(later.out).toMatch(
      /^checkpoint +The ledger begins with the first 4 events of the checkpoint, unchanged\.$/m,
    );

    ledger.forge(`UPDATE events SET recorded_at = recorded_at + 1 WHERE position = 4`);
    expect(await inFolder(['verify', '-q', '--against', checkpoint])).toMatchObject({
      exitCode: 1,
      err: 'journey: Among the first 4 events a recordedAt was changed since the checkpoint.\n',
    });
    const [number, order] = checkpoint.split(' ');
    expect(await inFolder(['verify', '-q', '--against', `${number} ${order}`])).toMatchObject({ exitCode: 0 });
    ledger.tamper(`DELETE FROM events WHERE position >= 4`);
    const cut = await inFolder(['verify', '-q', '--against', checkpoint, '--json']);
    expect(cut.exitCode).toBe(1);
    expect(JSON.parse(cut.out)).toMatchObject({ breakCount: 0, checkpoint: { finding: 'EVENTS_MISSING' } });
    expect(await inFolder(['verify', '--against', 'yesterday'])).toMatchObject({ exitCode: 2 });
  });

  it('is read from the store that is named, else from the one of the settings', async () => {
    const file = await journey(['replay', 'call-1', '--store', `sqlite:${ledger.path}`]);
    expect(file).toMatchObject({ exitCode: 0, out: expect.stringContaining(`Read from ${ledger.path}.`) as string });
    const elsewhere = () => new FakeTerminal({ EVENT_STORE_URL: 'esdb://127.0.0.1:1?tls=false&defaultDeadline=50' });
    for (const command of [
      ['verify', '-q'],
      ['replay', 'call-1'],
    ]) {
      expect(await journey(command, elsewhere())).toMatchObject({
        exitCode: 3,
        err: expect.stringContaining('127.0.0.1:1') as string,
      });
      expect(await journey([...command, '--data-dir', ledger.folder], elsewhere())).toMatchObject({ exitCode: 0 });
    }
  });

  it('is audited for policies, by its versions or by a file', async () => {
    expect(await inFolder(['audit', '-q'])).toMatchObject({
      ...{ exitCode: 0, err: '' },
      out: expect.stringMatching(/^violations +none, no journey with policies was found$/m) as string,
    });
    const path = join(ledger.folder, 'rules.json');
    const policies = { never: { kind: 'absence', state: 'PAYMENT' } };
    await writeFile(path, JSON.stringify({ ...paymentCallDocument, policies }));
    const { exitCode, out, err } = await inFolder(['audit', '--policies', path]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^violations +1$/m);
    expect(out).toMatch(/^call-1 +never +1 +2026-01-01T10:00:00.000Z +absence: entered PAYMENT$/m);
    expect(err).toContain('journey: Journeys broke their policies: 1 violation.');
    const json = await inFolder(['audit', '-q', '--json', '--policies', path]);
    expect(JSON.parse(json.out)).toMatchObject({ journeys: 1, violations: [{ sessionId: 'call-1', revision: 1 }] });
    await writeFile(path, JSON.stringify(paymentCallDocument));
    expect((await inFolder(['audit', '--policies', path])).err).toContain('has no policies');
  });

  it('is replayed step by step', async () => {
    const { exitCode, out } = await inFolder(['replay', 'call-1']);
    expect(exitCode).toBe(0);
    expect(out).toContain('call-1 (default): 2 events, 1 refused attempts, all agree');
    expect(out).toContain('#0 JourneyStarted  WELCOME');
    expect(out).toContain('#1 JourneyTransitioned  WELCOME → PAYMENT');
    expect(out).toContain("   guard channel == 'voice' held with channel=voice");
    expect(out).toContain('– TransitionJourney refused: TRANSITION_NOT_ALLOWED');
  });

  it('is replayed up to a point', async () => {
    const { out } = await inFolder(['replay', 'call-1', '--as-of-revision', '0', '--json']);
    expect(JSON.parse(out)).toMatchObject({ events: 1, attempts: 0, state: { stateId: 'WELCOME' } });
    const before = await inFolder(['replay', 'call-1', '--as-occurred', '2025-12-31']);
    expect(before.out).toContain('0 events');
  });

  it('that was tampered with makes its replay end with 1', async () => {
    ledger.tamper(`UPDATE events SET data = replace(data, 'PAYMENT', 'REVIEW') WHERE position = 3`);
    const { exitCode, out, err } = await inFolder(['replay', 'call-1']);
    expect(exitCode).toBe(1);
    expect(out).toContain('EDGE_MISSING: ');
    expect(out).toContain('CHAIN_BROKEN: ');
    expect(err).toMatch(/^journey: \d things do not agree, the first at revision 1\.\n$/);
  });

  it('without the journey asked for ends with 1', async () => {
    const { exitCode, err } = await inFolder(['replay', 'unknown']);
    expect(exitCode).toBe(1);
    expect(err).toContain('holds no journey unknown of tenant default');
  });

  it('that is not a ledger is refused in a sentence', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cli-no-ledger-'));
    await writeFile(join(folder, 'ledger.db'), 'this is not a database, however long it claims to be one');
    const { exitCode, err } = await journey(['verify', '--data-dir', folder]);
    await rm(folder, { recursive: true });
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^journey: The ledger in /);
    expect(err.trimEnd()).not.toContain('\n');
  });
});
