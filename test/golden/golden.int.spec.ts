import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyStream, type NewEvent, type RecordedEvent } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import {
  ABORT_TIMEOUT,
  ALIAS_ADDED,
  ALIAS_CLAIMED,
  ALIAS_REMOVED,
  ALIAS_RESUMED,
  CHANNEL_CHANGED,
  COMMAND_REJECTED,
  COMMAND_UNCHANGED,
  CONTEXT_CHANGED,
  DEADLINE_CHANGED,
  DEFINITION_PUBLISHED,
  DEFINITION_RETIRED,
  JOURNEY_MIGRATED,
  JOURNEY_MOVED,
  JOURNEY_RESTARTED,
  JOURNEY_STARTED,
  JOURNEY_TRANSITIONED,
  parseStream,
  TIMEOUT_OVERRIDDEN,
  TIMEOUT_OVERRIDE_REMOVED,
  TIMEOUTS_PAUSED,
  TIMEOUTS_RESUMED,
} from '@ledger/journey';
import { KyselyReadModelQueries, openSqliteReadModels, startProcessor } from '@ledger/projections';
import { asStored, foldedStates } from './golden-format';
import { historiesOf, readHistory, sets } from './recorded-sets';
import { wholeTimeline } from '@ledger/projections/testing';

/** Sets by schema version, and what each of them has to hold: every type that a command of its time could append. */
const TYPES_OF: Readonly<Record<string, readonly string[]>> = {
  v1: [
    ...[ABORT_TIMEOUT, CHANNEL_CHANGED, COMMAND_REJECTED, CONTEXT_CHANGED, DEADLINE_CHANGED, DEFINITION_PUBLISHED],
    ...[DEFINITION_RETIRED, JOURNEY_RESTARTED, JOURNEY_STARTED, JOURNEY_TRANSITIONED],
  ],
  v2: [
    ...[ABORT_TIMEOUT, CHANNEL_CHANGED, COMMAND_REJECTED, CONTEXT_CHANGED, DEADLINE_CHANGED, DEFINITION_PUBLISHED],
    ...[DEFINITION_RETIRED, JOURNEY_MIGRATED, JOURNEY_MOVED, JOURNEY_RESTARTED, JOURNEY_STARTED, JOURNEY_TRANSITIONED],
  ],
  v3: [
    ...[ABORT_TIMEOUT, CHANNEL_CHANGED, COMMAND_REJECTED, CONTEXT_CHANGED, DEADLINE_CHANGED, DEFINITION_PUBLISHED],
    ...[DEFINITION_RETIRED, JOURNEY_MIGRATED, JOURNEY_MOVED, JOURNEY_RESTARTED, JOURNEY_STARTED, JOURNEY_TRANSITIONED],
    ...[TIMEOUT_OVERRIDDEN, TIMEOUT_OVERRIDE_REMOVED, TIMEOUTS_PAUSED, TIMEOUTS_RESUMED],
  ],
  v4: [
    ...[
      ABORT_TIMEOUT,
      CHANNEL_CHANGED,
      COMMAND_REJECTED,
      COMMAND_UNCHANGED,
      CONTEXT_CHANGED,
      DEADLINE_CHANGED,
      DEFINITION_PUBLISHED,
    ],
    ...[DEFINITION_RETIRED, JOURNEY_MIGRATED, JOURNEY_MOVED, JOURNEY_RESTARTED, JOURNEY_STARTED, JOURNEY_TRANSITIONED],
    ...[TIMEOUT_OVERRIDDEN, TIMEOUT_OVERRIDE_REMOVED, TIMEOUTS_PAUSED, TIMEOUTS_RESUMED],
  ],
  v5: [
    ...[
      ABORT_TIMEOUT,
      CHANNEL_CHANGED,
      COMMAND_REJECTED,
      COMMAND_UNCHANGED,
      CONTEXT_CHANGED,
      DEADLINE_CHANGED,
      DEFINITION_PUBLISHED,
    ],
    ...[DEFINITION_RETIRED, JOURNEY_MIGRATED, JOURNEY_MOVED, JOURNEY_RESTARTED, JOURNEY_STARTED, JOURNEY_TRANSITIONED],
    ...[ALIAS_ADDED, ALIAS_CLAIMED, ALIAS_REMOVED, ALIAS_RESUMED],
    ...[TIMEOUT_OVERRIDDEN, TIMEOUT_OVERRIDE_REMOVED, TIMEOUTS_PAUSED, TIMEOUTS_RESUMED],
  ],
};

describe.each(sets)('recorded histories, set %s', (set) => {
  it('hold every type of event that could be appended', () => {
    const types = new Set(historiesOf(set).flatMap((name) => readHistory(set, name).map(({ type }) => type)));
    expect([...types].sort()).toEqual([...(TYPES_OF[set] ?? ['a list of types for this set'])].sort());
  });

  describe.each(historiesOf(set))('%s', (name) => {
    const history = readHistory(set, name);
    const states = JSON.parse(readFileSync(join(__dirname, set, `${name}.states.json`), 'utf8')) as object;

    it('folds to the states that it folded to when it was recorded', () => {
      expect(foldedStates(history)).toMatchObject(states);
    });

    it('has unbroken chains', async () => {
      for (const stream of new Set(history.map((event) => event.stream))) {
        const { breaks } = await verifyStream(history.filter((event) => event.stream === stream));
        expect(breaks).toEqual([]);
      }
    });

    it('is kept byte for byte by the store, and projected to the states that it folds to', async () => {
      const store = await copyOf(history);
      const database = await openSqliteReadModels({ path: ':memory:' });
      const processor = startProcessor({ store, database });
      const queries = new KyselyReadModelQueries(database);
      try {
        const kept: RecordedEvent[] = [];
        for await (const event of store.readAll()) kept.push(asStored(event));
        expect(kept).toEqual(history);

        const last = history.at(-1);
        if (last === undefined) throw new Error('The history is empty.');
        expect(await queries.awaitPosition(last.position, 10_000)).toBe(true);
        type Folded = Readonly<{ stateId: string; revision: string; renamedFrom?: readonly string[] }>;
        for (const [stream, state] of Object.entries(states) as [string, Folded][]) {
          const timeline = await wholeTimeline(queries, 'default', parseStream(stream)?.id ?? '');
          const events = timeline?.filter(({ revision }) => revision !== null);
          expect(events?.at(-1)).toMatchObject({ revision: Number(state.revision) });
          // A state that an upgrade renamed was entered under its old name.
          const names = [state.stateId, ...(state.renamedFrom ?? [])];
          expect(names).toContain(events?.filter(({ to }) => to !== null).at(-1)?.to);
        }
        expect(processor.status().map(({ lastError }) => lastError)).toEqual(processor.status().map(() => null));
      } finally {
        await processor.stop();
        await database.close();
        await store.close();
      }
    });
  });
});

/** A store that holds these events under the same positions, recorded at the same instants. */
async function copyOf(history: readonly RecordedEvent[]): Promise<SqliteEventStore> {
  let now = 0;
  const store = await SqliteEventStore.open({ path: ':memory:', now: () => now });
  for (const { stream, revision, recordedAt, id, type, data, metadata } of history) {
    now = Date.parse(recordedAt);
    const event: NewEvent = { id, type, data, metadata };
    await store.append(stream, [event], { expectedRevision: revision === 0n ? 'NO_STREAM' : revision - 1n });
  }
  return store;
}
