/**
 * What an option may be, in the order of its help; the compiler sees to it that it is all that the ledger knows. The
 * ledger's own lists would bring its libraries with them, for every command line.
 */
export function allChoices<Choice extends string>(choices: Readonly<Record<Choice, true>>): readonly Choice[] {
  return Object.keys(choices) as Choice[];
}
