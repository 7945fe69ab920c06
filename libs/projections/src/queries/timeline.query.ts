import type { SealedMetadata } from '@ledger/event-store';
import { COMMAND_REJECTED, type CommandRejected, type GuardTrace } from '@ledger/journey';
import type { Kysely, Selectable } from 'kysely';
import type { ReadModelSchema, TimelineTable } from '../database/read-model-schema';
import type { TimelineEntry } from '../read-model-queries';

/** A journey's events and refused attempts, in the ledger's order; undefined where none of its events is known. */
export async function readTimeline(
  db: Kysely<ReadModelSchema>,
  tenant: string,
  sessionId: string,
): Promise<readonly TimelineEntry[] | undefined> {
  const rows = await db
    .selectFrom('journeys')
    .innerJoin('timeline', 'timeline.journey_position', 'journeys.started_position')
    .selectAll('timeline')
    .where('journeys.tenant', '=', tenant)
    .where('journeys.session_id', '=', sessionId)
    .orderBy('timeline.entry_position')
    .execute();
  // A journey's start is in both tables or, as they share their transactions, in neither.
  return rows.length === 0 ? undefined : rows.map(entryOf);
}

function entryOf(row: Selectable<TimelineTable>): TimelineEntry {
  const metadata = JSON.parse(row.metadata) as SealedMetadata;
  const data = JSON.parse(row.data) as object & { readonly guard?: GuardTrace };
  const { code, reason } = row.type === COMMAND_REJECTED ? (data as Partial<CommandRejected>) : {};
  return {
    type: row.type,
    revision: row.revision === null ? null : Number(row.revision),
    position: row.position,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    from: row.from_state,
    to: row.to_state,
    dwellMs: row.dwell_ms === null ? null : Number(row.dwell_ms),
    actor: metadata.actor,
    channel: row.channel,
    commandId: metadata.commandId ?? null,
    data,
    guard: data.guard ?? null,
    code: code ?? null,
    reason: reason ?? null,
    hash: metadata.hash,
    previousHash: metadata.previousHash ?? null,
  };
}
