import { GENESIS_HASH, sealEvents, streamName } from '@ledger/event-store';
import { definitionHash, journeyStream, JOURNEY_STARTED } from '@ledger/journey';
import { embeddedCommands } from './embedded-commands';
import type { SealedJourney } from './sealed-journeys';
import { SHUTTLE } from './walkers';

const IN_FLIGHT = 500;
const HASH = definitionHash(SHUTTLE);
/** As the definition says. */
const WAIT_MS = 8 * 60 * 60_000;

/** A journey that waits in its first state until a deadline (epoch milliseconds): sealed, as a caller's command left it. */
export function waitingJourney(journey: number, deadline: number): SealedJourney {
  const sessionId = `wait-${journey}`;
  const stream = streamName(journeyStream('default', sessionId));
  const enteredAt = new Date(deadline - WAIT_MS).toISOString();
  const draft = {
    id: `00000000-0000-4000-8000-${journey.toString(16).padStart(12, '0')}`,
    type: JOURNEY_STARTED,
    data: {
      definitionId: SHUTTLE.id,
      definitionVersion: SHUTTLE.version,
      definitionHash: HASH,
      stateId: 'WAITING',
      channel: 'voice',
      context: { verified: false },
      enteredAt,
      deadline: new Date(deadline).toISOString(),
      deadlinePolicy: 'definition',
    },
    metadata: {
      commandId: `start-${journey}`,
      tenant: 'default',
      actor: { subject: 'bench', kind: 'caller' as const },
      schemaVersion: 1,
      occurredAt: enteredAt,
    },
  };
  const { events } = sealEvents(stream, [draft], { revision: 0n, previousHash: GENESIS_HASH });
  return { stream, events };
}

/** Writes a ledger of waiting journeys into a folder. @param deadlineOf of each journey, epoch milliseconds. */
export async function fillWaiting(
  folder: string,
  journeys: number,
  deadlineOf: (journey: number) => number,
): Promise<void> {
  const { store } = await embeddedCommands(folder);
  for (let from = 0; from < journeys; from += IN_FLIGHT) {
    await Promise.all(
      Array.from({ length: Math.min(IN_FLIGHT, journeys - from) }, (_, n) => {
        const { stream, events } = waitingJourney(from + n, deadlineOf(from + n));
        return store.append(stream, events, { expectedRevision: 'NO_STREAM' });
      }),
    );
  }
  await store.close();
}
