import type { CompiledDefinition, TransitionOption } from '@ledger/journey';
import type { Palette } from './palette';
import { printable } from './printable';
import { table } from './table';

/** Something the static check said, from here or from the ledger. */
export interface FindingText {
  readonly code?: string;
  readonly path?: string;
  readonly message: string;
  /** In a YAML file; both count from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** One line for each finding, errors first. */
export function findingsText(
  errors: readonly FindingText[],
  warnings: readonly FindingText[],
  palette: Palette,
): readonly string[] {
  const textOf = ({ code, path = '', message, line, column }: FindingText, word: string): string => {
    // Some messages begin with the place that they are about.
    const place = message.startsWith(path) ? '' : path;
    const inText = line === undefined ? '' : `(line ${line}, column ${column ?? 1})`;
    const parts = [code, place, inText].filter((part) => part !== undefined && part !== '');
    return `${word} ${parts.join(' ')}: ${printable(message)}`;
  };
  return [
    ...errors.map((found) => textOf(found, palette.red('error'))),
    ...warnings.map((found) => textOf(found, palette.yellow('warning'))),
  ];
}

/** What the check says of a policy. */
export interface PolicyText {
  readonly name: string;
  readonly kind: string;
  readonly verdict: 'proved' | 'watched' | 'excluded';
  readonly message: string;
}

/** One line for each policy. */
export function policiesText(policies: readonly PolicyText[], palette: Palette): readonly string[] {
  const words = {
    proved: palette.green('proved'),
    watched: palette.yellow('watched'),
    excluded: palette.red('excluded'),
  };
  return policies.map(
    ({ name, kind, verdict, message }) => `${words[verdict]} ${name} (${kind}): ${printable(message)}`,
  );
}

interface Row {
  readonly state: string;
  readonly note: string;
  readonly option?: TransitionOption;
}

/** A definition as a table: one row for each transition. */
export function definitionText(definition: CompiledDefinition, palette: Palette, width: number | undefined): string {
  const { document, id, version, hash } = definition;
  const title = document.title === undefined ? '' : `: ${printable(document.title)}`;
  const rows = Object.keys(document.states).flatMap((stateId) => rowsOf(definition, stateId));
  const body = table(
    rows,
    [
      { title: 'state', value: ({ state }) => state, paint: () => palette.cyan, shrinks: true },
      { title: '', value: ({ note }) => note, paint: () => palette.dim },
      { title: 'leads to', value: ({ option }) => option?.target ?? '', shrinks: true },
      { title: 'event', value: ({ option }) => option?.event ?? '' },
      { title: 'guard', value: ({ option }) => option?.guard ?? '', shrinks: true },
      { title: 'on conflict', value: ({ option }) => option?.onConflict ?? '' },
    ],
    { width, header: palette.dim },
  );
  return `${palette.bold(printable(id))} version ${version}${title}\n${palette.dim(`hash ${hash}`)}\n\n${body}`;
}

function rowsOf(definition: CompiledDefinition, stateId: string): readonly Row[] {
  const timeout = definition.timeoutOf(stateId);
  const notes = [
    definition.initial === stateId ? 'initial' : '',
    definition.isFinal(stateId) ? 'final' : '',
    timeout === undefined ? '' : `${timeout.after} → ${timeout.target ?? 'ABORT_TIMEOUT'}`,
  ];
  const note = notes.filter((part) => part !== '').join(', ');
  const [first, ...others] = definition.transitionsFrom(stateId);
  if (first === undefined) return [{ state: stateId, note }];
  return [{ state: stateId, note, option: first }, ...others.map((option) => ({ state: '', note: '', option }))];
}
