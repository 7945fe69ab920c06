import type { CommandFields, CommandResult, Context, LedgerClient, LockFields } from '@ledger/client';
import { randomIds } from '@ledger/runtime';
import type { Command } from 'commander';
import { usageFailure } from '../failures';
import { instantArgument, positiveNumber, wholeNumber } from '../input/arguments';
import { collectContext, collectStates } from '../input/assignments';
import { commandText } from '../output/journey-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface ChangeOptions {
  readonly expect?: number;
  readonly occurredAt?: string;
  readonly commandId?: string;
  readonly reason?: string;
  readonly conversation?: string;
  readonly none?: boolean;
  readonly remove?: boolean;
  readonly map?: Readonly<Record<string, string>>;
  readonly set?: Context;
  readonly force?: true;
}

type Change = CommandFields & LockFields;

export function addChangeCommands(program: Command, terminal: Terminal): void {
  const add = (name: string, summary: string): Command =>
    program
      .command(name)
      .summary(summary)
      .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
      .argument('<sessionId>', 'key of the journey')
      .option('--expect <revision>', 'refuse if the journey is at another revision', wholeNumber)
      .option('--command-id <id>', 'idempotency key of the command (default: a new one for each run)');
  const timed = (name: string, summary: string): Command =>
    add(name, summary).option('--occurred-at <time>', 'business time (default: now)', instantArgument);
  const run = async (
    command: Command,
    send: (client: LedgerClient, change: Change, options: ChangeOptions) => Promise<CommandResult>,
  ): Promise<void> => {
    const session = sessionOf<ChangeOptions>(command, terminal);
    const { expect: expectedRevision, occurredAt, commandId = randomIds.next() } = session.options;
    const result = await send(await session.client(), { expectedRevision, occurredAt, commandId }, session.options);
    session.print(result, () => commandText(result, session.palette, terminal.now()));
  };

  add('context', 'change context properties of a journey; null removes one')
    .argument('<name=value...>', 'context property; or one JSON object', collectContext)
    .addHelpText('after', '\nExamples:\n  $ journey context call-1 verified=true note=null')
    .action((id: string, patch: Context, _: object, command: Command) =>
      run(command, (client, change) => client.changeContext(id, patch, change)),
    );
  timed('channel', 'move a journey to another channel')
    .argument('<channel>', 'channel that the journey is on now')
    .option('--conversation <id>', 'id of the conversation there')
    .addHelpText('after', '\nExamples:\n  $ journey channel call-1 chat')
    .action((id: string, channel: string, _: object, command: Command) =>
      run(command, (client, change, { conversation: conversationId }) =>
        client.changeChannel(id, { ...change, channel, conversationId }),
      ),
    );
  add('alias', 'add an alias to a journey, or remove it')
    .argument('<alias>', 'platform:id, for example crm:contact-93')
    .option('--remove', 'remove it instead')
    .option('--reason <sentence>', 'why, for the audit trail')
    .addHelpText(
      'after',
      '\nExamples:\n  $ journey alias call-1 crm:contact-93\n  $ journey alias call-1 crm:contact-93 --remove --reason "Wrong customer"',
    )
    .action((id: string, alias: string, _: object, command: Command) =>
      run(command, (client, { commandId, expectedRevision }, { remove, reason }) =>
        remove === true
          ? client.removeAlias(id, alias, { commandId, expectedRevision, reason })
          : client.addAlias(id, { alias, commandId, expectedRevision, reason }),
      ),
    );
  timed('deadline', 'change or remove the deadline of a journey in its current state')
    .argument('[deadline]', 'time; omit it with --none', instantArgument)
    .option('--none', 'remove the deadline')
    .option('--reason <sentence>', 'why, for the audit trail')
    .addHelpText(
      'after',
      '\nExamples:\n  $ journey deadline call-1 2026-11-22T21:30:00Z --reason "Customer is on hold"',
    )
    .action((id: string, deadline: string | undefined, _: object, command: Command) =>
      run(command, (client, change, { none, reason }) => {
        if ((deadline === undefined) !== (none === true)) throw usageFailure('Give either a time or --none.');
        return client.changeDeadline(id, { ...change, deadline: deadline ?? null, reason });
      }),
    );
  timed('restart', 'put a journey back to the initial state of its definition')
    .option('--reason <sentence>', 'why, for the audit trail')
    .addHelpText('after', '\nExamples:\n  $ journey restart call-1 --reason "Wrong customer"')
    .action((id: string, _: object, command: Command) =>
      run(command, (client, change, { reason }) => client.restart(id, { ...change, reason })),
    );
  timed('move', 'move a journey to any state of its definition, as an operator')
    .argument('<state>', 'target state; ABORT_TIMEOUT aborts the journey')
    .requiredOption('--reason <sentence>', 'why, for the audit trail')
    .addHelpText('after', '\nExamples:\n  $ journey move call-1 AGENT_ESCALATION --reason "Provider down"')
    .action((id: string, targetStateId: string, _: object, command: Command) =>
      run(command, (client, change, { reason = '' }) => client.move(id, { ...change, targetStateId, reason })),
    );
  timed('migrate', 'migrate a journey to another version of its definition')
    .argument('<version>', 'target version', positiveNumber)
    .option('--map <from=to>', 'new name of a state; repeatable', collectStates)
    .option('--set <name=value>', 'context that the version requires; repeatable', collectContext)
    .option('--force', 'also if the journey times out at once, or the version takes none of the one that it runs')
    .requiredOption('--reason <sentence>', 'why, for the audit trail')
    .addHelpText('after', '\nExamples:\n  $ journey migrate call-1 2 --map IDENTIFY=VERIFY --reason "Version 2"')
    .action((id: string, toVersion: number, _: object, command: Command) =>
      run(command, (client, change, { map: stateMap, set, force, reason = '' }) =>
        client.migrate(id, { ...change, toVersion, stateMap, set, force, reason }),
      ),
    );
}
