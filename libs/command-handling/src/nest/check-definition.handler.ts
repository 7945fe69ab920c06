import type { DefinitionReport } from '@ledger/journey';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DefinitionCatalog } from '../definitions/definition-catalog';
import { CheckDefinition } from './check-definition.query';

@QueryHandler(CheckDefinition)
export class CheckDefinitionHandler implements IQueryHandler<CheckDefinition> {
  constructor(private readonly catalog: DefinitionCatalog) {}

  execute({ input }: CheckDefinition): Promise<DefinitionReport> {
    return Promise.resolve(this.catalog.check(input));
  }
}
