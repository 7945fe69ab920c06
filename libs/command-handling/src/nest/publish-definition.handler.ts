import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DefinitionCatalog } from '../definitions/definition-catalog';
import type { PublishOutcome } from '../definitions/definition-outcomes';
import { PublishDefinition } from './publish-definition.command';

@CommandHandler(PublishDefinition)
export class PublishDefinitionHandler implements ICommandHandler<PublishDefinition> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ tenant, input, actor }: PublishDefinition): Promise<PublishOutcome> {
    return this.catalog.publish(tenant, input, actor);
  }
}
