import type { DefinitionDocument, SimulationReport } from '@ledger/client';
import { parseDuration, type SimulatedChange } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import { positiveNumber, readInstant } from '../input/arguments';
import { asUsage } from '../input/candidate-failure';
import { allChoices } from '../input/choices';
import { readDefinitionFile } from '../input/definition-file';
import { versionNameOf } from '../input/version-name';
import { progressOn, silentProgress, type Progress } from '../output/progress';
import { simulationText } from '../output/simulation-text';
import { formatCount } from '../output/times';
import { sessionOf, type Session } from '../session';
import type { Terminal } from '../terminal';

const CHANGES = allChoices<SimulatedChange>({
  refused: true,
  elsewhere: true,
  timedOut: true,
  notTimedOut: true,
  ending: true,
  stranded: true,
});

interface SimulateOptions {
  readonly since?: string;
  readonly sample?: number;
  readonly failOn: readonly SimulatedChange[];
}

export function addDefinitionSimulate(definition: Command, terminal: Terminal): void {
  definition
    .command('simulate')
    .summary('replay recorded journeys against a version before you publish it')
    .description(
      'Decides again, under the candidate, what callers of past and open journeys sent: which commands would be refused' +
        ' and where, which states would time out or not, which open journeys could not be migrated, how many journeys' +
        ' would reach each state. Nothing is published. Ends with 0 if nothing would go otherwise, with 1 if something' +
        ' of --fail-on would.',
    )
    .argument('<candidate>', 'definition file, JSON or YAML; or a published version, as <id>@<version>')
    .option(
      '--since <time>',
      'only journeys that started since then: an instant, or a duration before now, such as P30D',
      sinceArgument,
    )
    .option(
      '--sample <number>',
      'replay about so many journeys, spread over their starts (default: all)',
      positiveNumber,
    )
    .addOption(
      new Option('--fail-on <changes...>', 'what ends the command with 1')
        .choices(CHANGES)
        .default(CHANGES, 'any of them'),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ journey definition simulate draft.yaml --since P30D
  $ journey definition simulate draft.yaml --sample 10000 --json
  $ journey definition simulate CustomerJourneyState@2 --fail-on refused stranded`,
    )
    .action(async (name: string, _: SimulateOptions, command: Command) => {
      const session = sessionOf<SimulateOptions>(command, terminal);
      const candidate = await candidateNamed(session, name).catch(asUsage);
      const report = await simulated(session, candidate).catch(asUsage);
      session.print(report, () => simulationText(report, session.palette, session.width));
      const failed = session.options.failOn.filter((change) => report.changes[change] > 0);
      if (failed.length > 0) {
        const { journeys, same } = report;
        const what = `${formatCount(journeys - same)} of ${formatCount(journeys)} journeys`;
        throw new CliFailure(EXIT.refused, `Under ${name}, ${what} would go otherwise (${failed.join(', ')}).`);
      }
    });
}

async function candidateNamed(session: Session<SimulateOptions>, name: string): Promise<DefinitionDocument> {
  const published = versionNameOf(name);
  if (published === undefined) {
    return readDefinitionFile(name, '; a published version is named <id>@<version>');
  }
  return (await (await session.client()).definitions.get(published.id, published.version)).document;
}

async function simulated(session: Session<SimulateOptions>, candidate: DefinitionDocument): Promise<SimulationReport> {
  const { options, terminal } = session;
  const { sample, quiet } = options;
  const since = options.since === undefined ? undefined : instantSince(options.since, terminal.now());
  let progress: Progress | undefined;
  try {
    return await (
      await session.client()
    ).definitions.simulate(candidate, {
      ...defined({ since, sample }),
      onProgress: ({ events, journeys, total }) => {
        progress ??= quiet === true ? silentProgress : progressOn(terminal.err, 'simulate', total.events);
        progress.update(events, `${formatCount(journeys)} of ${formatCount(total.journeys)} journeys`);
      },
    });
  } finally {
    progress?.stop();
  }
}

/** Checked where it is typed; a duration counts from the run. */
function sinceArgument(text: string): string {
  if (text.startsWith('P')) {
    const parsed = parseDuration(text);
    if (!parsed.ok) throw new InvalidArgumentError(`${parsed.reason} Give an instant, or a duration such as P30D.`);
    return text;
  }
  const instant = readInstant(text);
  if (instant !== undefined) return instant;
  throw new InvalidArgumentError('Give an instant such as 2026-11-22T21:05:00Z, a date, or a duration such as P30D.');
}

function instantSince(since: string, now: Date): string {
  const parsed = since.startsWith('P') ? parseDuration(since) : undefined;
  return parsed?.ok === true ? new Date(now.getTime() - parsed.ms).toISOString() : since;
}
