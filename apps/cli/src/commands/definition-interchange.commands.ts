import { readFile } from 'node:fs/promises';
import { definitionOfMachine, definitionScxml, xstateMachine } from '@ledger/exchange';
import { checkDefinition, definitionDiagram, type DefinitionDocument } from '@ledger/journey';
import { type Command, Option } from 'commander';
import { EXIT } from '../exit-code';
import { textChunks, wholeFile } from '../export/whole-file';
import { CliFailure, usageFailure } from '../failures';
import { namedDefinition } from '../input/named-definition';
import { findingsText } from '../output/definition-text';
import { counted } from '../output/times';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

const FORMATS = {
  xstate: (document) => `${JSON.stringify(xstateMachine(document), null, 2)}\n`,
  scxml: (document) => definitionScxml(document),
  mermaid: (document) => definitionDiagram(document),
} satisfies Record<string, (document: DefinitionDocument) => string>;

interface ExportOptions {
  readonly format: keyof typeof FORMATS;
  readonly out?: string;
}

interface ImportOptions {
  readonly id?: string;
  readonly out?: string;
}

export function addDefinitionExport(parent: Command, terminal: Terminal): void {
  parent
    .command('export')
    .summary('write a definition for XState, as SCXML or as a Mermaid diagram')
    .description('Writes a file, or a published version, for other tools. A file needs no server.')
    .argument('<file>', 'definition, JSON or YAML; or <id>@<version> of a published one')
    .addOption(new Option('--format <format>', 'what to write').choices(Object.keys(FORMATS)).makeOptionMandatory())
    .option('-o, --out <file>', 'file to write. Default: the output')
    .addHelpText(
      'after',
      `
Examples:
  $ journey definition export CustomerJourneyState@1 --format xstate --out machine.json
  $ journey definition export draft.yaml --format scxml | xmllint --format -`,
    )
    .action(async (name: string, _: ExportOptions, command: Command) => {
      const session = sessionOf<ExportOptions>(command, terminal);
      const { format, out } = session.options;
      const document = await namedDefinition(name, session);
      refuseFaulty(name, document);
      const text = FORMATS[format](document);
      if (out !== undefined) await wholeFile(out, textChunks(text));
      session.print({ format, ...(out === undefined ? { text } : { out }) }, () =>
        out === undefined ? text.trimEnd() : `${document.id} version ${document.version} is written to ${out}`,
      );
    });
}

export function addDefinitionImport(parent: Command, terminal: Terminal): void {
  parent
    .command('import')
    .summary('write the definition that a machine of XState 5 is, without a server')
    .description(
      'Reads a machine config of XState 5 in JSON and writes the definition document. Lists what has no equivalent in a' +
        ' definition with its place, and what the static check says. Ends with 1 where either finds an error; a document' +
        ' that only the check refuses is written all the same.',
    )
    .argument('<machine>', 'machine config, JSON')
    .option('--id <id>', 'id of the definition. Default: that of the machine')
    .option('-o, --out <file>', 'file to write. Default: the output')
    .addHelpText('after', '\nExamples:\n  $ journey definition import machine.json --id Refund --out refund.json')
    .action(async (path: string, _: ImportOptions, command: Command) => {
      const session = sessionOf<ImportOptions>(command, terminal);
      const { id, out } = session.options;
      const read = definitionOfMachine(await readMachine(path), { ...(id !== undefined && { id }) });
      if (!read.ok) {
        session.print({ problems: read.problems }, () => findingsText(read.problems, [], session.palette).join('\n'));
        throw new CliFailure(
          EXIT.refused,
          `${path} cannot become a definition: ${counted(read.problems.length, 'problem')}.`,
        );
      }
      const { document, leftOut } = read;
      const { errors, warnings } = checkDefinition(document);
      const text = `${JSON.stringify(document, null, 2)}\n`;
      if (out !== undefined) await wholeFile(out, textChunks(text));
      session.print({ document, leftOut, errors, warnings }, () =>
        out === undefined ? text.trimEnd() : `Written to ${out}`,
      );
      const found = [
        ...findingsText(errors, warnings, session.palette),
        ...leftOut.map((place) => `not imported: ${place}`),
      ];
      // Beside a document that goes to the output, findings would not be part of it.
      if (found.length > 0 && session.options.json !== true) terminal.err.write(`${found.join('\n')}\n`);
      if (errors.length > 0) {
        throw new CliFailure(
          EXIT.refused,
          `${path} could not be published: it has ${counted(errors.length, 'error')}.`,
        );
      }
    });
}

/** A faulty document would be a faulty machine, and a faulty picture. */
export function refuseFaulty(name: string, document: DefinitionDocument): void {
  const [first] = checkDefinition(document).errors;
  if (first === undefined) return;
  throw new CliFailure(EXIT.refused, `${name} could not be published, so it is not exported: ${first.message}`);
}

async function readMachine(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw usageFailure(`There is no file ${path}.`, cause);
    throw usageFailure(`${path} cannot be read (${cause.code ?? cause.message}).`, cause);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw usageFailure(`${path} is not JSON: ${cause instanceof Error ? cause.message : ''}`, cause);
  }
}
