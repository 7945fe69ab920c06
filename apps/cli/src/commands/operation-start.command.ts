import { randomUUID } from 'node:crypto';
import type {
  Context,
  OperationFilter,
  OperationKind,
  OperationRequest,
  OperationTarget,
  StuckKind,
} from '@ledger/client';
import { defined } from '@ledger/plain-data';
import { Argument, Option, type Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import { factorArgument, positiveNumber } from '../input/arguments';
import { collectContext, collectStates } from '../input/assignments';
import { dryRunText, operationText } from '../output/operation-text';
import { watchOperation } from '../operations/watch-operation';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';
import { addJourneyFilter, journeyFilter, type JourneyFilterOptions } from './journey-filter';

interface StartOptions extends JourneyFilterOptions {
  readonly reason: string;
  readonly to?: string;
  readonly toVersion?: number;
  readonly map?: Readonly<Record<string, string>>;
  readonly set?: Context;
  readonly force?: true;
  readonly stuck?: StuckKind | 'any';
  readonly slowerThan?: number;
  readonly rate?: number;
  readonly yes?: boolean;
  readonly detach?: boolean;
}

export function addOperationStartCommand(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('start')
    .summary('start a batch operation (dry run by default)')
    .description(
      'Finds the journeys that match every filter and shows the result for each; nothing is stored.' +
        ' With --yes it changes exactly those journeys, except those that have moved in the meantime.',
    )
    .addArgument(
      new Argument('<kind>', 'what to do with each journey').choices(['abort', 'move', 'restart', 'migrate']),
    )
    .requiredOption('--reason <sentence>', 'why, for the audit trail of every journey')
    .option('--to <state>', 'of move: target state')
    .option('--to-version <number>', 'of migrate: target version (default: the newest)', positiveNumber)
    .option('--map <from=to>', 'of migrate: new name of a state; repeatable', collectStates)
    .option('--set <name=value>', 'of migrate: context that the version requires; repeatable', collectContext)
    .option(
      '--force',
      'of migrate: also if a journey times out at once, or the version takes none of the one that it runs',
    );
  addJourneyFilter(command)
    .addOption(
      new Option('--stuck <reason>', 'only journeys that are stuck in this way').choices([
        'any',
        'overdue',
        'slow',
        'orphaned',
      ]),
    )
    .option('--slower-than <times>', 'times the median dwell time that count as slow (default: 3)', factorArgument)
    .option('--rate <number>', 'maximum journeys per second (default: 100)', positiveNumber)
    .option('-y, --yes', 'start it')
    .option('--detach', 'with --yes: do not wait until it ends')
    .addHelpText(
      'after',
      `
Examples:
  $ journey operations start move --to AGENT_ESCALATION --state PAYMENT_COLLECTOR --stuck any --reason "Provider down"
  $ journey operations start abort --stuck orphaned --reason "Version 1 is gone" --yes --rate 20
  $ journey operations start migrate -d CustomerJourneyState --map IDENTIFY=VERIFY --reason "Version 2" --yes`,
    )
    .action(async (kind: OperationKind, _: StartOptions, actual: Command) => {
      const session = sessionOf<StartOptions>(actual, terminal);
      const { options, palette, width } = session;
      const { operations } = await session.client();
      const asked = requestOf(kind, options);
      const dryRun = await operations.dryRun(asked);
      if (options.yes !== true) {
        const hint = palette.dim('Dry run: nothing was changed. Add --yes to start it.');
        session.print(dryRun, () => `${dryRunText(dryRun, palette, width)}\n${hint}`);
        return;
      }
      if (options.quiet !== true && options.json !== true)
        terminal.err.write(`${dryRunText(dryRun, palette, width)}\n`);
      const { token } = dryRun;
      const commandId = randomUUID();
      const started = await operations.start({ ...asked, token, ratePerSecond: options.rate, commandId });
      const { operationId } = started;
      const shown =
        options.detach === true ? started : await watchOperation(operations, operationId, terminal, options);
      session.print(shown, () => operationText(shown, palette));
      if (shown.status === 'CANCELLED') throw new CliFailure(EXIT.refused, `Operation ${operationId} was cancelled.`);
    });
}

function requestOf(kind: OperationKind, options: StartOptions): OperationRequest {
  const { reason, stuck, slowerThan } = options;
  const filter: OperationFilter = { ...journeyFilter(options), stuck, slowerThan };
  const target: OperationTarget = {
    stateId: options.to,
    version: options.toVersion,
    stateMap: options.map,
    set: options.set,
    force: options.force,
  };
  const isGiven = Object.values(target).some((value) => value !== undefined);
  return defined({ kind, filter, reason, target: isGiven ? target : undefined });
}
