import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
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
    expect([...new Set(keys)]).toEqual(['k-secret']);
  });

  it('sends the access token of LEDGER_TOKEN where there is no key', async () => {
    const sent: unknown[] = [];
    const server = createHttpServer(({ url, headers }, reply) => {
      if (url !== '/v1/access') sent.push([headers['x-api-key'], headers.authorization]);
      reply.writeHead(404, { 'content-type': 'application/problem+json' }).end('{"code":"JOURNEY_NOT_FOUND"}');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const show = (env: Record<string, string>) =>
      journey(['--url', `http://127.0.0.1:${port}`, 'show', 's'], new FakeTerminal(env));
    await show({ LEDGER_TOKEN: 't-secret', LEDGER_API_KEY: '' });
    await show({ LEDGER_TOKEN: 't-secret', LEDGER_API_KEY: 'k-secret' });
    const wrong = await show({ LEDGER_TOKEN: 't secret' });
    server.close();
    server.closeAllConnections();
    expect(sent).toEqual([
      [undefined, 'Bearer t-secret'],
      ['k-secret', undefined],
    ]);
    expect(wrong).toMatchObject({ exitCode: 2, err: expect.stringContaining('check LEDGER_TOKEN') as string });
    expect(wrong.err).not.toContain('t secret');
  });

  it.each([
    'http://me:k-secret@127.0.0.1:3000',
    'http://k-secret@127.0.0.1:3000',
    'http://me:k-secret@127.0.0.1:port',
    'ftp://me:k-secret@127.0.0.1',
  ])('neither takes nor prints an address with a secret: %#', async (address) => {
    for (const [args, env] of [
      [['--url', address], {}],
      [['--url', address, '--verbose'], {}],
      [[], { LEDGER_URL: address }],
    ] as const) {
      const { exitCode, out, err } = await journey([...args, 'show', 's'], new FakeTerminal(env));
      expect([exitCode, (out + err).includes('k-secret')]).toEqual([2, false]);
    }
    const help = await journey(['--help'], new FakeTerminal({ LEDGER_URL: address }));
    expect([help.exitCode, help.out.includes('k-secret')]).toEqual([0, false]);
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
