import { randomUUID } from 'node:crypto';
import type { Context } from '@ledger/client';
import type { Command } from 'commander';
import { instantArgument, positiveNumber } from '../input/arguments';
import { collectContext, collectText } from '../input/assignments';
import { commandText } from '../output/journey-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface StartOptions {
  readonly definition: string;
  readonly definitionVersion?: number;
  readonly customer?: string;
  readonly channel?: string;
  readonly source?: string;
  readonly alias?: readonly string[];
  readonly context?: Context;
  readonly occurredAt?: string;
  readonly commandId?: string;
}

export function addStartCommand(program: Command, terminal: Terminal): void {
  program
    .command('start')
    .summary('start a journey, or show the one that exists')
    .description(
      'Starts a journey under a session id. If the session exists, it shows it and changes nothing. If an alias leads to an ' +
        'open journey and its definition resumes by alias, it shows that one.',
    )
    .argument('[sessionId]', 'key of the journey (default: the ledger generates one)')
    .requiredOption('-d, --definition <id>', 'definition to start')
    .option('--definition-version <number>', 'version of it (default: the current one)', positiveNumber)
    .option('--customer <id>', 'customer id')
    .option('--channel <name>', 'channel, for example voice')
    .option('--source <name>', 'what started it, for example inbound_queue')
    .option('--alias <platform:id>', 'alias; the open journey that has it may be resumed; repeatable', collectText)
    .option('-c, --context <name=value>', 'context property, repeatable; or one JSON object', collectContext)
    .option('--occurred-at <time>', 'business time (default: now)', instantArgument)
    .option('--command-id <id>', 'idempotency key of the command (default: a new one for each run)')
    .addHelpText(
      'after',
      `
Examples:
  $ journey start call-1 --definition CustomerJourneyState --channel voice
  $ journey start call-2 -d CustomerJourneyState -c verified=true -c fraudScore=0.2
  $ journey start -d CustomerJourneyState --json | jq -r .sessionId`,
    )
    .action(async (sessionId: string | undefined, _: StartOptions, command: Command) => {
      const session = sessionOf<StartOptions>(command, terminal);
      const { options } = session;
      const result = await (
        await session.client()
      ).start({
        sessionId,
        definitionId: options.definition,
        definitionVersion: options.definitionVersion,
        customerId: options.customer,
        channel: options.channel,
        initiatingSource: options.source,
        aliases: options.alias,
        context: options.context,
        occurredAt: options.occurredAt,
        commandId: options.commandId ?? randomUUID(),
      });
      session.print(result, () => commandText(result, session.palette, terminal.now()));
    });
}
