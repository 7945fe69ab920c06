import { Query } from '@nestjs/cqrs';
import type { PublishedDefinition } from '../definitions/published-definition';

/** One version of a definition, the newest where none is named; undefined where it was never published. */
export class GetDefinition extends Query<PublishedDefinition | undefined> {
  constructor(
    readonly tenant: string,
    readonly definitionId: string,
    readonly version?: number,
  ) {
    super();
  }
}
