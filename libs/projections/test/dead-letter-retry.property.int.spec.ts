import fc from 'fast-check';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall, paymentCallDocument } from '@ledger/journey/testing';
import {
  type Projection,
  projectionDigest,
  ProjectionAdmin,
  readModelProjections,
  type ReadModelDatabase,
  startProcessor,
} from '@ledger/projections';
import { eventually, LedgerScript, projectAll } from '@ledger/projections/testing';
import { examples } from '@ledger/runtime/testing';
import { sqliteInMemory } from './every-database.test-support';

const now = '2026-05-01T12:00:00.000Z';
const sessions = ['a', 'b', 'c'] as const;
const sessionId = fc.constantFrom(...sessions);
const channel = fc.constantFrom('voice', 'chat');
const targetStateId = fc.constantFrom(...Object.keys(paymentCallDocument.states));

const command = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('TransitionJourney' as const), sessionId, targetStateId }) },
  fc.record({ type: fc.constant('StartJourney' as const), sessionId, channel }),
  fc.record({ type: fc.constant('ChangeChannel' as const), sessionId, channel }),
  fc.record({ type: fc.constant('RestartJourney' as const), sessionId, reason: fc.constant('again') }),
);

/** Events that are refused: by a projection that runs on journeys, at a place of the history from 0 to 1. */
const refusals = fc.array(
  fc.record({
    projection: fc.constantFrom('current-state', 'timeline', 'open-deadlines', 'state-visits'),
    place: fc.double({ min: 0, max: 0.999, noNaN: true }),
  }),
  { minLength: 1, maxLength: 5 },
);

async function digests(database: ReadModelDatabase): Promise<Record<string, string>> {
  const entries = database.projections.map(async ({ name }) => [name, await projectionDigest(database, name)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function refusing(projection: Projection, refused: ReadonlyMap<string, ReadonlySet<string>>): Projection {
  return {
    ...projection,
    apply: (batch, tx) =>
      batch.events.some(({ recorded }) => refused.get(projection.name)?.has(recorded.position))
        ? Promise.reject(new Error('It is refused.'))
        : projection.apply(batch, tx),
  };
}

describe('dead letters of any projections and journeys that are tried again', () => {
  it('leave the rows that a rebuild gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { minLength: 5, maxLength: 40 }),
        refusals,
        fc.integer({ min: 1, max: 12 }),
        async (commands, wanted, batchSize) => {
          const store = new InMemoryEventStore();
          const script = new LedgerScript(store);
          await script.publish(paymentCall, now);
          for (const id of sessions) await script.run(paymentCall, { type: 'StartJourney', sessionId: id, now });
          for (const each of commands) await script.run(paymentCall, { ...each, now });
          const last = Number(await store.lastPosition());
          const refused = new Map<string, Set<string>>();
          for (const { projection, place } of wanted) {
            const position = String(2 + Math.floor(place * (last - 1)));
            refused.set(projection, (refused.get(projection) ?? new Set()).add(position));
          }
          const database = await sqliteInMemory.open(readModelProjections.map((each) => refusing(each, refused)));
          const clean = await sqliteInMemory.open();
          const failurePolicy = { maxAttempts: 1, firstPauseMs: 0, longestPauseMs: 0 };
          const options = {
            batchSize,
            failurePolicy,
            onPoisonEvent: 'dead-letter' as const,
            liveSpacingMs: 0,
            pollMs: 1,
          };
          const processor = startProcessor({ store, database, ...options });
          try {
            await eventually(() => processor.status().every(({ state }) => state === 'live'));
            const operations = new ProjectionAdmin(database);
            const letters = async (): Promise<readonly { projection: string; position: string }[]> =>
              (await Promise.all(database.projections.map(({ name }) => operations.deadLetters(name, 100)))).flat();
            refused.clear();
            for (const { projection, position } of await letters()) {
              await operations.retryDeadLetter(projection, position);
            }
            await eventually(async () => (await letters()).length === 0);
            await projectAll(store, clean);
            expect(await operations.rebuild()).toBeUndefined();
            expect(await digests(database)).toEqual(await digests(clean));
          } finally {
            await processor.stop();
            await database.close();
            await clean.close();
          }
        },
      ),
      { numRuns: examples(0.1) },
    );
  });
});
