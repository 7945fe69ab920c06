import { spawnSync } from 'node:child_process';
import { FakeTerminal, journey } from './fake-terminal.test-support';
import { journeyProgram } from '../src/program';

/** What may stand at the cursor, which is at the end of the last word. */
async function completed(...words: readonly string[]): Promise<readonly string[]> {
  const { exitCode, out, err } = await journey(['complete', '--', ...words]);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  return out.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0] ?? '']));
}

describe('what a shell completes', () => {
  it.each<[readonly string[], readonly string[]]>([
    [['oper'], ['operations']],
    [
      ['operations', ''],
      ['start', 'list', 'show', 'watch', 'pause', 'resume', 'cancel', 'help'],
    ],
    [['--url', 'http://operations', 'analytics', 'c'], ['cases']],
    [
      ['operations', 'start', ''],
      ['abort', 'move', 'restart', 'migrate'],
    ],
    [
      ['operations', 'start', '--yes', 'm'],
      ['move', 'migrate'],
    ],
    [
      ['operations', 'start', '--st'],
      ['--state', '--status', '--stuck'],
    ],
    [['operations', 'start', '--state', 'm'], []],
    [['show', '--js'], ['--json']],
    [
      ['list', '--status', ''],
      ['ACTIVE', 'COMPLETED', 'TIMED_OUT'],
    ],
    [['search', '--status=TI'], ['--status=TIMED_OUT']],
    [['search', '--status', '=', 'TI'], ['TIMED_OUT']],
    [
      ['search', '--status', '='],
      ['ACTIVE', 'COMPLETED', 'TIMED_OUT'],
    ],
    [['analytics', 'cases', '--outcome', 'success', '-d', 'x', '--outcome', 'ab'], ['abandoned']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['import', 'com'], []],
    [['complete'], []],
    [['walk', ''], []],
  ])('%j: %j', async (words, expected) => {
    expect(await completed(...words)).toEqual(expected);
  });

  it('has every command, with its meaning', async () => {
    const program = journeyProgram(new FakeTerminal());
    const { out } = await journey(['complete', '--', '']);
    for (const command of program.createHelp().visibleCommands(program).slice(0, -1)) {
      for (const name of [command.name(), ...command.aliases()])
        expect(out).toContain(`${name}\t${command.summary()}\n`);
    }
  });
});

describe('the completion script', () => {
  it.each([
    ['bash', 'complete -o default -F _journey_complete journey'],
    ['zsh', 'compdef _journey journey'],
    ['fish', "complete -c journey -a '(__journey_complete)'"],
  ])('of %s registers itself for journey', async (shell, line) => {
    const { exitCode, out } = await journey(['completion', shell]);
    expect([exitCode, out.split('\n')]).toEqual([0, expect.arrayContaining([line])]);
  });

  it('of another shell is wrong usage', async () => {
    expect(await journey(['completion', 'tcsh'])).toMatchObject({ exitCode: 2, out: '' });
  });

  const hasBash = spawnSync('bash', ['--version']).status === 0;
  const orWhyNot = hasBash ? '' : ' (skipped: this machine has no bash to run the script)';
  (hasBash ? it : it.skip)(`of bash hands the words on unevaluated and takes the answers${orWhyNot}`, async () => {
    const { out: script } = await journey(['completion', 'bash']);
    const said = spawnSync('bash', ['-c', `${script}\n${STAND_IN}`], { encoding: 'utf8' });
    expect([said.status, said.stderr]).toEqual([0, '']);
    expect(said.stdout.split('\n')).toEqual(['--status', 'two words', 'given:complete,--,$(echo run),--st', '']);
  });
});

const STAND_IN = `
journey() { local IFS=,; printf '%s\\t%s\\n' --status meaning 'two words' '' "given:$*" ''; }
COMP_WORDS=(journey '$(echo run)' --st later)
COMP_CWORD=2
_journey_complete
printf '%s\\n' "\${COMPREPLY[@]}"`;
