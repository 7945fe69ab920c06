import { randomUUID } from 'node:crypto';
import type { Context, TransitionTarget } from '@ledger/client';
import type { Command } from 'commander';
import { usageFailure } from '../failures';
import { instantArgument, wholeNumber } from '../input/arguments';
import { collectContext } from '../input/assignments';
import { dryRunText } from '../output/considered-text';
import { commandText } from '../output/journey-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface TransitionOptions {
  readonly event?: string;
  readonly expect?: number;
  readonly context?: Context;
  readonly channel?: string;
  readonly occurredAt?: string;
  readonly commandId?: string;
  readonly dryRun?: boolean;
}

export function addTransitionCommand(program: Command, terminal: Terminal): void {
  program
    .command('transition')
    .summary('move a journey to a state, or by an event')
    .description('Moves a journey where its definition allows it; a refusal says which states it could go to.')
    .argument('<sessionId>', 'key of the journey')
    .argument('[targetState]', 'target state; omit it with --event')
    .option('-e, --event <name>', 'trigger that the definition declares, instead of a state')
    .option('--expect <revision>', 'refuse if the journey is at another revision', wholeNumber)
    .option('-c, --context <name=value>', 'context change applied first, repeatable; null removes', collectContext)
    .option('--channel <name>', 'channel that the journey is on now')
    .option('--occurred-at <time>', 'business time (default: now)', instantArgument)
    .option('--command-id <id>', 'idempotency key of the command (default: a new one for each run)')
    .option('--dry-run', 'show what it would do, and record nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ journey transition call-1 PAYMENT_COLLECTOR
  $ journey transition call-1 PAYMENT_COLLECTOR --expect 1 -c verified=true
  $ journey transition call-1 --event PAY --command-id pay-1
  $ journey transition call-1 PAYMENT_COLLECTOR --dry-run`,
    )
    .action(async (sessionId: string, target: string | undefined, _: TransitionOptions, command: Command) => {
      const session = sessionOf<TransitionOptions>(command, terminal);
      const { options } = session;
      const { context, channel } = options;
      const move = { ...targetOf(target, options.event), expectedRevision: options.expect, context, channel };
      if (options.dryRun === true) {
        const considered = await (await session.client()).dryRun(sessionId, move);
        return session.print(considered, () => dryRunText(considered, session.palette));
      }
      const result = await (
        await session.client()
      ).transition(sessionId, {
        ...move,
        occurredAt: options.occurredAt,
        commandId: options.commandId ?? randomUUID(),
      });
      return session.print(result, () => commandText(result, session.palette, terminal.now()));
    });
}

function targetOf(targetStateId: string | undefined, event: string | undefined): TransitionTarget {
  if (targetStateId !== undefined && event === undefined) return { targetStateId };
  if (targetStateId === undefined && event !== undefined) return { event };
  throw usageFailure('Give either a target state or --event, and not both.');
}
