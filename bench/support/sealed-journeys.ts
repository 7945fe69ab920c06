import { GENESIS_HASH, sealEvents, streamName, type NewEvents, type StreamName } from '@ledger/event-store';
import { definitionHash, journeyStream, JOURNEY_STARTED, JOURNEY_TRANSITIONED } from '@ledger/journey';
import { SHUTTLE } from './walkers';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const HASH = definitionHash(SHUTTLE);

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** A UUID that says which journey and event it is: what a bench appends must not depend on chance. */
function id(journey: number, index: number): string {
  return `00000000-0000-4000-8${(index % 4096).toString(16).padStart(3, '0')}-${journey.toString(16).padStart(12, '0')}`;
}

export interface SealedJourney {
  readonly stream: StreamName;
  readonly events: NewEvents;
}

/** A journey as the ledger stores it: a start and `events - 1` transitions to and fro, sealed into a chain. */
export function sealedJourney(journey: number, events: number): SealedJourney {
  const stream = streamName(journeyStream('default', `bench-${journey}`));
  const drafts = Array.from({ length: events }, (_, index) => {
    const at = START + journey * 10 + index * MINUTE;
    const entry = { enteredAt: instant(at), deadline: instant(at + 8 * 60 * MINUTE), deadlinePolicy: 'definition' };
    const there = index % 2 === 0 ? 'WAITING' : 'TALKING';
    const data =
      index === 0
        ? {
            definitionId: SHUTTLE.id,
            definitionVersion: SHUTTLE.version,
            definitionHash: HASH,
            stateId: 'WAITING',
            channel: 'voice',
            context: { verified: false },
            ...entry,
          }
        : { from: there === 'WAITING' ? 'TALKING' : 'WAITING', to: there, set: { step: index }, ...entry };
    return {
      id: id(journey, index),
      type: index === 0 ? JOURNEY_STARTED : JOURNEY_TRANSITIONED,
      data,
      metadata: {
        commandId: `bench-${journey}-${index}`,
        tenant: 'default',
        actor: { subject: 'bench', kind: 'caller' as const },
        schemaVersion: 1,
        occurredAt: instant(at),
      },
    };
  });
  return { stream, events: sealEvents(stream, drafts, { revision: 0n, previousHash: GENESIS_HASH }).events };
}
