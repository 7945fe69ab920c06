import { Argument, type Command } from 'commander';
import { suggestionsFor } from '../input/suggestions';
import { COMPLETION_SCRIPTS, SHELLS, type Shell } from '../output/completion-scripts';
import type { Terminal } from '../terminal';

export function addCompletionCommand(program: Command, terminal: Terminal): void {
  program
    .command('completion')
    .summary('print the completion script of a shell')
    .description(
      'Prints a script by which a shell completes commands, options and their values. It asks `journey` for them, so' +
        ' `journey` must be on the PATH: `npm link` in a clone puts it there.',
    )
    .addArgument(new Argument('<shell>', 'shell that is to run the script').choices(SHELLS))
    .addHelpText(
      'after',
      `
Examples:
  $ echo 'source <(journey completion bash)' >> ~/.bashrc
  $ echo 'source <(journey completion zsh)' >> ~/.zshrc      # after compinit
  $ journey completion fish > ~/.config/fish/completions/journey.fish`,
    )
    .action((shell: Shell) => {
      terminal.out.write(COMPLETION_SCRIPTS[shell]);
    });
  program
    .command('complete', { hidden: true })
    .description('Prints what may stand at the cursor, for the scripts of `journey completion`.')
    .argument('[words...]', 'words behind the name of the program, up to the cursor')
    .action((words: readonly string[]) => {
      for (const { value, meaning } of suggestionsFor(program, words)) terminal.out.write(`${value}\t${meaning}\n`);
    });
}
