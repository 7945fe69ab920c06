import type { Command } from 'commander';
import { lookupText } from '../output/lookup-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

export function addLookupCommand(program: Command, terminal: Terminal): void {
  program
    .command('lookup')
    .summary('find what an id names: a journey, an event, an escalation or a definition')
    .description(
      'Finds what a text names: a session, alias, conversation, customer, escalation, definition, position, event,' +
        ' command id or hash. Event ids, command ids and hashes are looked for in the newest events.',
    )
    .argument('<text>', 'an id of any kind, as it was pasted')
    .addHelpText('after', '\nExamples:\n  $ journey lookup genesys:conv-81\n  $ journey lookup 4711 --json')
    .action(async (text: string, _: object, command: Command) => {
      const session = sessionOf(command, terminal);
      const found = await (await session.client()).lookup(text);
      session.print(found, () => lookupText(found, session.palette, session.width));
    });
}
