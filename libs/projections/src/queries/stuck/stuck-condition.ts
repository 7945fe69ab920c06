import { durationText, figure } from '@ledger/plain-data';
import { sql } from 'kysely';
import type { StuckReason, StuckRules } from '../stuck-journeys';
import { anyOf, type Condition } from '../conditions';
import { deadlineOf, trailOf, type FoundJourney } from '../found-journey';

/** Whether an import entered the journey's state: how long ago that was says nothing of a journey that waits here. */
const isHistory = sql<boolean>`exists (select 1 from ${sql.table('visits')} as v
  where v.journey_position = journeys.started_position and v.dwell_ms is null and v.actor_kind = 'import')`;

/** Whether a row of `journeys`, with its wait beside it as `waits`, is stuck in one of the ways asked for. */
export function stuckCondition(rules: StuckRules): Condition {
  const { kinds, medians, newest, now } = rules;
  const ways: Condition[] = [];
  if (kinds.includes('overdue')) ways.push(sql`waits.due_ms <= ${Date.parse(now)}`);
  if (kinds.includes('slow')) {
    const states = medians.map(
      ({ definitionId, stateId, medianMs }) =>
        sql<boolean>`(journeys.definition_id = ${definitionId} and journeys.state_id = ${stateId}
          and journeys.entered_occurred_at < ${cutoff(rules, medianMs)})`,
    );
    ways.push(sql`(journeys.status = 'ACTIVE' and ${anyOf(states)} and not ${isHistory})`);
  }
  if (kinds.includes('orphaned')) {
    const definitions = newest.map(
      ({ definitionId, version, states }) =>
        sql<boolean>`(journeys.definition_id = ${definitionId} and journeys.definition_version <> ${version}
          and journeys.state_id not in (${sql.join(states)}))`,
    );
    ways.push(sql`(journeys.status = 'ACTIVE' and ${anyOf(definitions)})`);
  }
  return anyOf(ways);
}

/** Every way in which it is, with the figures and a sentence. */
export function stuckReasons(row: FoundJourney, rules: StuckRules): readonly StuckReason[] {
  return rules.kinds.flatMap((kind) => {
    const reason = kind === 'overdue' ? overdue(row, rules) : kind === 'slow' ? slow(row, rules) : orphaned(row, rules);
    return reason === undefined ? [] : [reason];
  });
}

function overdue(row: FoundJourney, { now }: StuckRules): StuckReason | undefined {
  const deadline = deadlineOf(row);
  if (deadline === null || deadline > now) return undefined;
  return {
    kind: 'overdue',
    deadline,
    reason: `The deadline of ${row.state_id}, ${deadline}, has passed and no timeout is recorded.`,
  };
}

function slow(row: FoundJourney, rules: StuckRules): StuckReason | undefined {
  if (row.status !== 'ACTIVE' || trailOf(row).actorKind === 'import') return undefined;
  const median = rules.medians.find(
    ({ definitionId, stateId }) => definitionId === row.definition_id && stateId === row.state_id,
  );
  if (median === undefined || row.entered_occurred_at >= cutoff(rules, median.medianMs)) return undefined;
  const { medianMs, visits } = median;
  const waitedMs = Date.parse(rules.now) - Date.parse(row.entered_occurred_at);
  const usual = `the median of ${figure(visits)} visit${visits === 1 ? '' : 's'} is ${durationText(medianMs)}`;
  const reason = `In ${row.state_id} for ${durationText(waitedMs)}; ${usual}.`;
  return { kind: 'slow', waitedMs, medianMs, visits, reason };
}

function orphaned(row: FoundJourney, { newest }: StuckRules): StuckReason | undefined {
  if (row.status !== 'ACTIVE') return undefined;
  const definition = newest.find(({ definitionId }) => definitionId === row.definition_id);
  if (definition === undefined || definition.version === Number(row.definition_version)) return undefined;
  if (definition.states.includes(row.state_id)) return undefined;
  const { version } = definition;
  const reason = `It runs by version ${row.definition_version} in ${row.state_id}, which version ${version} lacks.`;
  return { kind: 'orphaned', newestVersion: version, reason };
}

/** A journey that entered before it has waited longer than the state may take. A text that compares as the instant does. */
function cutoff({ now, slowerThan }: StuckRules, medianMs: number): string {
  return new Date(Math.max(Date.parse(now) - slowerThan * medianMs, 0)).toISOString();
}
