import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { journeyProgram } from '../../../apps/cli/src/program';
import { processTerminal } from '../../../apps/cli/src/terminal';
import { hashOfKey } from '@ledger/access';
import { runCli } from '../../support/cli';
import { RunningLedger } from '../../support/running-ledger';

const YES = '--yes';
const WHY = ['--reason', 'a test of all commands'];

/** With which arguments each command comes as far as its ledger. */
const READS_SERVER: Readonly<Record<string, readonly string[]>> = {
  ...{ start: ['s', '-d', 'CustomerJourneyState'], transition: ['s', 'IDENTIFY'], context: ['s', 'verified=true'] },
  ...{ channel: ['s', 'sms'], alias: ['s', 'genesys:1'], deadline: ['s', '--none'], restart: ['s'] },
  ...{ move: ['s', 'IDENTIFY', ...WHY], migrate: ['s', '1', ...WHY], show: ['s'], search: [], customer: ['c'] },
  ...{ timeline: ['s'], revisions: ['s'], targets: ['s'], lookup: ['s'], counts: [] },
  ...{ accesses: [], import: ['LINES'], export: ['timeline.csv'], stuck: [] },
  ...{ 'definition publish': ['FILE'], 'definition show': ['CustomerJourneyState@1'] },
  ...{ 'definition diagram': ['CustomerJourneyState@1'], 'definition simulate': ['FILE'] },
  ...{ 'definition diff': ['CustomerJourneyState@1', 'CustomerJourneyState@2'], 'definition list': [] },
  ...{ 'definition export': ['CustomerJourneyState@1', '--format', 'xstate'] },
  ...{ 'definition current': ['CustomerJourneyState@2', ...WHY], 'definition retire': ['X@1', ...WHY] },
  ...{ 'definition unretire': ['X@1', ...WHY], 'escalations list': [], 'escalations show': ['e'] },
  ...{ 'escalations claim': ['e'], 'escalations release': ['e'] },
  ...{ 'escalations complete': ['e'], 'escalations replay': ['e', ...WHY] },
  ...{ 'policies violations': [], 'operations start': ['abort', '--definition', 'X', ...WHY], 'operations list': [] },
  ...{ 'operations show': ['o'], 'operations watch': ['o'], 'operations pause': ['o', ...WHY] },
  ...{ 'operations resume': ['o', ...WHY], 'operations cancel': ['o', ...WHY], 'timeouts list': ['X'] },
  ...{
    'timeouts set': ['A', 'PT1H', '-d', 'X', '--apply-to', 'new', ...WHY],
    'timeouts unset': ['A', '-d', 'X', ...WHY],
    'timeouts pauses': [],
  },
  ...{ 'timeouts pause': WHY, 'timeouts resume': WHY, 'projections list': [], 'projections rebuild': ['p', ...WHY] },
  ...{
    'projections cancel': ['p', ...WHY],
    'projections dead-letters': ['p'],
    'projections retry': ['p', '1', ...WHY],
  },
  ...{ 'keys create': ['k', '--owner', 'o', '--scope', 'statestore.read'], 'keys list': [], 'keys show': ['k'] },
  ...{ 'keys rotate': ['k'], 'keys revoke': ['k', YES, ...WHY] },
  ...{
    'analytics transitions': ['-d', 'X'],
    'analytics states': ['-d', 'X'],
    'analytics funnel': ['A', 'B', '-d', 'X'],
  },
  ...{
    'analytics variants': ['-d', 'X'],
    'analytics timeouts': ['-d', 'X'],
    'analytics cases': ['-d', 'X'],
    'analytics series': ['-d', 'X', '--from', '2026-11-02', '--to', '2026-11-03'],
  },
};
const READS_FILE: Readonly<Record<string, readonly string[]>> = {
  ...{ verify: [], audit: [], replay: ['s'], doctor: [], sql: [], copy: ['--from', 'DATA', '--to', 'COPY'] },
  'accesses prune': ['--store', 'UNUSED', '--yes'],
};
/** They read files, or nothing. */
const READS_NONE: Readonly<Record<string, readonly string[]>> = {
  ...{ 'definition check': ['FILE'], 'definition import': ['MACHINE'], discover: ['LOG', '--id', 'X'] },
  ...{ completion: ['bash'], complete: ['show'] },
};

function leaves(command: Command, path: readonly string[] = []): string[] {
  // Some do something themselves beside their subcommands.
  const own = Reflect.get(command, '_actionHandler') === null ? [] : [path.join(' ')];
  return [...own, ...command.commands.flatMap((sub) => leaves(sub, [...path, sub.name()]))];
}

describe('every command', () => {
  let ledger: RunningLedger;
  let files: Readonly<Record<string, string>>;
  beforeAll(async () => {
    const key = `console:${hashOfKey('the-key')}:admin`;
    ledger = await RunningLedger.start({ AUTH_MODE: 'api-key', API_KEYS: key });
    const path = (name: string): string => join(ledger.dataDir, name);
    files = {
      ...{
        DATA: ledger.dataDir,
        COPY: path('copy.db'),
        UNUSED: path('unused.db'),
        LOG: path('none.csv'),
        MACHINE: path('none.json'),
      },
      ...{ FILE: path('own.json'), LINES: path('lines.ndjson') },
    };
    const own = {
      id: 'Own',
      version: 1,
      initial: 'A',
      states: { A: { transitions: [{ target: 'B' }] }, B: { final: true } },
    };
    writeFileSync(path('own.json'), JSON.stringify(own));
    writeFileSync(path('lines.ndjson'), '{"command":"start","sessionId":"i","definitionId":"CustomerJourneyState"}\n');
    await runCli(ledger, ['copy', '--from', ledger.dataDir, '--to', path('unused.db')]);
  });
  afterAll(() => ledger.remove());

  const run = (command: string, args: readonly string[], ...more: readonly string[]) =>
    runCli(ledger, [...command.split(' '), ...args.map((text) => files[text] ?? text), ...more], {
      env: { LEDGER_API_KEY: 'the-key' },
    });
  const server = (): string => `${ledger.url} (tenant default, key console)`;

  it('is listed here', () => {
    const all = leaves(journeyProgram(processTerminal));
    expect(all.sort()).toEqual(Object.keys({ ...READS_SERVER, ...READS_FILE, ...READS_NONE }).sort());
  });

  it.each(Object.entries(READS_SERVER))('%s says which server it read, with whose key', async (command, args) => {
    expect((await run(command, args)).ledgers).toEqual([server()]);
  });

  it('speaks of a token where a token was sent', async () => {
    const { ledgers } = await runCli(ledger, ['counts'], { env: { LEDGER_TOKEN: 'the-key' } });
    expect(ledgers).toEqual([`${ledger.url} (tenant default, token of console)`]);
  });

  it.each(Object.entries(READS_FILE))('%s says which files it read', async (command, args) => {
    const { ledgers } = await run(command, args);
    expect(ledgers).toHaveLength(1);
    expect(ledgers[0]).toContain(ledger.dataDir);
  });

  it.each(Object.entries(READS_NONE))('%s reads no ledger', async (command, args) => {
    expect((await run(command, args)).ledgers).toEqual([]);
  });

  it('prints it beside the results, and not with --quiet', async () => {
    const json = await run('counts', [], '--json');
    expect([typeof JSON.parse(json.out), json.ledgers]).toEqual(['object', [server()]]);
    for (const quiet of ['--quiet', '-q']) {
      expect(await run('show', ['nothing'], quiet)).toMatchObject({ exitCode: 1, ledgers: [] });
    }
  });

  it('puts it into the JSON of an error, which is all that it writes then', async () => {
    const { err, ledgers } = await run('show', ['nothing'], '--json');
    expect(ledgers).toEqual([]);
    expect(JSON.parse(err)).toMatchObject({ code: 'JOURNEY_NOT_FOUND', ledger: server() });
  });

  it('names the address alone where the server does not say who is asking', async () => {
    const refused = await runCli(ledger, ['show', 's']);
    expect([refused.exitCode, refused.ledgers]).toEqual([1, [ledger.url]]);
    const away = await runCli({ url: 'http://127.0.0.1:9', dataDir: ledger.dataDir }, ['show', 's']);
    expect([away.exitCode, away.ledgers]).toEqual([3, ['http://127.0.0.1:9']]);
  });
});
