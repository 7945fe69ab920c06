import type { Context, JourneyView } from '@ledger/journey';
import { validationProblem } from '../http/problem';
import { fieldsOf, validated, type DtoClass } from '../http/validated';
import { RecordMetadata } from './record.bodies';

/** A record as the data-store calls show it. */
export interface JourneyRecord {
  readonly key: string;
  readonly value: {
    readonly stateId: string;
    readonly sessionId: string;
    readonly createdAt: string;
    readonly lastUpdated: string;
    /** Revision + 1. */
    readonly version: number;
    readonly metadata: object;
  };
}

/** The journey as a record. */
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

/** `value` as that DTO; its `sessionId`, where given, is the record's key. */
export function valueOf<T extends { readonly sessionId?: string | null }>(
  Dto: DtoClass<T>,
  value: object,
  key: string,
): T {
  const dto = validated(Dto, value, 'value');
  if (dto.sessionId == null || dto.sessionId === key) return dto;
  throw validationProblem(`value.sessionId should be the record’s key, ${key}.`);
}

export interface SplitMetadata {
  readonly known: RecordMetadata;
  /** Everything else: the context. */
  readonly context: Context;
}

/** Takes `metadata` apart into what the ledger knows and the context. */
export function splitMetadata(metadata: object | null | undefined): SplitMetadata {
  const names = fieldsOf(RecordMetadata);
  const known: Record<string, unknown> = {};
  const context: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(metadata ?? {})) (names.has(name) ? known : context)[name] = value;
  return { known: validated(RecordMetadata, known, 'value.metadata'), context: context as Context };
}
