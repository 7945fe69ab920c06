import {
  GENESIS_HASH,
  RevisionConflictError,
  sealEvents,
  type EventStore,
  type ReadEvent,
  type StreamName,
  type UpcasterRegistry,
} from '@ledger/event-store';
import {
  TIMEOUT_OVERRIDDEN,
  TIMEOUT_OVERRIDE_REMOVED,
  TIMEOUTS_PAUSED,
  TIMEOUTS_RESUMED,
  type TimeoutOverridden,
  type TimeoutOverrideRemoved,
} from '@ledger/journey';
import type { Clock, IdSource } from '@ledger/runtime';
import type { ChangeCaller, TimeoutChangeRecord } from './timeout-changes';

export interface RuleStreamPorts {
  readonly store: EventStore;
  readonly upcasters: UpcasterRegistry;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** A stream's changes of timeouts, oldest first, and where the next event goes. */
export interface RuleHistory {
  readonly changes: readonly TimeoutChangeRecord[];
  /** -1 where there is no such stream. */
  readonly revision: bigint;
  readonly headHash: string;
}

export interface RuleEvent {
  readonly type: string;
  readonly data: object;
}

const TYPES: ReadonlySet<string> = new Set([
  TIMEOUT_OVERRIDDEN,
  TIMEOUT_OVERRIDE_REMOVED,
  TIMEOUTS_PAUSED,
  TIMEOUTS_RESUMED,
]);
const SCHEMA_VERSION = 1;

/** Reads a stream from its beginning: changes are rare, and whoever asks wants to see all of them. */
export async function readRules(ports: RuleStreamPorts, stream: StreamName): Promise<RuleHistory> {
  const changes: TimeoutChangeRecord[] = [];
  let [revision, headHash] = [-1n, GENESIS_HASH];
  for await (const event of ports.store.readStream(stream, { ifMissing: 'empty' })) {
    const read = ports.upcasters.read(event);
    if (TYPES.has(read.type)) changes.push(recordOf(read));
    [revision, headHash] = [event.revision, read.metadata.hash];
  }
  return { changes, revision, headHash };
}

/** Appends a change right after a history; undefined where others appended first. */
export async function appendRule(
  { store, clock, ids }: RuleStreamPorts,
  stream: StreamName,
  { revision, headHash }: RuleHistory,
  { type, data }: RuleEvent,
  { tenant, actor, commandId }: ChangeCaller & { readonly tenant: string },
): Promise<TimeoutChangeRecord | undefined> {
  const occurredAt = clock.now().toISOString();
  const metadata = {
    ...{ tenant, actor, schemaVersion: SCHEMA_VERSION, occurredAt },
    ...(commandId === undefined ? {} : { commandId }),
  };
  const at = { revision: revision + 1n, previousHash: headHash };
  const { events } = sealEvents(stream, [{ id: ids.next(), type, data, metadata }], at);
  try {
    const expectedRevision = revision === -1n ? 'NO_STREAM' : revision;
    const { position } = await store.append(stream, events, { expectedRevision });
    return { ...changeOf(type, data), revision: Number(at.revision), position, occurredAt, actor, commandId };
  } catch (error) {
    if (error instanceof RevisionConflictError) return undefined;
    throw error;
  }
}

function recordOf({ type, data, metadata, event }: ReadEvent): TimeoutChangeRecord {
  const { occurredAt, actor, commandId } = metadata;
  return {
    ...changeOf(type, data),
    ...{ revision: Number(event.revision), position: event.position, occurredAt, actor },
    ...(commandId === undefined ? {} : { commandId }),
  };
}

function changeOf(type: string, data: object): Pick<TimeoutChangeRecord, 'type' | 'reason'> {
  const given = data as Partial<TimeoutOverridden & TimeoutOverrideRemoved>;
  const { stateId, after, applyTo, grace, overrideRevision, reason = '' } = given;
  const all = { type, stateId, after, applyTo, grace, overrideRevision, reason };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as typeof all;
}
