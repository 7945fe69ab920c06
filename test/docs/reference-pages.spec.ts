import { SCOPES } from '@ledger/access';
import type { CommandReply } from '@ledger/command-handling';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment } from '../../apps/ledger/src/config/environment';
import { processTerminal } from '../../apps/cli/src/terminal';
import { journeyProgram } from '../../apps/cli/src/program';
import { readConfig } from '../../apps/ledger/src/config/read-config';
import { PROBLEMS } from '../../apps/ledger/src/http/problem-codes';
import type { FlowAnswer } from '../../apps/ledger/src/flow/flow.schemas';
import { codeNames, tableRows } from '../support/doc-pages';
import { ROOT } from '../support/ledger-process';

const SETTINGS = 'docs/reference/settings.md';
const OUTCOMES = 'docs/reference/outcomes.md';
const SECTIONS = ['Server', 'Storage', 'Access', 'Requests', 'Projections and timeouts', 'Escalations'];

const names = (page: string, heading: string): readonly string[] =>
  tableRows(page, heading).flatMap(([first = '']) => codeNames(first));

describe('the page on settings', () => {
  const rows = SECTIONS.flatMap((section) => tableRows(SETTINGS, `## ${section}`));
  const settings = rows.map(([name = '', standard = '', values = '']) => ({
    name: codeNames(name)[0] ?? '',
    standard: codeNames(standard)[0] ?? '',
    values,
  }));

  it('lists each setting of the server with its default', () => {
    const defaults = Object.entries(new Environment()).map(([name, value]) => [name, String(value ?? '')]);
    expect(settings.map(({ name, standard }) => [name, standard]).sort()).toEqual(defaults.sort());
  });

  const bounded = settings.flatMap(({ name, values }) => {
    const bounds = /^([\d,]+) to ([\d,]+)$/.exec(values);
    const number = (text: string | undefined): number => Number(text?.replaceAll(',', ''));
    return bounds === null ? [] : [[name, number(bounds[1]), number(bounds[2])] as const];
  });

  it('gives bounds for all numbers', () => {
    const numbers = Object.entries(new Environment()).filter(([, value]) => typeof value === 'number');
    expect(bounded.map(([name]) => name).sort()).toEqual(numbers.map(([name]) => name).sort());
  });

  it.each(bounded)('says between what %s may be: %d to %d', (name, least, most) => {
    const read = (value: number) => () => readConfig({ [name]: String(value) });
    expect(read(least)).not.toThrow();
    expect(read(most)).not.toThrow();
    expect(read(most + 1)).toThrow(name);
    if (least > 0) expect(read(least - 1)).toThrow(name);
  });

  it('lists each setting that .env.example has, and no other', () => {
    const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const inExample = [...example.matchAll(/^#? ?([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(settings.map(({ name }) => name).sort()).toEqual(inExample.sort());
  });

  it('lists each scope', () => {
    expect([...names(SETTINGS, '## Scopes')].sort()).toEqual([...SCOPES].sort());
  });
});

describe('the page on outcomes', () => {
  // The compiler asks for every outcome. STALE is for the saga alone.
  const outcomes: Record<Exclude<CommandReply['outcome'] | FlowAnswer['outcome'], 'STALE'>, true> = {
    ...{ CREATED: true, RESUMED: true, ADVANCED: true, RESTARTED: true, UNCHANGED: true, REJECTED: true },
    ...{ CONFLICT: true, EXPIRED: true, NOT_FOUND: true, UNAVAILABLE: true },
  };

  it('tells what a flow does next for each outcome', () => {
    expect([...names(OUTCOMES, '## What a flow should branch on')].sort()).toEqual(Object.keys(outcomes).sort());
  });

  it('lists each problem code with its status', () => {
    const listed = tableRows(OUTCOMES, '## Problem codes').map(([code = '', status]) => [codeNames(code)[0], status]);
    const known = Object.entries(PROBLEMS).map(([code, { status }]) => [code, String(status)]);
    expect(listed.sort()).toEqual(known.sort());
  });

  it('names reason codes that exist', () => {
    // An outcome, and a code of the command line alone.
    const known = [...Object.keys(PROBLEMS), 'CHANGED', 'TARGET_DIFFERS'];
    expect(known).toEqual(expect.arrayContaining([...names(OUTCOMES, '## Reason codes')]));
  });
});

describe('the page on the command line', () => {
  const program = journeyProgram(processTerminal);
  const commands = program.createHelp().visibleCommands(program);

  it('has each command with its alias, and those below it', () => {
    const listed = tableRows('docs/reference/cli.md', '# The command line `journey`').map(([cell = '']) => cell);
    for (const command of commands.filter((known) => known.name() !== 'help')) {
      const row = listed.find((cell) => cell.startsWith(`\`${command.name()}`)) ?? '';
      const below = command.commands.map((inner) => inner.name());
      const words = row.split(/[^a-z-]+/);
      expect([command.name(), words]).toEqual([
        command.name(),
        expect.arrayContaining([command.name(), ...command.aliases(), ...below]),
      ]);
    }
  });
});
