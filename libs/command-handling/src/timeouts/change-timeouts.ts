import type { DecidedEvent, StreamHead, StreamName } from '@ledger/event-store';
import { recordChange, type RecordChangePorts, type StreamDecision } from '../definitions/record-change';
import type { TimeoutChangeRecord } from '../definitions/timeout-change-record';
import { refusal, type ChangeCaller, type TimeoutOutcome, type TimeoutRefusal } from './timeout-changes';

/** A stream that holds changes of timeouts. */
export interface TimeoutsStream extends StreamHead {
  readonly changeRecords: readonly TimeoutChangeRecord[];
}

export type TimeoutDecision = StreamDecision<TimeoutChangeRecord, TimeoutRefusal>;

export type AskedTimeoutChange = Pick<TimeoutChangeRecord, 'type' | 'reason'> &
  Partial<Pick<TimeoutChangeRecord, 'stateId' | 'after' | 'applyTo' | 'grace' | 'overrideRevision'>>;

interface TimeoutsChange<Stream extends TimeoutsStream> {
  readonly stream: StreamName;
  /** What the caller asks for, as its record would say. */
  readonly asked: AskedTimeoutChange;
  readonly read: () => Promise<Stream | undefined>;
  readonly forget: () => void;
  readonly decide: (stream: Stream | undefined) => TimeoutDecision;
  readonly objection?: (stream: Stream | undefined, change: DecidedEvent) => Promise<TimeoutRefusal | undefined>;
}

export function changeTimeouts<Stream extends TimeoutsStream>(
  ports: RecordChangePorts,
  tenant: string,
  caller: ChangeCaller,
  change: TimeoutsChange<Stream>,
): Promise<TimeoutOutcome> {
  return recordChange<Stream, TimeoutChangeRecord, TimeoutRefusal>(ports, tenant, caller, {
    ...change,
    what: 'The timeouts',
    changesOf: ({ changeRecords }) => changeRecords,
    refuse: refusal,
    contradicts: (made) => contradicts(change.asked, made),
  });
}

function contradicts(asked: AskedTimeoutChange, change: TimeoutChangeRecord): boolean {
  return (Object.keys(asked) as (keyof AskedTimeoutChange)[]).some((name) => {
    // The revision of the override that was removed is recorded, whether or not the caller named it.
    const isUnknown = name === 'overrideRevision' && asked[name] === undefined;
    return !isUnknown && asked[name] !== change[name];
  });
}
