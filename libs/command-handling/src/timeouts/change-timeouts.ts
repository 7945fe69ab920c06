import {
  CONFLICT_REASON,
  executeOnStream,
  requestFingerprint,
  type DecidedEvent,
  type EventStore,
  type StreamHead,
  type StreamName,
} from '@ledger/event-store';
import type { Clock, IdSource } from '@ledger/runtime';
import type { TimeoutChangeRecord } from '../definitions/timeout-change-record';
import { refusal, type ChangeCaller, type TimeoutOutcome, type TimeoutRefusal } from './timeout-changes';

const SCHEMA_VERSION = 1;

export interface ChangeTimeoutsPorts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** A stream that holds changes of timeouts. */
export interface TimeoutsStream extends StreamHead {
  readonly changeRecords: readonly TimeoutChangeRecord[];
}

/** What a stream says to a change: append it, it stands already, or it cannot be made. */
export type TimeoutDecision =
  { readonly events: readonly [DecidedEvent] } | { readonly standing: TimeoutChangeRecord } | TimeoutRefusal;

export type AskedTimeoutChange = Pick<TimeoutChangeRecord, 'type' | 'reason'> &
  Partial<Pick<TimeoutChangeRecord, 'stateId' | 'after' | 'applyTo' | 'grace' | 'overrideRevision'>>;

interface TimeoutsChange<Stream extends TimeoutsStream> {
  readonly stream: StreamName;
  /** What the caller asks for, as its record would say. */
  readonly asked: AskedTimeoutChange;
  /** Also makes what it reads known to those who decide commands: before the change is answered. */
  readonly read: () => Promise<Stream | undefined>;
  /** Makes those who decide commands read it again: the outcome of a change is unknown. */
  readonly forget: () => void;
  readonly decide: (stream: Stream | undefined) => TimeoutDecision;
  /** Asked last: it may take long. */
  readonly objection?: (stream: Stream | undefined, change: DecidedEvent) => Promise<TimeoutRefusal | undefined>;
}

/** Without an expected revision the change is decided again when others came first; with a stale one, refused. */
export async function changeTimeouts<Stream extends TimeoutsStream>(
  { store, clock, ids }: ChangeTimeoutsPorts,
  tenant: string,
  { actor, commandId, expectedRevision }: ChangeCaller,
  { stream, asked, read, forget, decide, objection }: TimeoutsChange<Stream>,
): Promise<TimeoutOutcome> {
  const fingerprint = requestFingerprint([asked, expectedRevision]);
  const execution = await executeOnStream({
    store,
    stream,
    read,
    repeatOf: ({ changeRecords }) =>
      commandId === undefined ? undefined : changeRecords.find((change) => change.commandId === commandId),
    isOther: (change) =>
      change.fingerprint === undefined ? contradicts(asked, change) : change.fingerprint !== fingerprint,
    decide: async (head) => {
      const decision = underLock(decide(head), expectedRevision, head?.revision ?? -1n);
      if (!('events' in decision)) return decision;
      return (await objection?.(head, decision.events[0])) ?? decision;
    },
    metadata: () => {
      const occurredAt = clock.now().toISOString();
      const own = commandId === undefined ? {} : { commandId, fingerprint };
      return { tenant, actor, schemaVersion: SCHEMA_VERSION, occurredAt, ...own };
    },
    eventId: () => ids.next(),
    onUnknown: forget,
    evolve: read,
  });
  switch (execution.kind) {
    case 'repeated':
      return { kind: 'repeated', change: execution.repeat };
    case 'reused': {
      const { type, revision } = execution.repeat;
      const what = `commandId ${JSON.stringify(commandId)} stands for another change (${type} at revision ${revision})`;
      return refusal('IDEMPOTENCY_KEY_REUSED', `${what}; send a new id with a new change.`);
    }
    case 'conflict':
      return refusal('REVISION_CONFLICT', CONFLICT_REASON);
    case 'nothing-to-append':
      return 'standing' in execution.decision
        ? { kind: 'unchanged', change: execution.decision.standing }
        : execution.decision;
    case 'appended':
      return { kind: 'changed', change: changeAt(execution.head, execution.appended.revision) };
  }
}

/** Whether a change without a fingerprint was another one. */
function contradicts(asked: AskedTimeoutChange, change: TimeoutChangeRecord): boolean {
  return (Object.keys(asked) as (keyof AskedTimeoutChange)[]).some((name) => {
    // The revision of the override that was removed is recorded, whether or not the caller named it.
    const isUnknown = name === 'overrideRevision' && asked[name] === undefined;
    return !isUnknown && asked[name] !== change[name];
  });
}

function underLock(decision: TimeoutDecision, expected: number | undefined, actual: bigint): TimeoutDecision {
  if (!('events' in decision) || expected === undefined || BigInt(expected) === actual) return decision;
  return refusal(
    'REVISION_CONFLICT',
    `The timeouts are at revision ${actual}; you expected revision ${expected}. Read them again and retry.`,
  );
}

function changeAt(stream: TimeoutsStream | undefined, revision: bigint): TimeoutChangeRecord {
  const change = stream?.changeRecords.find((record) => BigInt(record.revision) === revision);
  if (change === undefined) throw new Error(`The change at revision ${revision} was not kept.`);
  return change;
}
