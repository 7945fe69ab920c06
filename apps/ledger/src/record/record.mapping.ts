import type { Context, JourneyView } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { validationProblem } from '../http/problem';
import { METADATA_NAMES, type JourneyRecord, type RecordMetadata, type RecordValue } from './record.schemas';

export function recordOf(journey: JourneyView): JourneyRecord {
  const {
    sessionId,
    stateId,
    startedAt,
    revision,
    context,
    status,
    deadline,
    overdue,
    allowedTargets,
    aliases,
    masked,
  } = journey;
  const createdAt = shownTime(journey.givenStartedAt, startedAt);
  const lastUpdated = shownTime(journey.givenLastUpdatedAt, journey.lastUpdatedAt);
  return {
    key: sessionId,
    value: {
      stateId,
      sessionId,
      createdAt,
      lastUpdated: lastUpdated < createdAt ? journey.lastUpdatedAt : lastUpdated,
      version: revision + 1,
      status,
      deadline,
      overdue,
      allowedTargets,
      ...(aliases && { aliases }),
      ...(masked && { masked }),
      ...defined({ upgradeTo: journey.upgradeTo }),
      metadata: {
        ...context,
        channel: journey.channel,
        initiatingSource: journey.initiatingSource,
        previousState: journey.previousStateId,
      },
    },
  };
}

/** A record shows its caller's own time where the ledger took another, unless that time is yet to come. */
function shownTime(given: string | undefined, taken: string): string {
  return given !== undefined && given < taken ? given : taken;
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
