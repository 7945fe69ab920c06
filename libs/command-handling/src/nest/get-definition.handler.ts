import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DefinitionCatalog } from '../definitions/definition-catalog';
import type { PublishedDefinition } from '../definitions/published-definition';
import { GetDefinition } from './get-definition.query';

@QueryHandler(GetDefinition)
export class GetDefinitionHandler implements IQueryHandler<GetDefinition> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ tenant, definitionId, version }: GetDefinition): Promise<PublishedDefinition | undefined> {
    return this.catalog.get(tenant, definitionId, version);
  }
}
