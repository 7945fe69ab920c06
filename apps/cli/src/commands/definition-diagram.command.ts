import { diagramSvg, layOut } from '@ledger/diagrams';
import { definitionDiagram, type DefinitionDocument } from '@ledger/journey';
import type { Command } from 'commander';
import { textChunks, wholeFile } from '../export/whole-file';
import { namedDefinition } from '../input/named-definition';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';
import { refuseFaulty } from './definition-interchange.commands';

interface DiagramOptions {
  readonly svg?: boolean;
  readonly out?: string;
}

export function addDefinitionDiagram(parent: Command, terminal: Terminal): void {
  parent
    .command('diagram')
    .summary('draw a definition as a Mermaid diagram or as an SVG picture')
    .description('Draws a file, or a published version. A file needs no server.')
    .argument('<file>', 'definition, JSON or YAML; or <id>@<version> of a published one')
    .option('--svg', 'draw an SVG picture instead of writing Mermaid')
    .option('-o, --out <file>', 'file to write. Default: the output')
    .addHelpText('after', '\nExamples:\n  $ journey definition diagram CustomerJourneyState@1 --svg --out diagram.svg')
    .action(async (name: string, _: DiagramOptions, command: Command) => {
      const session = sessionOf<DiagramOptions>(command, terminal);
      const { svg = false, out } = session.options;
      const document = await namedDefinition(name, session);
      refuseFaulty(name, document);
      const diagram = svg ? await svgOf(document) : definitionDiagram(document);
      if (out !== undefined) await wholeFile(out, textChunks(diagram));
      session.print(out === undefined ? { diagram } : { out }, () =>
        out === undefined ? diagram.trimEnd() : `Written to ${out}`,
      );
    });
}

async function svgOf(document: DefinitionDocument): Promise<string> {
  return diagramSvg(await layOut(document), `${document.title ?? document.id}, version ${document.version}`);
}
