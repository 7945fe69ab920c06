import type { Operation, OperationsClient } from '@ledger/client';
import { Option, type Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import { positiveNumber } from '../input/arguments';
import { operationsText, operationText, resultsText } from '../output/operation-text';
import { watchOperation } from '../operations/watch-operation';
import { withMore } from '../output/palette';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';
import { addOperationStartCommand } from './operation-start.command';

interface ListOptions {
  readonly status?: Operation['status'];
  readonly limit?: number;
}

interface ShowOptions {
  readonly journeys?: boolean;
  readonly limit?: number;
}

interface StepOptions {
  readonly reason?: string;
}

const STATUSES = ['SELECTING', 'RUNNING', 'PAUSED', 'CANCELLING', 'CANCELLED', 'COMPLETED'];

export function addOperationsCommand(program: Command, terminal: Terminal): void {
  const operations = program
    .command('operations')
    .summary('abort, move, restart or migrate many journeys')
    .description('Batch operations: abort, move, restart or migrate many journeys, at a limited rate and recorded.');
  addOperationStartCommand(operations, terminal);
  addList(operations, terminal);
  addShow(operations, terminal);
  addWatch(operations, terminal);
  addStep(operations, terminal, 'pause', 'pause a batch operation', (client, id, reason) => client.pause(id, reason));
  addStep(operations, terminal, 'resume', 'resume a paused batch operation', (client, id, reason) =>
    client.resume(id, reason),
  );
  addStep(operations, terminal, 'cancel', 'cancel a batch operation; what is done stays done', (client, id, reason) =>
    client.cancel(id, reason),
  );
}

function addList(parent: Command, terminal: Terminal): void {
  parent
    .command('list')
    .summary('list batch operations, the newest first')
    .description('Lists batch operations and their progress, the newest first.')
    .addOption(new Option('--status <status>', 'only operations with this status').choices(STATUSES))
    .option('--limit <number>', 'maximum number to list (default: 50)', positiveNumber)
    .addHelpText('after', '\nExamples:\n  $ journey operations list --status RUNNING')
    .action(async (_: ListOptions, command: Command) => {
      const session = sessionOf<ListOptions>(command, terminal);
      const { status, limit } = session.options;
      const page = await (await session.client()).operations.list({ status, limit });
      session.print(page, () =>
        withMore(operationsText(page.operations, session.palette, session.width), page, session.palette),
      );
    });
}

function addShow(parent: Command, terminal: Terminal): void {
  parent
    .command('show')
    .summary('show a batch operation and its results')
    .description('Shows the status of a batch operation; with --journeys, the result for each journey done so far.')
    .argument('<operationId>', 'id of the operation, as start printed it')
    .option('--journeys', 'one line for each journey')
    .option('--limit <number>', 'maximum number of journeys to show (default: 50)', positiveNumber)
    .addHelpText('after', '\nExamples:\n  $ journey operations show 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11 --journeys')
    .action(async (operationId: string, _: ShowOptions, command: Command) => {
      const session = sessionOf<ShowOptions>(command, terminal);
      const { operations } = await session.client();
      const { journeys, limit } = session.options;
      const operation = await operations.get(operationId);
      const page = journeys === true ? await operations.results(operationId, { limit }) : undefined;
      session.print({ ...operation, ...page }, () => {
        const text = operationText(operation, session.palette);
        if (page === undefined) return text;
        const results = resultsText(page.journeys, session.palette, session.width);
        return `${text}\n\n${withMore(results, page, session.palette)}`;
      });
    });
}

function addWatch(parent: Command, terminal: Terminal): void {
  parent
    .command('watch')
    .summary('follow a batch operation until it ends')
    .description(
      'Shows the progress of a batch operation until it ends or is paused. Exits with 1 if it was cancelled.',
    )
    .argument('<operationId>', 'id of the operation, as start printed it')
    .addHelpText('after', '\nExamples:\n  $ journey operations watch 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11')
    .action(async (operationId: string, _: StepOptions, command: Command) => {
      const session = sessionOf<StepOptions>(command, terminal);
      const watched = await watchOperation((await session.client()).operations, operationId, terminal, session.options);
      session.print(watched, () => operationText(watched, session.palette));
      if (watched.status === 'CANCELLED') throw new CliFailure(EXIT.refused, `Operation ${operationId} was cancelled.`);
    });
}

function addStep(
  parent: Command,
  terminal: Terminal,
  name: 'pause' | 'resume' | 'cancel',
  summary: string,
  tell: (client: OperationsClient, operationId: string, reason: string | undefined) => Promise<Operation>,
): void {
  parent
    .command(name)
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .argument('<operationId>', 'id of the operation, as start printed it')
    .option('--reason <sentence>', 'why, for the audit trail')
    .addHelpText('after', `\nExamples:\n  $ journey operations ${name} 0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11`)
    .action(async (operationId: string, _: StepOptions, command: Command) => {
      const session = sessionOf<StepOptions>(command, terminal);
      const operation = await tell((await session.client()).operations, operationId, session.options.reason);
      session.print(operation, () => operationText(operation, session.palette));
    });
}
