import type { DefinitionDocument } from '@ledger/client';
import { checkDefinition, type DefinitionReport } from '@ledger/journey';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import type { Session } from '../session';
import { readDefinitionFile } from './definition-file';
import { versionNameOf } from './version-name';

/** A definition that a command names: a file, or `<id>@<version>` of a published one. */
export async function namedDefinition(
  name: string,
  session: Session<object>,
): Promise<NonNullable<DefinitionReport['document']>> {
  const published = versionNameOf(name);
  const document = published
    ? (await (await session.client()).definitions.get(published.id, published.version)).document
    : await readDefinitionFile(name, '; a published version is named <id>@<version>');
  return shaped(name, document);
}

/** The document, where it has the shape of one. */
function shaped(name: string, document: DefinitionDocument): NonNullable<DefinitionReport['document']> {
  const { document: checked, errors } = checkDefinition(document);
  if (checked !== undefined) return checked;
  throw new CliFailure(EXIT.refused, `${name} is not a definition: ${errors[0]?.message ?? 'it cannot be read.'}`);
}
