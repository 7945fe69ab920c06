import {
  CONFLICT_REASON,
  executeOnStream,
  requestFingerprint,
  type Actor,
  type DecidedEvent,
  type EventMetadata,
  type EventStore,
  type StreamHead,
  type StreamName,
} from '@ledger/event-store';
import { defined } from '@ledger/plain-data';
import type { Clock, IdSource } from '@ledger/runtime';

const SCHEMA_VERSION = 1;

export interface RecordChangePorts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Who makes a change, and by which request. */
export interface ChangeOrigin {
  readonly actor: Actor;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** Who makes a change, and under which conditions. */
export interface StreamCaller extends ChangeOrigin {
  /** Seen before: the first outcome again. */
  readonly commandId?: string;
  /** Revision of the stream's last event; a stale one is never retried. */
  readonly expectedRevision?: number;
}

/** An operator's change as it stands in its stream. */
export interface StreamChange {
  readonly type: string;
  /** Of the event in its stream. */
  readonly revision: number;
  readonly commandId?: string;
  /** Of the request that `commandId` stands for. */
  readonly fingerprint?: string;
}

export interface StreamRefusal {
  readonly kind: 'refused';
}

/** What a stream says to a change: append it, it stands already, or it cannot be made. */
export type StreamDecision<Change, Refusal extends StreamRefusal> =
  { readonly events: readonly [DecidedEvent] } | { readonly standing: Change } | Refusal;

export type StreamOutcome<Change, Refusal extends StreamRefusal> =
  | {
      /** `unchanged`: that is in force already, and nothing was appended. `repeated`: its command was applied before. */
      readonly kind: 'changed' | 'unchanged' | 'repeated';
      readonly change: Change;
    }
  | Refusal;

export interface RecordedChange<Stream extends StreamHead, Change extends StreamChange, Refusal extends StreamRefusal> {
  readonly stream: StreamName;
  /** What the caller asks for, as its record would say. */
  readonly asked: object;
  /** What is changed, in the plural: begins the sentence of a stale revision. */
  readonly what: string;
  readonly changesOf: (stream: Stream) => readonly Change[];
  /** Also makes what it reads known to those who decide commands: before the change is answered. */
  readonly read: () => Promise<Stream | undefined>;
  /** Makes those who decide commands read it again: the outcome of a change is unknown. */
  readonly forget: () => void;
  readonly decide: (stream: Stream | undefined) => StreamDecision<Change, Refusal>;
  readonly refuse: (code: 'IDEMPOTENCY_KEY_REUSED' | 'REVISION_CONFLICT', reason: string) => Refusal;
  /** Whether a change that was stored without a fingerprint was another one than is asked for. */
  readonly contradicts?: (change: Change) => boolean;
  /** Asked last: it may take long. */
  readonly objection?: (stream: Stream | undefined, change: DecidedEvent) => Promise<Refusal | undefined>;
}

/** Without an expected revision the change is decided again when others came first; with a stale one, refused. */
export async function recordChange<
  Stream extends StreamHead,
  Change extends StreamChange,
  Refusal extends StreamRefusal,
>(
  { store, clock, ids }: RecordChangePorts,
  tenant: string,
  { commandId, expectedRevision, ...origin }: StreamCaller,
  change: RecordedChange<Stream, Change, Refusal>,
): Promise<StreamOutcome<Change, Refusal>> {
  const { stream, asked, what, changesOf, read, forget, decide, refuse, objection, contradicts } = change;
  const fingerprint = requestFingerprint([asked, expectedRevision]);
  const execution = await executeOnStream({
    store,
    stream,
    read,
    repeatOf: (head: Stream) =>
      commandId === undefined ? undefined : changesOf(head).find((made) => made.commandId === commandId),
    isOther: (made) =>
      made.fingerprint === undefined ? contradicts?.(made) === true : made.fingerprint !== fingerprint,
    decide: async (head): Promise<StreamDecision<Change, Refusal>> => {
      const decision = decide(head);
      if (!isAppending(decision)) return decision;
      const revision = head?.revision ?? -1n;
      if (expectedRevision !== undefined && BigInt(expectedRevision) !== revision) {
        const sentence = `${what} are at revision ${revision}; you expected revision ${expectedRevision}.`;
        return refuse('REVISION_CONFLICT', `${sentence} Read them again and retry.`);
      }
      return (await objection?.(head, decision.events[0])) ?? decision;
    },
    metadata: () => {
      const occurredAt = clock.now().toISOString();
      const own = commandId === undefined ? {} : { commandId, fingerprint };
      return { ...changeMetadata(tenant, origin, occurredAt), ...own };
    },
    eventId: () => ids.next(),
    onUnknown: forget,
    // When a change was recorded only the store can say.
    evolve: read,
  });
  switch (execution.kind) {
    case 'repeated':
      return { kind: 'repeated', change: execution.repeat };
    case 'reused': {
      const { type, revision } = execution.repeat;
      const other = `commandId ${JSON.stringify(commandId)} stands for another change (${type} at revision ${revision})`;
      return refuse('IDEMPOTENCY_KEY_REUSED', `${other}; send a new id with a new change.`);
    }
    case 'conflict':
      return refuse('REVISION_CONFLICT', CONFLICT_REASON);
    case 'nothing-to-append': {
      const decision = execution.decision as { readonly standing: Change } | Refusal;
      return 'standing' in decision ? { kind: 'unchanged', change: decision.standing } : decision;
    }
    case 'appended': {
      const { head, appended } = execution;
      return { kind: 'changed', change: changeAt(head === undefined ? [] : changesOf(head), appended.revision) };
    }
  }
}

/** Metadata of an event that says what a caller changed. */
export function changeMetadata(
  tenant: string,
  { actor, correlationId, causationId }: ChangeOrigin,
  occurredAt: string,
): EventMetadata {
  return defined({
    ...{ tenant, actor, schemaVersion: SCHEMA_VERSION, occurredAt },
    ...{ $correlationId: correlationId, $causationId: causationId },
  });
}

function isAppending<Change, Refusal extends StreamRefusal>(
  decision: StreamDecision<Change, Refusal>,
): decision is { readonly events: readonly [DecidedEvent] } {
  return 'events' in decision;
}

function changeAt<Change extends StreamChange>(changes: readonly Change[], revision: bigint): Change {
  const change = changes.find((made) => BigInt(made.revision) === revision);
  if (change === undefined) throw new Error(`The change at revision ${revision} was not kept.`);
  return change;
}
