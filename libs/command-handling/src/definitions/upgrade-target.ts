import {
  compileDefinition,
  lineageOf,
  upgradePath,
  type CompiledDefinition,
  type DefinitionDocument,
} from '@ledger/journey';
import { documentsOf, type DefinitionStream } from './definition-stream';

/** A version that knows what the versions before it called its states. */
export function inLineage(document: DefinitionDocument, stream: DefinitionStream): CompiledDefinition {
  const definition = compileDefinition(document);
  const lineage = lineageOf(document, documentsOf(stream));
  return lineage === undefined ? definition : { ...definition, lineage };
}

/**
 * The version to which open journeys of a version come over: the newest up to the current one whose rule, or proof, lets them
 * do so at a command. None after a roll back: journeys go forward alone.
 */
export function upgradeTarget(stream: DefinitionStream, before: DefinitionDocument): DefinitionDocument | undefined {
  const { versions, current } = stream;
  if (current === undefined) return undefined;
  const published = documentsOf(stream);
  return [...versions.values()]
    .filter(({ version, retired }) => !retired && version > before.version && version <= current.version)
    .map(({ document }) => document)
    .findLast((document) => upgradePath(before, document, lineageOf(document, published)).when === 'resume');
}
