import type { QueryBus } from '@nestjs/cqrs';
import { GetDefinition, type PublishedDefinition } from '@ledger/command-handling';
import type { IncomingCall } from '../http/incoming-call';
import { definitionNotFound } from '../http/problem';

/** A version of a definition; a problem if nothing is published under its id and number. */
export async function publishedDefinition(
  queries: QueryBus,
  { tenant }: Pick<IncomingCall, 'tenant'>,
  definitionId: string,
  version: number,
): Promise<PublishedDefinition> {
  const definition = await queries.execute(new GetDefinition(tenant, definitionId, version));
  if (definition) return definition;
  throw definitionNotFound(`${definitionId} version ${version}`);
}
