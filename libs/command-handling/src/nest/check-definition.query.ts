import type { DefinitionReport } from '@ledger/journey';
import { Query } from '@nestjs/cqrs';

/** The static check alone: nothing is published. */
export class CheckDefinition extends Query<DefinitionReport> {
  /** @param input the document as its author wrote it: an object, or JSON or YAML text. */
  constructor(readonly input: unknown) {
    super();
  }
}
