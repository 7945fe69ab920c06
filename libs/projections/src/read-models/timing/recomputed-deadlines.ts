import { sessionSteps, timeoutPlans, type TimeoutPlan, type TimeoutRules, type TimeoutStep } from '@ledger/journey';
import { sql, type RawBuilder } from 'kysely';

/**
 * A query that gives `entered_ms, since_ms, own_ms, policy` for waits in one state of one definition, and what is to be
 * kept of them: instants in epoch milliseconds, `own_ms` null where the journey's own events give no deadline.
 */
export type WaitsQuery = RawBuilder<unknown>;

/** Waits with the names of the columns that say whose they are: nobody has to look them up again. */
export interface KeptWaits {
  readonly waits: WaitsQuery;
  readonly kept: readonly string[];
}

/** What `reckonedWaits` gives for each wait, beside the instants that it was given and what is kept of it. */
export interface ReckonedWait {
  /** Epoch milliseconds; null where the wait has no end. */
  readonly due_ms: number | null;
  /** 0 or 1: whether a pause holds it up. */
  readonly frozen: number;
  /** Revision of the override that gave it; null where none did. */
  readonly override_revision: number | null;
}

/** More rows than there are. A query with a limit is reckoned as it stands by both databases. */
const ALL = sql`limit 9223372036854775807 offset 0`;

/**
 * A query that reckons when each of the waits is due: `dueInstant` for all of them at once. Whoever shows what a change
 * would do and whoever makes it take it from here, and so come to the same instants.
 */
export function reckonedWaits(
  { waits, kept }: KeptWaits,
  rules: TimeoutRules,
  stateId: string,
): RawBuilder<ReckonedWait> {
  const columns = sql.join([...kept, 'entered_ms', 'since_ms', 'own_ms'].map((column) => sql.ref(column)));
  const part = (condition: RawBuilder<boolean>, steps: readonly TimeoutStep[], overrideRevision?: number) =>
    reckoned({ waits, columns, condition }, steps, overrideRevision);
  const parts = [
    part(sql<boolean>`policy = 'session'`, sessionSteps(rules)),
    ...timeoutPlans(rules, stateId).map((plan) => part(spanOf(plan), plan.steps, plan.override?.revision)),
  ];
  return sql<ReckonedWait>`${sql.join(parts, sql` union all `)}`;
}

/** Who comes under a plan. */
function spanOf({ enteredFrom, enteredBefore }: TimeoutPlan): RawBuilder<boolean> {
  const conditions = [
    sql`policy <> 'session'`,
    ...(enteredFrom === -Infinity ? [] : [sql`entered_ms >= ${instant(enteredFrom)}`]),
    ...(enteredBefore === Infinity ? [] : [sql`entered_ms < ${instant(enteredBefore)}`]),
  ];
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

interface ReckonedPart {
  readonly waits: WaitsQuery;
  readonly columns: RawBuilder<unknown>;
  readonly condition: RawBuilder<boolean>;
}

/**
 * Each step is a query over the one before it. As one expression, every step would name the one before it several times,
 * and the text would double with each pause; the limits keep the databases from making one expression of it themselves.
 * The queries stand one after the other, since SQLite's parser does not take many of them one within the other.
 */
function reckoned(
  { waits, columns, condition }: ReckonedPart,
  steps: readonly TimeoutStep[],
  overrideRevision?: number,
): RawBuilder<unknown> {
  const begun = sql`step_0 as (
    select ${columns}, cast(null as bigint) as due_ms, 0 as frozen
    from (${waits}) as waits where ${condition} ${ALL})`;
  const taken = steps.map((step, index) => {
    const [name, before] = [sql.ref(`step_${index + 1}`), sql.ref(`step_${index}`)];
    return sql`${name} as (select ${columns}, ${dueAfter(step)} as due_ms, ${frozenAfter(step)} as frozen from ${before} ${ALL})`;
  });
  const revision = overrideRevision === undefined ? sql`null` : instant(overrideRevision);
  return sql`
    select ${columns}, due_ms, frozen, cast(${revision} as bigint) as override_revision
    from (with ${sql.join([begun, ...taken])} select * from ${sql.ref(`step_${steps.length}`)}) as waits`;
}

function dueAfter(step: TimeoutStep): RawBuilder<unknown> {
  switch (step.kind) {
    case 'own':
      return sql`own_ms`;
    case 'after':
      return sql`entered_ms + ${instant(step.ms)}`;
    case 'floor':
      return sql`case when due_ms <= ${instant(step.at)} then ${instant(step.due)} else due_ms end`;
    case 'shift': {
      const [start, to] = [startOf(step.from), instant(step.to)];
      return sql`case when due_ms > ${start} and ${start} < ${to} then due_ms + (${to} - ${start}) else due_ms end`;
    }
    case 'freeze':
      return sql`due_ms`;
  }
}

function frozenAfter(step: TimeoutStep): RawBuilder<unknown> {
  return step.kind === 'freeze' ? sql`case when due_ms > ${startOf(step.from)} then 1 else 0 end` : sql`frozen`;
}

/** The beginning of a pause, or of the wait if that was later. */
function startOf(from: number): RawBuilder<unknown> {
  return sql`case when since_ms > ${instant(from)} then since_ms else ${instant(from)} end`;
}

/** Written out, since drivers bind numbers as what is no whole number to their database. */
function instant(milliseconds: number): RawBuilder<unknown> {
  if (!Number.isSafeInteger(milliseconds)) throw new TypeError(`${milliseconds} is no whole number of milliseconds.`);
  return sql`cast(${sql.lit(milliseconds)} as bigint)`;
}
