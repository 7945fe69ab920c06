import { randomUUID } from 'node:crypto';
import { defined } from '@ledger/plain-data';
import type { Command } from 'commander';
import { wholeNumber } from '../input/arguments';
import { versionArgument } from '../input/version-name';
import { listingsText, openJourneysText, versionChangedText, versionsText } from '../output/version-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface ChangeOptions {
  readonly reason: string;
  readonly expectedRevision?: number;
  readonly commandId?: string;
}

/** The versions of definitions: which there are, and which one new journeys start with. */
export function addVersionCommands(definition: Command, terminal: Terminal): void {
  addList(definition, terminal);
  addCurrent(definition, terminal);
  addRetire(definition, terminal);
  addUnretire(definition, terminal);
}

function addList(parent: Command, terminal: Terminal): void {
  parent
    .command('list')
    .summary('list the published definitions, or the versions of one')
    .description(
      'Lists the published definitions with their versions and the current one; of one definition also who published,' +
        ' retired and un-retired a version or made it current, when and why.',
    )
    .argument('[definitionId]', 'only this definition, with the changes of its versions')
    .addHelpText(
      'after',
      '\nExamples:\n  $ journey definition list\n  $ journey definition list CustomerJourneyState --json',
    )
    .action(async (definitionId: string | undefined, _: object, command: Command) => {
      const session = sessionOf(command, terminal);
      const { definitions } = await session.client();
      const { palette, width } = session;
      if (definitionId === undefined) {
        const listings = await definitions.list();
        session.print({ definitions: listings }, () => listingsText(listings, palette, width));
      } else {
        const history = await definitions.history(definitionId);
        session.print(history, () => versionsText(history, palette, width));
      }
    });
}

function addCurrent(parent: Command, terminal: Terminal): void {
  withChangeOptions(
    parent
      .command('current')
      .summary('make a version current: roll back, or forward again')
      .description(
        'New journeys that name no version start with the current one, and open journeys come over to versions up to it' +
          ' where that is safe. A version that is published becomes current; this makes an older one current again.' +
          ' Journeys that came over before stay where they are.',
      ),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  $ journey definition current CustomerJourneyState@1 --reason "Version 2 sends everyone to the desk"',
    )
    .action(async (name: string, _: ChangeOptions, command: Command) => {
      const session = sessionOf<ChangeOptions>(command, terminal);
      const { id, version } = versionArgument(name);
      const request = { version, ...requestOf(session.options) };
      const changed = await (await session.client()).definitions.makeCurrent(id, request);
      session.print(changed, () => versionChangedText(changed, session.palette));
    });
}

function addRetire(parent: Command, terminal: Terminal): void {
  withChangeOptions(
    parent
      .command('retire')
      .summary('let no new journey start with a version')
      .description(
        'Retires a version, and shows which open journeys still run it. If it was current, the newest version that is' +
          ' not retired becomes current.',
      ),
  )
    .addHelpText('after', '\nExamples:\n  $ journey definition retire CustomerJourneyState@1 --reason "Replaced by 2"')
    .action(async (name: string, _: ChangeOptions, command: Command) => {
      const session = sessionOf<ChangeOptions>(command, terminal);
      const { id, version } = versionArgument(name);
      const changed = await (await session.client()).definitions.retire(id, version, requestOf(session.options));
      const { palette, width } = session;
      session.print(changed, () =>
        [versionChangedText(changed, palette), openJourneysText(changed.openJourneys, palette, width)].join('\n'),
      );
    });
}

function addUnretire(parent: Command, terminal: Terminal): void {
  withChangeOptions(
    parent
      .command('unretire')
      .summary('let new journeys start with a retired version again')
      .description('Un-retires a version. It becomes current only where every other version is retired.'),
  )
    .addHelpText('after', '\nExamples:\n  $ journey definition unretire CustomerJourneyState@1 --reason "By mistake"')
    .action(async (name: string, _: ChangeOptions, command: Command) => {
      const session = sessionOf<ChangeOptions>(command, terminal);
      const { id, version } = versionArgument(name);
      const changed = await (await session.client()).definitions.unretire(id, version, requestOf(session.options));
      session.print(changed, () => versionChangedText(changed, session.palette));
    });
}

function withChangeOptions(command: Command): Command {
  return command
    .argument('<version>', 'published version, as <id>@<version>')
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .option(
      '--expected-revision <revision>',
      'optimistic lock: revision of the definition, as list shows it',
      wholeNumber,
    )
    .option('--command-id <id>', 'idempotency key of the command (default: a new one for each run)');
}

function requestOf({ reason, expectedRevision, commandId = randomUUID() }: ChangeOptions) {
  return { reason, commandId, ...defined({ expectedRevision }) };
}
