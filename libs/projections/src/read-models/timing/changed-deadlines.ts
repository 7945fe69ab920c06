import type { TimeoutRules } from '@ledger/journey';
import { sql, type RawBuilder } from 'kysely';
import type { ProjectionTransaction } from '../../database/projection-transaction';
import { columnsOf, type ProjectionTable } from '../../database/table-declaration';
import { reckonedWaits } from './recomputed-deadlines';

/** A state in which journeys wait. */
export interface WaitingPlace {
  readonly tenant: string;
  readonly definitionId: string;
  readonly stateId: string;
}

/** Fewer waits than this are changed where they are: to write the whole table anew would not be worth it. */
const MANY = 20_000;
/** And so are those that are less than this part of the table, */
const MOST = 0.2;
/** unless there are so many that one statement would take longer than databases give it. */
const TOO_MANY = 200_000;

/** Which rows of `open_deadlines` are of a state. */
export function isOf({ tenant, definitionId, stateId }: WaitingPlace): RawBuilder<boolean> {
  return sql<boolean>`tenant = ${tenant} and definition_id = ${definitionId} and state_id = ${stateId}`;
}

/** When a reckoned wait is due, as the table has it: not while it is held up. */
export const reckonedDue = sql`case when frozen = 1 then null else due_ms end`;

/** Reckons the deadlines of all who wait in a state anew: a million may wait there. */
export async function reckonAnew(
  tx: ProjectionTransaction,
  table: ProjectionTable,
  place: WaitingPlace,
  rules: TimeoutRules,
): Promise<void> {
  if (tx.rewrite !== undefined && (await concernsMost(tx, place))) {
    if (await tx.rewrite(table, (part) => rowsUnder(place, rules, columnsOf(table), part))) return;
  }
  const waits = sql`select ${tx.rowId} as row_id, entered_ms, since_ms, own_ms, own_policy as policy
    from ${sql.table('open_deadlines')} where ${isOf(place)}`;
  await sql`
    update ${sql.table('open_deadlines')} as d
    set due_ms = r.due_ms, is_frozen = r.frozen, override_revision = r.override_revision
    from (
      select row_id, ${reckonedDue} as due_ms, frozen, override_revision
      from (${reckonedWaits({ waits, kept: ['row_id'] }, rules, place.stateId)}) as reckoned
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

/** The rows of a part of the table as they are to be, in the order of its columns. */
function rowsUnder(
  place: WaitingPlace,
  rules: TimeoutRules,
  columns: readonly string[],
  part: RawBuilder<boolean>,
): RawBuilder<unknown> {
  const kept = columns.filter((column) => !REWRITTEN.has(column));
  const waits = sql`select ${sql.join(columns.map((column) => sql.ref(column)))}, own_policy as policy
    from ${sql.table('open_deadlines')} where ${isOf(place)} and ${part}`;
  const reckoned = columns.map((column) => REWRITTEN.get(column) ?? sql.ref(column));
  return sql`
    select ${sql.join(reckoned)} from (${reckonedWaits({ waits, kept }, rules, place.stateId)}) as reckoned
    union all
    select ${sql.join(columns.map((column) => sql.ref(column)))}
    from ${sql.table('open_deadlines')} where not (${isOf(place)}) and ${part}`;
}

/** What a reckoned wait has for columns of the table; nothing for those that it brings by itself. */
const REWRITTEN: ReadonlyMap<string, RawBuilder<unknown> | undefined> = new Map([
  ['entered_ms', undefined],
  ['since_ms', undefined],
  ['own_ms', undefined],
  ['due_ms', reckonedDue],
  ['is_frozen', sql`frozen`],
  ['override_revision', sql`override_revision`],
]);
