import type { Actor } from '@ledger/event-store';
import { Command, Query } from '@nestjs/cqrs';
import type { PublishOutcome, RetireOutcome } from '../definitions/definition-outcomes';
import type { DefinitionListing, PublishedDefinition } from '../definitions/published-definition';

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

export class ListDefinitions extends Query<readonly DefinitionListing[]> {
  constructor(readonly tenant: string) {
    super();
  }
}

export class PublishDefinition extends Command<PublishOutcome> {
  /** @param input the document as its author wrote it: an object, or JSON or YAML text. */
  constructor(
    readonly tenant: string,
    readonly input: unknown,
    readonly actor: Actor,
  ) {
    super();
  }
}

/** Lets no new journey start under a version of a definition. */
export class RetireDefinition extends Command<RetireOutcome> {
  constructor(
    readonly tenant: string,
    readonly definitionId: string,
    readonly version: number,
    readonly reason: string,
    readonly actor: Actor,
  ) {
    super();
  }
}
