import type { Command, Option } from 'commander';

/** What may stand at the cursor, and what it means; a shell shows both. */
export interface Suggestion {
  readonly value: string;
  readonly meaning: string;
}

/**
 * Completes the last of `words`, the words after the program's name up to the cursor. Nothing where any text may stand:
 * the shell completes file names then. Bash gives `--status=AC` as three words, other shells as one.
 */
export function suggestionsFor(program: Command, words: readonly string[]): readonly Suggestion[] {
  const typed = words.at(-1) ?? '';
  let command = program;
  let position = 0;
  let open: Option | undefined;
  for (const word of words.slice(0, -1)) {
    if (word === '=') continue;
    if (open !== undefined) {
      open = undefined;
    } else if (word.startsWith('-')) {
      const option = optionsOf(command).find((known) => isCalled(known, word));
      if (option !== undefined && takesValue(option)) open = option;
    } else {
      const inner = command.commands.find((known) => known.name() === word || known.aliases().includes(word));
      if (inner === undefined) position += 1;
      else [command, position] = [inner, 0];
    }
  }
  const [flag = '', value] = typed === '=' ? ['', ''] : typed.split(/=(.*)/s);
  if (open !== undefined) return matching(choicesOf(open), value === undefined ? flag : value);
  if (typed.startsWith('-') && value !== undefined) {
    const option = optionsOf(command).find((known) => isCalled(known, flag));
    return matching(choicesOf(option), value).map((choice) => ({ ...choice, value: `${flag}=${choice.value}` }));
  }
  return matching(typed.startsWith('-') ? flagsOf(command) : wordsOf(command, position), typed);
}

function matching(suggestions: readonly Suggestion[], start: string): readonly Suggestion[] {
  return suggestions.filter(({ value }) => value.startsWith(start));
}

function isCalled({ long, short }: Option, flag: string): boolean {
  return flag === long || flag === short;
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

/** A command knows its own options and those of the commands above it. */
function optionsOf(command: Command): readonly Option[] {
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
}

function flagsOf(command: Command): readonly Suggestion[] {
  return optionsOf(command).flatMap(({ long, description }) =>
    long == null ? [] : [{ value: long, meaning: description }],
  );
}

function choicesOf(choosing: { readonly argChoices?: readonly string[] } | undefined): readonly Suggestion[] {
  return (choosing?.argChoices ?? []).map((value) => ({ value, meaning: '' }));
}

/** Commands below this one; else the values of its argument at this place. */
function wordsOf(command: Command, position: number): readonly Suggestion[] {
  if (command.commands.length === 0) {
    const { registeredArguments: places } = command;
    return choicesOf(places[position] ?? places.filter(({ variadic }) => variadic).at(-1));
  }
  if (position > 0) return [];
  return command
    .createHelp()
    .visibleCommands(command)
    .flatMap((inner) =>
      [inner.name(), ...inner.aliases()].map((value) => ({ value, meaning: inner.summary() || inner.description() })),
    );
}
