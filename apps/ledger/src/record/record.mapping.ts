import type { Context, JourneyView } from '@ledger/journey';
import { validationProblem } from '../http/problem';
import { METADATA_NAMES, type JourneyRecord, type RecordMetadata, type RecordValue } from './record.schemas';

export function recordOf(journey: JourneyView): JourneyRecord {
  const { sessionId, stateId, startedAt, lastUpdatedAt, revision, context } = journey;
  return {
    key: sessionId,
    value: {
      stateId,
      sessionId,
      createdAt: startedAt,
      lastUpdated: lastUpdatedAt,
      version: revision + 1,
      metadata: {
        ...context,
        channel: journey.channel,
        initiatingSource: journey.initiatingSource,
        previousState: journey.previousStateId,
      },
    },
  };
}

/** What a record says that is sent: its `metadata` taken apart into what the ledger knows and the context. */
export interface SentRecord {
  readonly value: RecordValue;
  readonly known: RecordMetadata;
  readonly context: Context;
}

/** Takes a record apart; its `sessionId`, if given, must be the record's key. */
export function sentRecord(value: RecordValue, key: string): SentRecord {
  if (value.sessionId != null && value.sessionId !== key) {
    throw validationProblem(`value.sessionId must be the record’s key, ${key}.`);
  }
  const members = Object.entries(value.metadata ?? {});
  const partOf = (isKnown: boolean): object =>
    Object.fromEntries(members.filter(([name]) => METADATA_NAMES.has(name) === isKnown));
  return { value, known: partOf(true), context: partOf(false) as Context };
}
