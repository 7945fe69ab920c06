import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DefinitionCatalog } from '../definitions/definition-catalog';
import type { DefinitionListing } from '../definitions/published-definition';
import { ListDefinitions } from './list-definitions.query';

@QueryHandler(ListDefinitions)
export class ListDefinitionsHandler implements IQueryHandler<ListDefinitions> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ tenant }: ListDefinitions): Promise<readonly DefinitionListing[]> {
    return this.catalog.list(tenant);
  }
}
