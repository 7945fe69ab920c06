import type { SealedMetadata } from '@ledger/event-store';
import { COMMAND_REJECTED, type CommandRejected } from '@ledger/journey';

/** One event of a journey or attempt at it (a command that was refused or changed nothing); a journey's rows stand together, in the ledger's order. */
export interface ExportRow {
  readonly sessionId: string;
  /** Under which the journey ran when the event was appended. */
  readonly definitionId: string | null;
  readonly definitionVersion: number | null;
  readonly customerId: string | null;
  /** As the ledger writes it. */
  readonly position: string;
  /** Null for an attempt. */
  readonly revision: number | null;
  readonly type: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** State before and after; for a refused attempt where it stood and what it asked for. */
  readonly from: string | null;
  readonly to: string | null;
  /** Milliseconds of business time spent in `from` when this event left it. */
  readonly dwellMs: number | null;
  readonly channel: string | null;
  /** JSON texts as the ledger holds them. */
  readonly data: string;
  readonly metadata: string;
}

/** Personal properties that were left out of a row; the payload names them in its member `masked`. */
export function maskedIn({ data }: ExportRow): string | null {
  if (!data.includes('"masked":[')) return null;
  const { masked } = JSON.parse(data) as { masked?: unknown };
  return Array.isArray(masked) && masked.length > 0 ? masked.join(',') : null;
}

/** Rows in portions, so that memory does not grow with the export. */
export type ExportPages = AsyncIterable<readonly ExportRow[]>;

/** What the envelope says of an event, as exports show it. */
export interface RowEnvelope {
  readonly actorKind: string;
  readonly actorSubject: string;
  readonly commandId: string | null;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly conversationId: string | null;
  readonly hash: string;
  readonly previousHash: string | null;
}

export function envelopeOf({ metadata }: ExportRow): RowEnvelope {
  const sealed = JSON.parse(metadata) as SealedMetadata;
  return {
    actorKind: sealed.actor.kind,
    actorSubject: sealed.actor.subject,
    commandId: sealed.commandId ?? null,
    correlationId: sealed.$correlationId ?? null,
    causationId: sealed.$causationId ?? null,
    conversationId: sealed.source?.conversationId ?? null,
    hash: sealed.hash,
    previousHash: sealed.previousHash ?? null,
  };
}

/** State that the row's event entered; undefined where it moved nothing. */
export function enteredState({ type, to }: ExportRow): string | undefined {
  return type === COMMAND_REJECTED ? undefined : (to ?? undefined);
}

/** Code and sentence of a refused attempt; nulls for an event. */
export function refusalOf(row: ExportRow): { readonly code: string | null; readonly reason: string | null } {
  if (row.type !== COMMAND_REJECTED) return { code: null, reason: null };
  const { code, reason } = JSON.parse(row.data) as Partial<CommandRejected>;
  return { code: code ?? null, reason: reason ?? null };
}

/** What the row's event put into the journey's context; empty where it put nothing. */
export function contextSetBy({ type, data }: ExportRow): Readonly<Record<string, unknown>> {
  if (type === COMMAND_REJECTED) return {};
  const { context, set } = JSON.parse(data) as { context?: unknown; set?: unknown };
  const patch = context ?? set;
  return typeof patch === 'object' && patch !== null ? (patch as Record<string, unknown>) : {};
}

/** Which properties the row's event took out of the journey's context. */
export function contextUnsetBy({ type, data }: ExportRow): readonly string[] {
  if (type === COMMAND_REJECTED) return [];
  const { unset } = JSON.parse(data) as { unset?: unknown };
  return Array.isArray(unset) ? unset.map(String) : [];
}
