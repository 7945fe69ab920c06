import type { DefinitionDiff } from '@ledger/client';
import { definitionDiff, statesConcerned } from '@ledger/journey';
import type { Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import { asUsage } from '../input/candidate-failure';
import { readDefinitionFile } from '../input/definition-file';
import { namedDefinition } from '../input/named-definition';
import { versionNameOf } from '../input/version-name';
import { diffText } from '../output/diff-text';
import { sessionOf, type Session } from '../session';
import type { Terminal } from '../terminal';

/** A comparison of files alone knows of no journeys. */
export type ShownDiff = Omit<DefinitionDiff, 'openJourneys'> & Partial<Pick<DefinitionDiff, 'openJourneys'>>;

export function addDefinitionDiff(definition: Command, terminal: Terminal): void {
  definition
    .command('diff')
    .summary('compare two versions or files')
    .description(
      'Names each difference: states, transitions, guards, timeouts, escalations, context, upgrade rule. If the first is' +
        ' a published version, also how its open journeys would come over, and which of them are in a state that differs.' +
        ' Ends with 0 where nothing differs but the version, with 1 where something does.',
    )
    .argument('<before>', 'published version, as <id>@<version>; or a definition file')
    .argument('<after>', 'the same')
    .addHelpText(
      'after',
      `
Examples:
  $ journey definition diff CustomerJourneyState@1 CustomerJourneyState@2
  $ journey definition diff CustomerJourneyState@2 draft.yaml --json
  $ journey definition diff old.json new.json`,
    )
    .action(async (before: string, after: string, _: object, command: Command) => {
      const session = sessionOf(command, terminal);
      const diff = await compared(session, before, after).catch(asUsage);
      session.print(diff, () => diffText(diff, session.palette, session.width));
      if (!diff.same) {
        const { length } = diff.changes;
        const what = length === 1 ? '1 difference' : `${length} differences`;
        throw new CliFailure(EXIT.refused, `${before} and ${after} have ${what}.`);
      }
    });
}

async function compared(session: Session<object>, before: string, after: string): Promise<ShownDiff> {
  const { definitions } = await session.client();
  const [earlier, later] = [versionNameOf(before), versionNameOf(after)];
  if (earlier !== undefined && later?.id === earlier.id) {
    return definitions.diff(earlier.id, earlier.version, later.version);
  }
  if (earlier !== undefined) {
    const candidate =
      later === undefined
        ? await readDefinitionFile(after, '; a published version is named <id>@<version>')
        : (await definitions.get(later.id, later.version)).document;
    return definitions.diffCandidate(earlier.id, earlier.version, candidate);
  }
  const [old, present] = [await namedDefinition(before, session), await namedDefinition(after, session)];
  const changes = definitionDiff(old, present);
  return {
    ...{ id: old.id, from: old.version, to: present.version, same: changes.length === 0 },
    ...{ changes, affectedStates: statesConcerned(old, changes) },
  };
}
