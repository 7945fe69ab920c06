import type { AnalyticsSearch, LedgerClient, SeriesSearch } from '@ledger/client';
import type { JourneyResult } from '@ledger/projections';
import { Option, type Command } from 'commander';
import { instantArgument, positiveNumber } from '../input/arguments';
import { allChoices } from '../input/choices';
import {
  casesText,
  funnelText,
  seriesText,
  statesText,
  timeoutFiguresText,
  transitionsText,
  variantsText,
  withComparison,
  type Compared,
  type Layout,
} from '../output/analytics-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

const OUTCOMES = allChoices<JourneyResult>({
  open: true,
  success: true,
  failure: true,
  abandoned: true,
  completed: true,
});

interface AnalyticsOptions {
  readonly from?: string;
  readonly to?: string;
  readonly definition?: string;
  readonly definitionVersion?: number;
  readonly compareVersion?: number;
  readonly channel?: string;
  readonly endState?: readonly string[];
  readonly outcome?: readonly string[];
  readonly customer?: string;
  readonly resource?: string;
  readonly context?: string;
  readonly groupBy?: string;
  readonly groupLimit?: number;
  readonly excludeInitial?: boolean;
  readonly atLeast?: string;
  readonly limit?: number;
  readonly interval?: SeriesSearch['interval'];
  readonly timeZone?: string;
}

/** One of the ledger's analytics: how it is asked, and how people read the answer. */
interface Question<Figures> {
  readonly ask: (
    client: LedgerClient,
    search: AnalyticsSearch,
    options: AnalyticsOptions,
  ) => Promise<Compared<Figures>>;
  readonly text: (figures: Figures, layout: Layout) => string;
}

export function addAnalyticsCommand(program: Command, terminal: Terminal): void {
  const analytics = program
    .command('analytics')
    .summary('count and measure many journeys')
    .description(
      'Counts and measures many journeys, from the read models. docs/reference/analytics.md says what is counted.',
    );
  const add = (name: string, summary: string): Command => addFilter(analytics.command(name).summary(summary), summary);
  const answer = async <Figures>(command: Command, { ask, text }: Question<Figures>): Promise<void> => {
    const session = sessionOf<AnalyticsOptions>(command, terminal);
    const { palette, width, options } = session;
    const figures = await ask(await session.client(), searchOf(options), options);
    session.print(figures, () => withComparison(text, options.groupBy)(figures, { palette, width }));
  };

  add('transitions', 'count transitions between states, and the time before them')
    .addHelpText('after', '\nExamples:\n  $ journey analytics transitions -d CustomerJourneyState --from 2026-11-01')
    .action((_: object, command: Command) =>
      answer(command, { ask: ({ analytics: asked }, search) => asked.transitions(search), text: transitionsText }),
    );
  add('states', 'count visits of states, and measure how long they took')
    .addHelpText('after', '\nExamples:\n  $ journey analytics states -d CustomerJourneyState --channel voice')
    .action((_: object, command: Command) =>
      answer(command, { ask: ({ analytics: asked }, search) => asked.states(search), text: statesText }),
    );
  add('funnel', 'count the journeys that reached each of these states, in this order')
    .argument('<state...>', 'steps of the funnel')
    .addHelpText('after', '\nExamples:\n  $ journey analytics funnel INTRO_WELCOME PAYMENT_COLLECTOR COMPLETED')
    .action((states: readonly string[], _: object, command: Command) =>
      answer(command, { ask: ({ analytics: asked }, search) => asked.funnel(states, search), text: funnelText }),
    );
  add('variants', 'list the paths that journeys took, the most frequent first')
    .option('--limit <number>', 'most paths (default: 10)', positiveNumber)
    .addHelpText('after', '\nExamples:\n  $ journey analytics variants -d CustomerJourneyState --limit 5')
    .action((_: object, command: Command) =>
      answer(command, {
        ask: ({ analytics: asked }, search, { limit }) => asked.variants({ ...search, limit }),
        text: variantsText,
      }),
    );
  add('timeouts', 'count timeouts by state, channel and hour of the day')
    .addHelpText('after', '\nExamples:\n  $ journey analytics timeouts --from 2026-11-01 --to 2026-12-01')
    .action((_: object, command: Command) =>
      answer(command, { ask: ({ analytics: asked }, search) => asked.timeouts(search), text: timeoutFiguresText }),
    );
  add('cases', 'measure whole journeys: durations, outcomes, rework, first and last states')
    .addHelpText('after', '\nExamples:\n  $ journey analytics cases -d CustomerJourneyState --group-by outcome')
    .action((_: object, command: Command) =>
      answer(command, { ask: ({ analytics: asked }, search) => asked.cases(search), text: casesText }),
    );
  add('series', 'count what happened in each minute, hour, day or week; needs --from and --to')
    .addOption(
      new Option('--interval <length>', 'length of an interval (default: day)').choices([
        'minute',
        'hour',
        'day',
        'week',
      ]),
    )
    .option('--time-zone <zone>', 'IANA time zone of the calendar, such as Europe/Berlin (default: UTC)')
    .addHelpText('after', '\nExamples:\n  $ journey analytics series --from 2026-11-02 --to 2026-11-09 --interval hour')
    .action((_: object, command: Command) =>
      answer(command, {
        ask: ({ analytics: asked }, search, { from = '', to = '', interval, timeZone }) =>
          asked.series({ ...search, from, to, interval, timeZone }),
        text: seriesText,
      }),
    );
}

function addFilter(command: Command, summary: string): Command {
  const needsPeriod = command.name() === 'series';
  const period = (flags: string, description: string): Option =>
    new Option(flags, description).argParser(instantArgument).makeOptionMandatory(needsPeriod);
  return command
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .addOption(period('--from <time>', 'start of the period, inclusive; business time'))
    .addOption(period('--to <time>', 'end of the period, exclusive'))
    .option('-d, --definition <id>', 'only journeys of this definition')
    .option('--definition-version <number>', 'only this version of it', positiveNumber)
    .option('--compare-version <number>', 'the same figures of another version as well', positiveNumber)
    .option('--channel <name>', 'only this channel')
    .option('--end-state <state...>', 'only journeys that ended in one of these states')
    .addOption(new Option('--outcome <outcome...>', 'only journeys with one of these outcomes').choices(OUTCOMES))
    .option('--customer <id>', 'only journeys of this customer')
    .option('--resource <name>', 'only what this subject or org:resource worked on')
    .option('-c, --context <name=value>', 'only journeys whose context has this value')
    .option('--group-by <what>', 'figures of each endState, outcome, customerId, resource or context.<property>')
    .option('--group-limit <number>', 'most groups (default: 10)', positiveNumber)
    .option('--exclude-initial', 'leave out states that a start or a restart entered')
    .option('--at-least <position>', 'wait until the read models have reached this position');
}

function searchOf(options: AnalyticsOptions): AnalyticsSearch {
  const { from, to, compareVersion, channel, resource, context, groupBy, groupLimit, excludeInitial } = options;
  return {
    ...{ from, to, compareVersion, channel, resource, context, groupBy, groupLimit, excludeInitial },
    atLeast: options.atLeast,
    definitionId: options.definition,
    version: options.definitionVersion,
    customerId: options.customer,
    endState: options.endState?.join(),
    outcome: options.outcome?.join(),
  };
}
