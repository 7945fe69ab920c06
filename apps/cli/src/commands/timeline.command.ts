import type { Command } from 'commander';
import { timelineText } from '../output/timeline-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface TimelineOptions {
  readonly atLeast?: string;
}

export function addTimelineCommand(program: Command, terminal: Terminal): void {
  program
    .command('timeline')
    .summary('list what happened to a journey, commands that were refused or changed nothing included')
    .description('Lists events and attempts in order, with the time spent in each state and what decided.')
    .argument('<sessionId>', 'key of the journey')
    .option('--at-least <position>', 'wait until the read model has reached this position')
    .addHelpText(
      'after',
      `
Examples:
  $ journey timeline call-1
  $ journey timeline call-1 --json | jq '.entries[] | select(.code)'`,
    )
    .action(async (sessionId: string, _: TimelineOptions, command: Command) => {
      const session = sessionOf<TimelineOptions>(command, terminal);
      const { atLeast } = session.options;
      const timeline = await (await session.client()).timeline(sessionId, { atLeast });
      session.print(timeline, () => timelineText(timeline, session.palette, session.width));
    });
}
