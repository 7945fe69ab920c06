import type { JsonObject, LedgerDamagedError, RecordedEvent, SealedMetadata } from '@ledger/event-store';

/** An event as projections see it: parsed once for all of them. */
export interface LedgerEvent {
  readonly recorded: RecordedEvent;
  /** Kind of its stream. */
  readonly kind: string;
  readonly tenant: string;
  /** What the stream is about: a session, a definition, an escalation, by `kind`. */
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: SealedMetadata;
  /** `sortablePosition` of its position. */
  readonly order: string;
  /** Set for an event that is not what was written: no projection may apply it, and what it says is not here. */
  readonly damage?: LedgerDamagedError | undefined;
}
