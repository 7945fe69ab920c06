import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore, ReadAllOptions, RecordedEvent } from '@ledger/event-store';
import { paymentCall } from '@ledger/journey/testing';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import { projectionDigest } from '../../rebuild/digest';
import type { Processor } from '../../delivery/processor';
import { createProcessor, type ProcessorOptions } from '../../projector/start-processor';
import { ProjectionAdmin } from '../../projector/projection-admin';
import type { RebuildStatus } from '../../rebuild/rebuilds';
import type { LedgerScript } from '../support/ledger-script';
import type { RebuildSetting } from './rebuilds.contract';

export const NOW = '2026-05-01T12:00:00.000Z';

/** A definition and as many journeys, each with a transition or two behind it. */
export async function writeHistory(script: LedgerScript, journeys: number): Promise<void> {
  await script.publish(paymentCall, NOW);
  for (let i = 0; i < journeys; i++) await start(script, `s${i}`);
}

export function start(script: LedgerScript, sessionId: string): Promise<unknown> {
  return script.run(paymentCall, { type: 'StartJourney', sessionId, now: NOW });
}

/** A processor that runs until the test ends, or until `stop` is called. */
export function running(
  { store, database, onEnd }: Pick<RebuildSetting, 'store' | 'database' | 'onEnd'>,
  options: Partial<ProcessorOptions> = {},
): Processor {
  const processor = createProcessor({
    store,
    database,
    liveSpacingMs: 0,
    pollMs: 5,
    failurePolicy: { maxAttempts: 2, firstPauseMs: 1, longestPauseMs: 1 },
    ...options,
  });
  void processor.run();
  onEnd(() => processor.stop());
  return processor;
}

/** Waits until a condition holds. Throws after two minutes: a busy machine takes its time, and only a hang takes that. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + 120_000;
  while (performance.now() < giveUpAt) {
    if (await condition()) return;
    await pause(5);
  }
  throw new Error('What was waited for did not come about.');
}

export function untilRebuild(database: ReadModelDatabase, status: RebuildStatus): Promise<void> {
  const operations = new ProjectionAdmin(database);
  return until(async () => (await operations.rebuild())?.status === status);
}

/** Waits until each of the projections that run stands at the ledger's end. */
export function untilApplied(processor: Processor, store: EventStore): Promise<void> {
  return until(async () => {
    const last = (await store.lastPosition()) ?? null;
    return processor.status().every(({ state, position }) => state === 'stopped' || position === last);
  });
}

export async function digests(database: ReadModelDatabase): Promise<Readonly<Record<string, string>>> {
  const entries: [string, string][] = [];
  for (const { name } of database.projections) entries.push([name, await projectionDigest(database, name)]);
  return Object.fromEntries(entries);
}

/** Names of the tables that the projections have in the database, of whichever slot and version. */
export async function tableNames(database: ReadModelDatabase): Promise<readonly string[]> {
  const tables = await database.db.introspection.getTables();
  return tables.flatMap(({ name, isView }) => (isView || !/_v\d/.test(name) ? [] : [name])).sort();
}

/** Old tables are dropped only once no query is sent to them any more. */
export function untilTables(
  database: ReadModelDatabase,
  condition: (names: readonly string[]) => boolean,
): Promise<void> {
  // While one is being dropped, PostgreSQL may not be able to list them.
  return until(() => tableNames(database).then(condition, () => false));
}

/** A ledger whose history halts before an event until it is released; subscriptions are not halted. */
export function haltingBefore(store: EventStore, position: number): { store: EventStore; release: () => void } {
  let release: () => void = () => undefined;
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  async function* readAll(options?: ReadAllOptions): AsyncGenerator<RecordedEvent> {
    for await (const event of store.readAll(options)) {
      if (Number(event.position) >= position) await isReleased;
      yield event;
    }
  }
  return { store: withReadAll(store, readAll), release };
}

/** Notes after which position the history was read. */
export function noting(store: EventStore, asked: string[]): EventStore {
  return withReadAll(store, (options) => {
    asked.push(options?.after ?? '0');
    return store.readAll(options);
  });
}

function withReadAll(store: EventStore, readAll: EventStore['readAll']): EventStore {
  return new Proxy<EventStore>(store, {
    get: (target, name) => {
      if (name === 'readAll') return readAll;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
