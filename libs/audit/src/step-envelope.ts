import {
  sealedHash,
  type ChainVerifier,
  type ReadEvent,
  type RecordedEvent,
  type UpcasterRegistry,
} from '@ledger/event-store';
import type { FoldableEvent, JourneyState } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { ReplayFinding, StateSnapshot, StepBase } from './replay.types';

export function chainFindings(verifier: ChainVerifier, event: RecordedEvent): ReplayFinding[] {
  return verifier.check(event).map(({ reason }) => ({ kind: 'CHAIN_BROKEN' as const, reason }));
}

/** The event with its payload brought up to date; where that is damaged, undefined and one finding more. */
export function readEvent(
  event: RecordedEvent,
  upcasters: UpcasterRegistry,
  findings: ReplayFinding[],
): ReadEvent | undefined {
  try {
    const read = upcasters.read(event);
    const { data }: { readonly data: unknown } = read;
    if (typeof data === 'object' && data !== null) return read;
    findings.push({ kind: 'PAYLOAD_UNREADABLE', reason: 'The payload should be a JSON object.' });
  } catch (error) {
    findings.push({ kind: 'PAYLOAD_UNREADABLE', reason: error instanceof Error ? error.message : String(error) });
  }
  return undefined;
}

/** The facts of the envelope that every step shows; those of damaged metadata are null. */
export function envelopeOf(event: RecordedEvent, read: ReadEvent | undefined): Omit<StepBase, 'findings'> {
  return {
    position: event.position,
    eventId: event.id,
    occurredAt: read?.metadata.occurredAt ?? null,
    recordedAt: event.recordedAt,
    actor: read?.metadata.actor ?? null,
    commandId: read?.metadata.commandId ?? null,
    hash: read === undefined ? null : sealedHash(event),
  };
}

/** A stored event as the fold takes it. */
export function foldable({ type, data, metadata, event }: ReadEvent): FoldableEvent {
  const { occurredAt, commandId, givenAt } = metadata;
  return defined({ type, data, revision: event.revision, occurredAt, commandId, givenAt });
}

export function snapshot(state: JourneyState | undefined): StateSnapshot | null {
  if (state === undefined) return null;
  return {
    stateId: state.stateId,
    previousStateId: state.previousStateId,
    enteredAt: state.enteredAt,
    deadline: state.deadline,
    deadlinePolicy: state.deadlinePolicy,
    channel: state.channel,
    customerId: state.customerId,
    context: state.context,
    definitionVersion: state.definitionVersion,
    revision: Number(state.revision),
  };
}
