import { Query } from '@nestjs/cqrs';
import type { DefinitionListing } from '../definitions/published-definition';

/** The definitions of a tenant with their versions, by id. */
export class ListDefinitions extends Query<readonly DefinitionListing[]> {
  constructor(readonly tenant: string) {
    super();
  }
}
