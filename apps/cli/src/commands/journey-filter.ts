import type { JourneyStatus } from '@ledger/client';
import { Option, type Command } from 'commander';
import { instantArgument } from '../input/arguments';
import { allChoices } from '../input/choices';

const STATUSES = allChoices<JourneyStatus>({ ACTIVE: true, COMPLETED: true, TIMED_OUT: true });

export interface JourneyFilterOptions {
  readonly definition?: string;
  readonly state?: string;
  readonly customer?: string;
  readonly channel?: string;
  readonly status?: JourneyStatus;
  readonly overdue?: boolean;
  readonly enteredBefore?: string;
}

export function statusOption(): Option {
  return new Option('--status <status>', 'only journeys with this status').choices(STATUSES);
}

export function addJourneyFilter(command: Command): Command {
  return command
    .option('-d, --definition <id>', 'only journeys of this definition')
    .option('--state <state>', 'only journeys in this state')
    .option('--customer <id>', 'only journeys of this customer')
    .option('--channel <name>', 'only journeys on this channel')
    .addOption(statusOption())
    .option('--overdue', 'only journeys whose deadline has passed')
    .option('--entered-before <time>', 'only journeys that entered their state before this time', instantArgument);
}

export function journeyFilter(options: JourneyFilterOptions) {
  const { definition: definitionId, customer: customerId, state, channel, status, overdue, enteredBefore } = options;
  return { definitionId, customerId, state, channel, status, overdue, enteredBefore };
}
