import {
  ABORT_TIMEOUT,
  breachKey,
  JOURNEY_MIGRATED,
  JOURNEY_MOVED,
  JOURNEY_RESTARTED,
  JOURNEY_STARTED,
  JOURNEY_TRANSITIONED,
  policyReview,
  type FoldableEvent,
} from '@ledger/journey';
import type { SealedMetadata } from '@ledger/event-store';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { columnsBut, type KeyOf, type RowOf } from '../database/tables/declare-table';
import { policyWatchTable } from '../database/tables/policies.table';
import type { Projection } from '../delivery/projection';
import type { JourneyBatch } from './journey-batch';
import { StoredPolicyRules } from './policy-rules';
import { isViolation } from './policy-violations.projection';

type WatchRow = RowOf<typeof policyWatchTable>;

const UPDATED = columnsBut(policyWatchTable);
/** Due at once: it was found already. */
const FOUND = 0;
/** The events that a review of policies needs. */
const ENTERING = [
  JOURNEY_STARTED,
  JOURNEY_TRANSITIONED,
  ABORT_TIMEOUT,
  JOURNEY_RESTARTED,
  JOURNEY_MOVED,
  JOURNEY_MIGRATED,
] as const;

/**
 * A row for each journey of which a policy is broken, or will be if it does not move on: for the watch over policies. Each
 * is made again from the whole journey, so that a migration is judged as everything else is.
 */
export const policyWatchProjection: Projection<JourneyBatch> = {
  name: 'policy-watch',
  version: 1,
  // It reads violations from the table of `policy-violations`: a journey's row can be replaced from its own events.
  categories: ['journey'],
  // It reads the timeline too, which stands before it. An event that this cannot apply does not keep the row from being made:
  // the watch judges by the stream, and the row says when.
  after: ['definitions', 'current-state', 'policy-violations'],
  tables: [policyWatchTable],

  async apply(batch, tx) {
    const touched = [...(await movedJourneys(batch, tx)), ...(await violatedJourneys(batch, tx))];
    if (touched.length === 0) return;
    const rules = await StoredPolicyRules.load(touched, tx, batch.memory.policies);
    if (rules.isEmpty) return;
    const watched = new Map(touched.filter((each) => rules.has(each)).map((each) => [each.startedPosition, each]));
    if (watched.size === 0) return;
    const events = await eventsOf([...watched.keys()], tx);
    const recorded = await recordedOf([...watched.values()], tx);
    const due: WatchRow[] = [];
    const over: KeyOf<typeof policyWatchTable>[] = [];
    for (const journey of watched.values()) {
      const { tenant, sessionId, definitionId } = journey;
      const found = dueOf(journey, events.get(journey.startedPosition) ?? [], rules, recorded);
      if (found === undefined) over.push({ session_id: sessionId, tenant });
      else due.push({ tenant, session_id: sessionId, definition_id: definitionId, due_ms: found });
    }
    await tx.insertAll(policyWatchTable, due, UPDATED);
    await tx.deleteAll(policyWatchTable, over);
  },
};

interface TouchedJourney {
  readonly tenant: string;
  readonly sessionId: string;
  readonly definitionId: string;
  readonly startedPosition: string;
}

/** Journeys that entered a state or changed their version. */
async function movedJourneys(batch: JourneyBatch, tx: ProjectionTransaction): Promise<readonly TouchedJourney[]> {
  const { moved } = await batch.journeySteps(tx);
  return moved
    .filter(
      ({ before, after }) =>
        before?.state.enteredRevision !== after.state.enteredRevision ||
        before.state.definitionVersion !== after.state.definitionVersion,
    )
    .map(({ after: { tenant, sessionId, startedPosition, state } }) => ({
      tenant,
      sessionId,
      startedPosition,
      definitionId: state.definitionId,
    }));
}

/** Journeys of which a violation was recorded. */
async function violatedJourneys(batch: JourneyBatch, tx: ProjectionTransaction): Promise<readonly TouchedJourney[]> {
  const found: TouchedJourney[] = [];
  for (const [tenant, sessions] of byTenant(batch.events.filter(isViolation).map(({ tenant: of, id }) => [of, id]))) {
    const rows = await tx.sql
      .selectFrom('journeys')
      .select(['session_id', 'definition_id', 'started_position'])
      .where('tenant', '=', tenant)
      .where(tx.oneOf('session_id', sessions))
      .execute();
    for (const { session_id: sessionId, definition_id: definitionId, started_position: startedPosition } of rows) {
      found.push({ tenant, sessionId, definitionId, startedPosition });
    }
  }
  return found;
}

interface EnteringEvent extends FoldableEvent {
  readonly isImported: boolean;
}

/** By the position at which the journey started. */
async function eventsOf(
  positions: readonly string[],
  tx: ProjectionTransaction,
): Promise<ReadonlyMap<string, readonly EnteringEvent[]>> {
  const rows = await tx.sql
    .selectFrom('timeline')
    .select(['journey_position', 'type', 'revision', 'occurred_at', 'data', 'metadata'])
    .where(tx.oneOf('journey_position', positions))
    .where('type', 'in', [...ENTERING])
    .where('revision', 'is not', null)
    .orderBy('journey_position')
    .orderBy('entry_position')
    .execute();
  const found = new Map<string, EnteringEvent[]>();
  for (const row of rows) {
    const event = {
      type: row.type,
      data: JSON.parse(row.data) as unknown,
      revision: BigInt(row.revision ?? 0),
      occurredAt: row.occurred_at,
      isImported: (JSON.parse(row.metadata) as SealedMetadata).actor.kind === 'import',
    };
    const events = found.get(row.journey_position);
    if (events === undefined) found.set(row.journey_position, [event]);
    else events.push(event);
  }
  return found;
}

/** Keys of the recorded violations, each behind its journey. */
async function recordedOf(
  journeys: readonly TouchedJourney[],
  tx: ProjectionTransaction,
): Promise<ReadonlySet<string>> {
  const recorded = new Set<string>();
  for (const [tenant, sessions] of byTenant(journeys.map(({ tenant: of, sessionId }) => [of, sessionId]))) {
    const rows = await tx.sql
      .selectFrom('policy_violations')
      .select(['session_id', 'policy', 'journey_revision'])
      .where('tenant', '=', tenant)
      .where(tx.oneOf('session_id', sessions))
      .execute();
    for (const { session_id: sessionId, policy, journey_revision: revision } of rows) {
      recorded.add(recordedKey(tenant, sessionId, breachKey({ policy, revision: Number(revision) })));
    }
  }
  return recorded;
}

/** When the journey's first violation is due that is not recorded; undefined if there is none. */
function dueOf(
  { tenant, sessionId, definitionId }: TouchedJourney,
  events: readonly EnteringEvent[],
  rules: StoredPolicyRules,
  recorded: ReadonlySet<string>,
): number | undefined {
  // Imported history is over: it is for an audit to judge.
  if (events[0]?.isImported !== false) return undefined;
  const isRecorded = (key: string): boolean => recorded.has(recordedKey(tenant, sessionId, key));
  const { breaches, nextDeadline } = policyReview(events, {
    rulesOf: (_, version) => rules.of({ tenant, definitionId }, version),
    isRecorded,
  });
  if (breaches.some((breach) => !isRecorded(breachKey(breach)))) return FOUND;
  const due = nextDeadline === undefined ? Number.NaN : Date.parse(nextDeadline);
  return Number.isFinite(due) ? due : undefined;
}

function recordedKey(tenant: string, sessionId: string, key: string): string {
  return `${tenant}/${sessionId}/${key}`;
}

function byTenant(sessions: readonly (readonly [tenant: string, sessionId: string])[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const [tenant, sessionId] of sessions) found.set(tenant, (found.get(tenant) ?? new Set()).add(sessionId));
  return new Map([...found].map(([tenant, ids]) => [tenant, [...ids]]));
}
