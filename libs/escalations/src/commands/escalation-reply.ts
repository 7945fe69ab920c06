import type { Position } from '@ledger/event-store';
import type { EscalationRefusalCode, EscalationState } from '@ledger/journey';

/** The result of a command on an escalation. Domain outcomes are values; only the store's faults are thrown. */
export type EscalationReply =
  | {
      /** `UNCHANGED`: it is so already, and nothing was appended. */
      readonly outcome: 'ADVANCED' | 'UNCHANGED';
      /** Whether the same command was applied before: then this is the escalation as it left it. */
      readonly replayed: boolean;
      readonly escalation: EscalationState;
      /** Of the last event that the escalation holds. */
      readonly position: Position;
    }
  | {
      readonly outcome: 'REFUSED';
      /** Whether the same command was refused before: then this is that refusal, and the escalation as it stood. */
      readonly replayed: boolean;
      readonly code: EscalationRefusalCode | 'REVISION_CONFLICT' | 'IDEMPOTENCY_KEY_REUSED';
      /** One sentence: what was wrong and what would be right. */
      readonly reason: string;
      /** As it stood; undefined where there is none. */
      readonly escalation: EscalationState | undefined;
      /** The instant of the decision: RFC 3339, UTC, milliseconds. */
      readonly at: string;
    };
