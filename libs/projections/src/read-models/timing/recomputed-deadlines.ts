import { sessionSteps, timeoutPlans, type TimeoutPlan, type TimeoutRules, type TimeoutStep } from '@ledger/journey';
import { sql, type RawBuilder } from 'kysely';

/** Gives `entered_ms, since_ms, own_ms, policy` of waits, in epoch milliseconds; `own_ms` null without own deadline. */
export type WaitsQuery = RawBuilder<unknown>;

/** Waits with the names of the columns to keep, so that their journeys need not be looked up again. */
export interface KeptWaits {
  readonly waits: WaitsQuery;
  readonly kept: readonly string[];
}

/** Beside the instants of a wait and what is kept of it. */
export interface RecomputedDeadline {
  /** Epoch milliseconds; null if the wait has no end. */
  readonly due_ms: number | null;
  /** 0 or 1: whether it is paused. */
  readonly frozen: number;
  /** Revision of the override that gives it; null if none does. */
  readonly override_revision: number | null;
}

/** More rows than there are: both databases compute a query with a limit by itself. */
const ALL = sql`limit 9223372036854775807 offset 0`;

/** The domain's rules for all waits at once. The preview of a change and the change use it, so they agree. */
export function recomputedDeadlines(
  { waits, kept }: KeptWaits,
  rules: TimeoutRules,
  stateIds: readonly string[],
): RawBuilder<RecomputedDeadline> {
  const columns = sql.join([...kept, 'entered_ms', 'since_ms', 'own_ms'].map((column) => sql.ref(column)));
  const part = (condition: RawBuilder<boolean>, steps: readonly TimeoutStep[], overrideRevision?: number) =>
    recomputedPart({ waits, columns, condition }, steps, overrideRevision);
  const parts = [
    part(sql<boolean>`policy = 'session'`, sessionSteps(rules)),
    ...timeoutPlans(rules, stateIds).map((plan) => part(spanOf(plan), plan.steps, plan.override?.revision)),
  ];
  return sql<RecomputedDeadline>`${sql.join(parts, sql` union all `)}`;
}

/** The waits under a plan. */
function spanOf({ enteredFrom, enteredBefore }: TimeoutPlan): RawBuilder<boolean> {
  const conditions = [sql`policy <> 'session'`];
  if (enteredFrom !== -Infinity) conditions.push(sql`entered_ms >= ${integer(enteredFrom)}`);
  if (enteredBefore !== Infinity) conditions.push(sql`entered_ms < ${integer(enteredBefore)}`);
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

interface WaitsPart {
  readonly waits: WaitsQuery;
  readonly columns: RawBuilder<unknown>;
  readonly condition: RawBuilder<boolean>;
}

/**
 * Each step is a query over the one before it: in one expression the text would double with each pause; the limits
 * keep the databases from making one of it. They follow one another, since SQLite's parser accepts few nested ones.
 */
function recomputedPart(
  { waits, columns, condition }: WaitsPart,
  steps: readonly TimeoutStep[],
  overrideRevision?: number,
): RawBuilder<unknown> {
  const first = sql`step_0 as (
    select ${columns}, cast(null as bigint) as due_ms, 0 as frozen
    from (${waits}) as waits where ${condition} ${ALL})`;
  const others = steps.map((step, index) => {
    const [name, before] = [sql.ref(`step_${index + 1}`), sql.ref(`step_${index}`)];
    return sql`${name} as (select ${columns}, ${dueAfter(step)} as due_ms, ${frozenAfter(step)} as frozen from ${before} ${ALL})`;
  });
  const revision = overrideRevision === undefined ? sql`null` : integer(overrideRevision);
  return sql`
    select ${columns}, due_ms, frozen, cast(${revision} as bigint) as override_revision
    from (with ${sql.join([first, ...others])} select * from ${sql.ref(`step_${steps.length}`)}) as waits`;
}

function dueAfter(step: TimeoutStep): RawBuilder<unknown> {
  switch (step.kind) {
    case 'own':
      return sql`own_ms`;
    case 'after':
      return sql`entered_ms + ${integer(step.ms)}`;
    case 'floor':
      return sql`case when due_ms <= ${integer(step.at)} then ${integer(step.due)} else due_ms end`;
    case 'shift': {
      const [start, to] = [startOf(step.from), integer(step.to)];
      return sql`case when due_ms > ${start} and ${start} < ${to} then due_ms + (${to} - ${start}) else due_ms end`;
    }
    case 'freeze':
      return sql`due_ms`;
  }
}

function frozenAfter(step: TimeoutStep): RawBuilder<unknown> {
  return step.kind === 'freeze' ? sql`case when due_ms > ${startOf(step.from)} then 1 else 0 end` : sql`frozen`;
}

/** The start of a pause, or of the wait if that was later. */
function startOf(from: number): RawBuilder<unknown> {
  return sql`case when since_ms > ${integer(from)} then since_ms else ${integer(from)} end`;
}

/** Written out, since drivers bind numbers as floating-point ones. */
function integer(value: number): RawBuilder<unknown> {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} should be a whole number.`);
  return sql`cast(${sql.lit(value)} as bigint)`;
}
