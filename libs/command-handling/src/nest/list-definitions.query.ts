import { Query } from '@nestjs/cqrs';
import type { DefinitionListing } from '../definitions/published-definition';

export class ListDefinitions extends Query<readonly DefinitionListing[]> {
  constructor(readonly tenant: string) {
    super();
  }
}
