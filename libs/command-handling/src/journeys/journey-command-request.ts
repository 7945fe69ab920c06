import type { Actor, EventSource } from '@ledger/event-store';
import type { CommandMode, UnstampedCommand } from '@ledger/journey';

/** A command as a face hands it over: the executor stamps it with the clock's instant when it decides. */
export interface JourneyCommandRequest {
  readonly tenant: string;
  readonly command: UnstampedCommand;
  /** Whether its `commandId` was made up for this request. */
  readonly isIdNew?: boolean;
  readonly actor: Actor;
  /** For `StartJourney`: which definition; the current version where `definitionVersion` is absent. */
  readonly definitionId?: string;
  readonly definitionVersion?: number;
  /** Business time given by the caller: RFC 3339. Default: the instant of the decision. */
  readonly occurredAt?: string;
  /** `import` and `history`: `occurredAt` is also the instant that deadlines are computed from and compared with. */
  readonly mode?: CommandMode;
  /** Refuses what happened before the journey's last event. Default: false. */
  readonly inOrder?: boolean;
  /** What becomes of a live command whose time is beyond the skew that is allowed. Default: `refuse`. */
  readonly clockSkew?: 'refuse' | 'clamp';
  /** Revisions that the caller would have accepted, if several: `expectedRevision` is the one of them that counts now. */
  readonly expectedAnyOf?: readonly number[];
  /** Aliases that the caller sent, if the journey is started under fewer of them. */
  readonly askedAliases?: readonly string[];
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly source?: EventSource;
}
