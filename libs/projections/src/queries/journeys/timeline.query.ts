import { setImmediate } from 'node:timers/promises';
import type { SealedMetadata } from '@ledger/event-store';
import { COMMAND_REJECTED, type EscalationCommandRejected, type GuardTrace } from '@ledger/journey';
import type { Kysely } from 'kysely';
import type { EscalationStepsRow } from '../../database/tables/escalations.table';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import type { TimelineRow } from '../../database/tables/timeline.table';
import { CHUNK, encodeCursor, PAGE_BYTES, placeOf } from '../cursor';
import type { Page, TimelineEntry, TimelineRead } from '../read-model-queries';
import { inSight, ofJourneyInSight } from '../sight';

interface Placed {
  readonly at: string;
  readonly isStep: boolean;
  readonly entry: TimelineEntry;
}

/**
 * A page of a journey's events, refused attempts (of before its start, too) and steps of escalations, in order;
 * undefined if no event is known. A
 * cursor has a place in each table, for other projections write them at other times: what comes late to one of them is
 * on a later page, and none is missed.
 */
export async function readTimeline(
  db: Kysely<ReadModelSchema>,
  read: TimelineRead,
): Promise<Page<TimelineEntry> | undefined> {
  const search = `timeline/${read.sight.tenant}/${read.sessionId}`;
  const [afterEntry = '', afterStep = ''] = placeOf(search, read.cursor, 2) ?? [];
  const { entries, isWhole } = await readEntries(db, read, afterEntry);
  // A journey's start is in both tables or in neither, since they share their transactions.
  if (entries.length === 0 && read.cursor === undefined) return undefined;
  const end = isWhole ? undefined : entries.at(-1)?.at;
  const steps = (await readSteps(db, read, afterStep)).filter(({ at }) => end === undefined || at <= end);
  const placed = [...entries, ...steps];
  if (steps.length > 0) placed.sort(({ at: one }, { at: other }) => (one < other ? -1 : one > other ? 1 : 0));
  const page = placed.slice(0, read.limit);
  const rows = page.map(({ entry }) => entry);
  if (page.length === 0 || (isWhole && placed.length <= read.limit)) return { rows };
  const entry = page.findLast(({ isStep }) => !isStep)?.at ?? afterEntry;
  const step = page.findLast(({ isStep }) => isStep)?.at ?? afterStep;
  return { rows, nextCursor: encodeCursor(search, [entry, step]) };
}

/** The journey's own entries of a page, and whether they are all that follow. */
async function readEntries(
  db: Kysely<ReadModelSchema>,
  read: TimelineRead,
  after: string,
): Promise<{ readonly entries: readonly Placed[]; readonly isWhole: boolean }> {
  const entries: Placed[] = [];
  let bytes = 0;
  for (const readChunk of [readBeforeStart, readFromStart]) {
    let rows: readonly TimelineRow[];
    do {
      if (entries.length > read.limit || bytes >= PAGE_BYTES) return { entries, isWhole: false };
      // An embedded database answers at once: other work of the thread would wait for the whole page.
      if (entries.length > 0) await setImmediate();
      rows = await readChunk(db, read, entries.at(-1)?.at ?? after);
      for (const row of rows) {
        entries.push({ at: row.entry_position, isStep: false, entry: entryOf(row) });
        bytes += row.data.length + row.metadata.length;
      }
    } while (rows.length === CHUNK);
  }
  return { entries, isWhole: true };
}

/** What the session was refused before its journey started: attempts to start it, and commands that came too early. */
function readBeforeStart(db: Kysely<ReadModelSchema>, read: TimelineRead, after: string): Promise<TimelineRow[]> {
  return db
    .selectFrom('journeys')
    .innerJoin('timeline', (join) =>
      join
        .onRef('timeline.tenant', '=', 'journeys.tenant')
        .onRef('timeline.session_id', '=', 'journeys.session_id')
        // As the index says it, which holds these alone.
        .on('timeline.definition_id', 'is', null),
    )
    .selectAll('timeline')
    .where(inSight(read.sight, 'journeys'))
    .where('journeys.session_id', '=', read.sessionId)
    .where('timeline.entry_position', '>', after)
    .orderBy('timeline.entry_position')
    .limit(CHUNK)
    .execute();
}

function readFromStart(db: Kysely<ReadModelSchema>, read: TimelineRead, after: string): Promise<TimelineRow[]> {
  return db
    .selectFrom('journeys')
    .innerJoin('timeline', 'timeline.journey_position', 'journeys.started_position')
    .selectAll('timeline')
    .where(inSight(read.sight, 'journeys'))
    .where('journeys.session_id', '=', read.sessionId)
    .where('timeline.entry_position', '>', after)
    .orderBy('timeline.entry_position')
    .limit(CHUNK)
    .execute();
}

async function readSteps(
  db: Kysely<ReadModelSchema>,
  { sight, sessionId, limit }: TimelineRead,
  after: string,
): Promise<readonly Placed[]> {
  const rows = await db
    .selectFrom('escalation_steps')
    .selectAll()
    .where(ofJourneyInSight(sight, 'escalation_steps'))
    .where('session_id', '=', sessionId)
    .where('entry_position', '>', after)
    .orderBy('entry_position')
    .limit(limit + 1)
    .execute();
  return rows.map((row) => ({ at: row.entry_position, isStep: true, entry: stepOf(row) }));
}

/** Of a refused command, whether the journey refused it or an escalation of it. */
type RefusedParts = Partial<Pick<EscalationCommandRejected, 'reason' | 'escalationId'> & { readonly code: string }>;

/** A step of an escalation does not move the journey. */
function stepOf(row: EscalationStepsRow): TimelineEntry {
  return { ...recorded(row), escalationId: row.escalation_id };
}

function entryOf(row: TimelineRow): TimelineEntry {
  const entry = recorded(row);
  const { guard } = entry.data as { readonly guard?: GuardTrace };
  const { code, reason, escalationId }: RefusedParts = row.type === COMMAND_REJECTED ? entry.data : {};
  return {
    ...entry,
    escalationId: escalationId ?? null,
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
