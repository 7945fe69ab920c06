import type { TimeoutRules } from '@ledger/journey';
import { sql, type RawBuilder } from 'kysely';
import type { ProjectionTransaction } from '../../database/projection-transaction';
import { columnsOf } from '../../database/tables/declare-table';
import { openDeadlinesTable } from '../../database/tables/open-deadlines.table';
import { recomputedDeadlines } from './recomputed-deadlines';
import { isOf, namesOf, type WaitingPlace } from './waiting-places';

/** Fewer waits than this are updated in place: rewriting the whole table would not pay. */
const MANY = 20_000;
/** So are those that are less than this part of the table, */
const MOST = 0.2;
/** unless there are so many that one statement would take longer than databases give it. */
const TOO_MANY = 200_000;

/** The `due_ms` of the table for a recomputed deadline: none while it is paused. */
export const recomputedDue = sql`case when frozen = 1 then null else due_ms end`;

/** Recomputes the deadlines of all journeys that wait in a state; there may be a million. */
export async function recomputeDeadlines(
  tx: ProjectionTransaction,
  place: WaitingPlace,
  rules: TimeoutRules,
): Promise<void> {
  if (tx.rewrite !== undefined && (await concernsMost(tx, place))) {
    if (await tx.rewrite(openDeadlinesTable, (part) => rowsUnder(place, rules, part))) return;
  }
  const waits = sql`select ${tx.rowId} as row_id, entered_ms, since_ms, own_ms, own_policy as policy
    from ${sql.table('open_deadlines')} where ${isOf(place)}`;
  await sql`
    update ${sql.table('open_deadlines')} as d
    set due_ms = r.due_ms, is_frozen = r.frozen, override_revision = r.override_revision
    from (
      select row_id, ${recomputedDue} as due_ms, frozen, override_revision
      from (${recomputedDeadlines({ waits, kept: ['row_id'] }, rules, namesOf(place))}) as recomputed
    ) as r
    where d.${tx.rowId} = r.row_id
      and (d.due_ms is distinct from r.due_ms or d.is_frozen <> r.frozen
        or d.override_revision is distinct from r.override_revision)`.execute(tx.sql);
}

async function concernsMost(tx: ProjectionTransaction, place: WaitingPlace): Promise<boolean> {
  const { rows } = await sql<{ all_waits: number; concerned: number | null }>`
    select count(*) as all_waits, sum(case when ${isOf(place)} then 1 else 0 end) as concerned
    from ${sql.table('open_deadlines')}`.execute(tx.sql);
  const concerned = Number(rows[0]?.concerned ?? 0);
  return concerned >= TOO_MANY || (concerned >= MANY && concerned >= MOST * Number(rows[0]?.all_waits ?? 0));
}

/** The new rows of a part of the table. */
function rowsUnder(place: WaitingPlace, rules: TimeoutRules, part: RawBuilder<boolean>): RawBuilder<unknown> {
  const columns = columnsOf(openDeadlinesTable);
  const all = sql.join(columns.map((column) => sql.ref(column)));
  const kept = columns.filter((column) => !(column in GIVEN) && !(column in RECOMPUTED));
  const waits = sql`select ${all}, own_policy as policy
    from ${sql.table('open_deadlines')} where ${isOf(place)} and ${part}`;
  const rewritten = columns.map((column) => RECOMPUTED[column] ?? sql.ref(column));
  return sql`
    select ${sql.join(rewritten)} from (${recomputedDeadlines({ waits, kept }, rules, namesOf(place))}) as recomputed
    union all
    select ${all} from ${sql.table('open_deadlines')} where not (${isOf(place)}) and ${part}`;
}

/** Columns that a recomputed deadline has under their own name. */
const GIVEN = { entered_ms: true, since_ms: true, own_ms: true } as const;
/** Columns that it has under another name. */
const RECOMPUTED: Readonly<Record<string, RawBuilder<unknown>>> = {
  due_ms: recomputedDue,
  is_frozen: sql`frozen`,
  override_revision: sql`override_revision`,
};
