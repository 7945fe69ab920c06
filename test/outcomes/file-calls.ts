import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliSaid } from './cli-calls';
import { expectDone } from './journey-answers';
import { CALL, OTHER_CALL } from './journey-calls';
import type { OperatorBench, OperatorCall } from './operator-calls';
import type { Said } from './situations';
import { until } from '../support/until';

/** What the command line does with read models and with whole files. */
export function fileCalls(bench: OperatorBench): readonly OperatorCall[] {
  const file = (name: string): string => join(bench.idle.dataDir, name);
  const importing = (...commands: readonly object[]): Promise<Said> => importingWith([], commands);
  const importingWith = async (options: readonly string[], commands: readonly object[]): Promise<Said> => {
    const lines = file(`${bench.name()}.ndjson`);
    writeFileSync(lines, commands.map((command) => `${JSON.stringify(command)}\n`).join(''));
    return cliSaid(bench.idle, ['import', lines, '--live', ...options]);
  };
  const start = (sessionId: string, more: object = {}): object => ({
    ...{
      command: 'start',
      sessionId,
      definitionId: CALL.id,
      commandId: `${sessionId}-start`,
      channel: 'voice',
      ...more,
    },
  });
  const move = (sessionId: string, targetStateId: string): object => ({
    ...{ command: 'transition', sessionId, targetStateId, commandId: `${sessionId}-${targetStateId}` },
  });
  const copy = (to: string, from = bench.idle.dataDir): Promise<Said> =>
    cliSaid(bench.idle, ['copy', '--from', from, '--to', to]);
  const projections = (...args: readonly string[]): Promise<Said> => cliSaid(bench.idle, ['projections', ...args]);
  return [
    {
      name: '`import`',
      cells: {
        new: () => importing(start(bench.name())),
        repeated: async () => {
          const line = start(bench.name());
          await expectDone(importing(line));
          return importing(line);
        },
        reused: async () => {
          const sessionId = bench.name();
          await expectDone(importing(start(sessionId)));
          return importing(start(sessionId, { channel: 'chat' }));
        },
        ended: async () => {
          const sessionId = bench.name();
          await expectDone(importing(start(sessionId), move(sessionId, 'PAYMENT'), move(sessionId, 'DONE')));
          return importing(move(sessionId, 'IDENTIFY'));
        },
        elsewhere: async () => {
          const sessionId = bench.name();
          await expectDone(importing(start(sessionId)));
          return importing(start(sessionId, { definitionId: OTHER_CALL.id, commandId: 'other' }));
        },
        unknown: () => importing(start(bench.name(), { definitionId: 'NoSuchCall' })),
        // What was not decided is not refused.
        away: () => importingWith(['--allow-refused'], [start(bench.name())]),
      },
    },
    {
      name: '`copy`',
      cells: {
        new: () => copy(file('copied')),
        repeated: async () => {
          if (!existsSync(file('copied'))) await expectDone(copy(file('copied')));
          return copy(file('copied'));
        },
        elsewhere: () => copy(file('copied'), bench.ledger.dataDir),
        unknown: () => copy(file('never'), file('nowhere')),
        away: () => copy(file('away')),
      },
    },
    { name: '`projections cancel`', cells: { unknown: () => projections('cancel', 'timeline') } },
    { name: '`projections retry`', cells: { unknown: () => projections('retry', 'timeline', '1') } },
    {
      name: '`projections rebuild`',
      cells: {
        unknown: () => projections('rebuild', 'no-such-projection'),
        new: async () => {
          const said = await projections('rebuild', 'timeline');
          // What follows finds no rebuild under way.
          await until(async () => isEnded((await bench.idle.get('/v1/projections')).json()['rebuild']));
          return said;
        },
      },
    },
  ];
}

function isEnded(rebuild: unknown): boolean {
  return (rebuild as { readonly endedAt: string | null }).endedAt !== null;
}
