import { CommandHandler, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { UpgradePath } from '@ledger/journey';
import { DefinitionCatalog } from '../definitions/definition-catalog';
import type { PublishOutcome } from '../definitions/definition-outcomes';
import type { DefinitionHistory, DefinitionListing, PublishedDefinition } from '../definitions/published-definition';
import type { VersionOutcome } from '../definitions/version-changes';
import {
  ChangeDefinitionVersion,
  GetDefinition,
  GetDefinitionHistory,
  GetUpgradePaths,
  ListDefinitions,
  PublishDefinition,
} from './definition.messages';

@QueryHandler(GetDefinition)
export class GetDefinitionHandler implements IQueryHandler<GetDefinition> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ tenant, definitionId, version }: GetDefinition): Promise<PublishedDefinition | undefined> {
    return this.catalog.get(tenant, definitionId, version);
  }
}

@QueryHandler(GetUpgradePaths)
export class GetUpgradePathsHandler implements IQueryHandler<GetUpgradePaths> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ tenant, definitionId, version }: GetUpgradePaths): Promise<readonly UpgradePath[]> {
    return this.catalog.upgradePaths(tenant, definitionId, version);
  }
}

@QueryHandler(GetDefinitionHistory)
export class GetDefinitionHistoryHandler implements IQueryHandler<GetDefinitionHistory> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ tenant, definitionId }: GetDefinitionHistory): Promise<DefinitionHistory | undefined> {
    return this.catalog.history(tenant, definitionId);
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

  execute({ tenant, checked, origin, reason }: PublishDefinition): Promise<PublishOutcome> {
    return this.catalog.publishChecked(tenant, checked, origin, reason);
  }
}

@CommandHandler(ChangeDefinitionVersion)
export class ChangeDefinitionVersionHandler implements ICommandHandler<ChangeDefinitionVersion> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ tenant, change, request, caller }: ChangeDefinitionVersion): Promise<VersionOutcome> {
    return this.catalog[change](tenant, request, caller);
  }
}
