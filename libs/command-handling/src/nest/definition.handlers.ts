import { CommandHandler, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DefinitionCatalog } from '../definitions/definition-catalog';
import type { PublishOutcome, RetireOutcome } from '../definitions/definition-outcomes';
import type { DefinitionListing, PublishedDefinition } from '../definitions/published-definition';
import { GetDefinition, ListDefinitions, PublishDefinition, RetireDefinition } from './definition.messages';

@QueryHandler(GetDefinition)
export class GetDefinitionHandler implements IQueryHandler<GetDefinition> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ tenant, definitionId, version }: GetDefinition): Promise<PublishedDefinition | undefined> {
    return this.catalog.get(tenant, definitionId, version);
  }
}

@QueryHandler(ListDefinitions)
export class ListDefinitionsHandler implements IQueryHandler<ListDefinitions> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ tenant }: ListDefinitions): Promise<readonly DefinitionListing[]> {
    return this.catalog.list(tenant);
  }
}

@CommandHandler(PublishDefinition)
export class PublishDefinitionHandler implements ICommandHandler<PublishDefinition> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ tenant, input, actor }: PublishDefinition): Promise<PublishOutcome> {
    return this.catalog.publish(tenant, input, actor);
  }
}

@CommandHandler(RetireDefinition)
export class RetireDefinitionHandler implements ICommandHandler<RetireDefinition> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ tenant, definitionId, version, reason, actor }: RetireDefinition): Promise<RetireOutcome> {
    return this.catalog.retire(tenant, { definitionId, version, reason }, actor);
  }
}
