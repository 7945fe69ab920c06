import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DefinitionCatalog } from '../definitions/definition-catalog';
import type { RetireOutcome } from '../definitions/definition-outcomes';
import { RetireDefinition } from './retire-definition.command';

@CommandHandler(RetireDefinition)
export class RetireDefinitionHandler implements ICommandHandler<RetireDefinition> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ tenant, definitionId, version, reason, actor }: RetireDefinition): Promise<RetireOutcome> {
    return this.catalog.retire(tenant, { definitionId, version, reason }, actor);
  }
}
