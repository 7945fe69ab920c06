import { envelopeOf, refusalOf, type ExportRow } from './export-row';

export type Cell = string | number | null;

/** A column of the tabular exports; `instant` is an RFC 3339 text in UTC with milliseconds. */
export interface TimelineColumn {
  readonly name: string;
  readonly kind: 'text' | 'integer' | 'instant' | 'json';
}

/** Columns of `timeline.csv` and `timeline.parquet`, in their order. */
export const TIMELINE_COLUMNS: readonly TimelineColumn[] = [
  { name: 'session_id', kind: 'text' },
  { name: 'definition_id', kind: 'text' },
  { name: 'definition_version', kind: 'integer' },
  { name: 'customer_id', kind: 'text' },
  { name: 'position', kind: 'text' },
  { name: 'revision', kind: 'integer' },
  { name: 'type', kind: 'text' },
  { name: 'occurred_at', kind: 'instant' },
  { name: 'recorded_at', kind: 'instant' },
  { name: 'from_state', kind: 'text' },
  { name: 'to_state', kind: 'text' },
  { name: 'dwell_ms', kind: 'integer' },
  { name: 'channel', kind: 'text' },
  { name: 'actor_kind', kind: 'text' },
  { name: 'actor_subject', kind: 'text' },
  { name: 'command_id', kind: 'text' },
  { name: 'conversation_id', kind: 'text' },
  { name: 'refusal_code', kind: 'text' },
  { name: 'refusal_reason', kind: 'text' },
  { name: 'hash', kind: 'text' },
  { name: 'previous_hash', kind: 'text' },
  { name: 'data', kind: 'json' },
];

/** A row's cells in the order of `TIMELINE_COLUMNS`. */
export function cellsOf(row: ExportRow): readonly Cell[] {
  const { actorKind, actorSubject, commandId, conversationId, hash, previousHash } = envelopeOf(row);
  const { code, reason } = refusalOf(row);
  return [
    row.sessionId,
    row.definitionId,
    row.definitionVersion,
    row.customerId,
    row.position,
    row.revision,
    row.type,
    row.occurredAt,
    row.recordedAt,
    row.from,
    row.to,
    row.dwellMs,
    row.channel,
    actorKind,
    actorSubject,
    commandId,
    conversationId,
    code,
    reason,
    hash,
    previousHash,
    row.data,
  ];
}
