import { checkUnpublished, compileDefinition, definitionDiagram, type LongestTime, withPlaces } from '@ledger/journey';
import type { Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import { readDefinitionSource } from '../input/definition-file';
import { placedInFile } from '../input/placed-findings';
import { namedDefinition } from '../input/named-definition';
import { definitionText, findingsText, policiesText } from '../output/definition-text';
import { definitionRulesText } from '../output/definition-rules-text';
import { upgradeText } from '../output/version-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';
import { addDefinitionDiagram } from './definition-diagram.command';
import { addDefinitionDiff } from './definition-diff.command';
import { addDefinitionExport, addDefinitionImport } from './definition-interchange.commands';
import { addDefinitionSimulate } from './definition-simulate.command';
import { addVersionCommands } from './definition-versions.command';

interface PublishOptions {
  readonly reason?: string;
}

interface ShowOptions {
  readonly diagram?: boolean;
}

export function addDefinitionCommand(program: Command, terminal: Terminal): void {
  const definition = program
    .command('definition')
    .summary('publish, check, show, compare, simulate, exchange, roll back or retire a definition')
    .description('Works with definition files, JSON or YAML, and with published versions.');
  addPublish(definition, terminal);
  addCheck(definition, terminal);
  addShow(definition, terminal);
  addDefinitionDiagram(definition, terminal);
  addDefinitionExport(definition, terminal);
  addDefinitionImport(definition, terminal);
  addVersionCommands(definition, terminal);
  addDefinitionDiff(definition, terminal);
  addDefinitionSimulate(definition, terminal);
}

function addPublish(parent: Command, terminal: Terminal): void {
  parent
    .command('publish')
    .summary('publish a version')
    .description(
      'Publishes the file as a version of its definition: new journeys start with it. Says how open journeys of each' +
        ' earlier version come over. Publishing the same again changes nothing.',
    )
    .argument('<file>', 'definition, JSON or YAML')
    .option('--reason <sentence>', 'why, for the audit trail')
    .addHelpText(
      'after',
      '\nExamples:\n  $ journey definition publish definitions/customer-journey-state.json --reason "disputes go to a person"',
    )
    .action(async (file: string, _: PublishOptions, command: Command) => {
      const session = sessionOf<PublishOptions>(command, terminal);
      const { reason } = session.options;
      const { document, placeOf } = await readDefinitionSource(file);
      const { definitions } = await session.client();
      const published = await definitions.publish(document, { reason }).catch((error: unknown) => {
        throw placedInFile(error, placeOf);
      });
      session.print(published, () => {
        const warnings = findingsText([], published.warnings, session.palette);
        const name = `${published.id} version ${published.version}`;
        const done = published.created ? 'is published' : 'had been published before';
        const bound = published.bound === null ? [] : [boundText(published.bound)];
        const upgrades = (published.upgrades ?? []).map(upgradeText);
        const what = `${session.palette.green(name)} ${done} (hash ${published.hash})`;
        return [what, ...warnings, ...bound, ...upgrades, ...policiesText(published.policies, session.palette)].join(
          '\n',
        );
      });
    });
}

function addCheck(parent: Command, terminal: Terminal): void {
  parent
    .command('check')
    .summary('run the static check, without a server')
    .description(
      'Checks a definition as publishing does: targets, dead ends, timeout loops, guards, context schema. Says the longest bounded time' +
        ' that a journey can take, or which loop makes it unbounded, and of each policy whether the states imply it.' +
        ' Ends with 1 where it could not be published.',
    )
    .argument('<file>', 'definition, JSON or YAML')
    .addHelpText(
      'after',
      '\nExamples:\n  $ journey definition check draft.yaml\n  $ journey definition check draft.yaml --json',
    )
    .action(async (file: string, _: object, command: Command) => {
      const session = sessionOf(command, terminal);
      const { document, placeOf } = await readDefinitionSource(file);
      const report = withPlaces(checkUnpublished(document).report, placeOf);
      const { errors, warnings, policies } = report;
      session.print(report, () =>
        [
          ...findingsText(errors, warnings, session.palette),
          ...(report.valid ? [boundText(report)] : []),
          ...policiesText(policies, session.palette),
        ].join('\n'),
      );
      if (!report.valid) {
        const what = errors.length === 1 ? '1 error' : `${errors.length} errors`;
        throw new CliFailure(EXIT.refused, `${file} could not be published: it has ${what}.`);
      }
    });
}

function addShow(parent: Command, terminal: Terminal): void {
  parent
    .command('show')
    .summary('show the states, transitions, policies and upgrade rule of a file, or of a published version')
    .description(
      'Shows a definition as a table of its transitions, with its policies and its upgrade rule; or as a Mermaid diagram.',
    )
    .argument('<file>', 'definition, JSON or YAML; or <id>@<version> of a published one')
    .option('--diagram', 'print a Mermaid state diagram')
    .addHelpText(
      'after',
      `
Examples:
  $ journey definition show definitions/customer-journey-state.json
  $ journey definition show CustomerJourneyState@1 --diagram`,
    )
    .action(async (name: string, _: ShowOptions, command: Command) => {
      const session = sessionOf<ShowOptions>(command, terminal);
      const checked = await namedDefinition(name, session);
      session.print(session.options.diagram === true ? { diagram: definitionDiagram(checked) } : checked, () =>
        session.options.diagram === true
          ? definitionDiagram(checked).trimEnd()
          : [
              definitionText(compileDefinition(checked), session.palette, session.width),
              ...definitionRulesText(checked, session.palette, session.width),
            ].join('\n\n'),
      );
    });
}

function boundText({ longestBounded, unboundedCycle, unboundedStates }: LongestTime): string {
  if (longestBounded !== undefined)
    return `A journey takes at most ${longestBounded.iso}: ${longestBounded.path.join(' → ')}`;
  if (unboundedCycle !== undefined) return `A journey can go round for ever: ${unboundedCycle.join(' → ')}`;
  if (unboundedStates !== undefined) return `A journey can wait for ever in ${unboundedStates.join(', ')}`;
  return 'Its loops are too many to say how long a journey can take.';
}
