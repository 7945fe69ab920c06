import type { Actor } from '@ledger/event-store';
import { Command } from '@nestjs/cqrs';
import type { PublishOutcome } from '../definitions/definition-outcomes';

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
