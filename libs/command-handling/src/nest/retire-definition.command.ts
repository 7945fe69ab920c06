import type { Actor } from '@ledger/event-store';
import { Command } from '@nestjs/cqrs';
import type { RetireOutcome } from '../definitions/definition-outcomes';

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
