import type { SealedMetadata } from '@ledger/event-store';
import { COMMAND_REJECTED, type CommandRejected, type GuardTrace } from '@ledger/journey';
import type { Kysely } from 'kysely';
import type { EscalationStepsRow } from '../../database/tables/escalations.table';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import type { TimelineRow } from '../../database/tables/timeline.table';
import type { TimelineEntry } from '../read-model-queries';

/** A journey's events, refused attempts and steps of escalations, in order; undefined if no event is known. */
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
  // A journey's start is in both tables or in neither, since they share their transactions.
  if (rows.length === 0) return undefined;
  const steps = await readSteps(db, tenant, sessionId);
  const placed = [
    ...rows.map((row) => ({ at: row.entry_position, entry: entryOf(row) })),
    ...steps.map((row) => ({ at: row.entry_position, entry: stepOf(row) })),
  ];
  if (steps.length > 0) placed.sort(({ at: one }, { at: other }) => (one < other ? -1 : one > other ? 1 : 0));
  return placed.map(({ entry }) => entry);
}

function readSteps(
  db: Kysely<ReadModelSchema>,
  tenant: string,
  sessionId: string,
): Promise<readonly EscalationStepsRow[]> {
  return db
    .selectFrom('escalation_steps')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('session_id', '=', sessionId)
    .orderBy('entry_position')
    .execute();
}

/** A step of an escalation does not move the journey. */
function stepOf(row: EscalationStepsRow): TimelineEntry {
  return { ...recorded(row), escalationId: row.escalation_id };
}

function entryOf(row: TimelineRow): TimelineEntry {
  const entry = recorded(row);
  const { guard } = entry.data as { readonly guard?: GuardTrace };
  const { code, reason } = row.type === COMMAND_REJECTED ? (entry.data as Partial<CommandRejected>) : {};
  return {
    ...entry,
    revision: row.revision === null ? null : Number(row.revision),
    from: row.from_state,
    to: row.to_state,
    dwellMs: row.dwell_ms === null ? null : Number(row.dwell_ms),
    channel: row.channel,
    guard: guard ?? null,
    code: code ?? null,
    reason: reason ?? null,
  };
}

/** What every entry has, and null for what only a journey's own may have. */
function recorded(row: TimelineRow | EscalationStepsRow): TimelineEntry {
  const {
    actor,
    commandId = null,
    givenAt = null,
    hash,
    previousHash = null,
  } = JSON.parse(row.metadata) as SealedMetadata;
  return {
    type: row.type,
    revision: null,
    escalationId: null,
    position: row.position,
    occurredAt: row.occurred_at,
    givenAt,
    recordedAt: row.recorded_at,
    from: null,
    to: null,
    dwellMs: null,
    actor,
    channel: null,
    commandId,
    data: JSON.parse(row.data) as object,
    guard: null,
    code: null,
    reason: null,
    hash,
    previousHash,
  };
}
