import type { NewEvents } from '@ledger/event-store';
import { embeddedCommands } from './embedded-commands';
import { sealedJourney } from './sealed-journeys';

const IN_FLIGHT = 500;

/** Writes a ledger of so many events into a folder: a published definition and journeys of equal length. */
export async function fillLedger(folder: string, events: number, eventsPerJourney: number): Promise<void> {
  // This publishes the definition; the journeys then go straight to the store.
  const { store } = await embeddedCommands(folder);
  const journeys = events / eventsPerJourney;
  for (let from = 0; from < journeys; from += IN_FLIGHT) {
    await Promise.all(
      Array.from({ length: Math.min(IN_FLIGHT, journeys - from) }, (_, n) => {
        const journey = sealedJourney(from + n, eventsPerJourney);
        return store.append(journey.stream, journey.events, { expectedRevision: 'NO_STREAM' });
      }),
    );
  }
  await store.close();
}

const EVENTS_OF_AN_APPEND = 1_000;

/** Writes a ledger of a journey for each length, `bench-0` on, into a folder. */
export async function fillLongJourneys(folder: string, lengths: readonly number[]): Promise<void> {
  const { store } = await embeddedCommands(folder);
  for (const [journey, length] of lengths.entries()) {
    const { stream, events } = sealedJourney(journey, length);
    for (let from = 0; from < length; from += EVENTS_OF_AN_APPEND) {
      const slice = events.slice(from, from + EVENTS_OF_AN_APPEND) as unknown as NewEvents;
      await store.append(stream, slice, { expectedRevision: from === 0 ? 'NO_STREAM' : BigInt(from - 1) });
    }
  }
  await store.close();
}
