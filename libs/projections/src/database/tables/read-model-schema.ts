import type { BookkeepingTables } from './bookkeeping-tables';
import type { ProjectionTable, RowOf } from './declare-table';
import { type definitionsTable } from './definitions.table';
import { type escalationsTable, type escalationStepsTable } from './escalations.table';
import { type journeyAliasesTable } from './journey-aliases.table';
import { type journeyCountsTable } from './journey-counts.table';
import { type journeysTable } from './journeys.table';
import { type openDeadlinesTable } from './open-deadlines.table';
import { type operationsTable } from './operations.table';
import { type policyViolationsTable, type policyWatchTable } from './policies.table';
import { type refusalsTable } from './refusals.table';
import { type timelineTable } from './timeline.table';
import { type timeoutRulesTable } from './timeout-rules.table';
import { type timeoutsTable, type visitsTable } from './visits.table';

type Declared = [
  typeof definitionsTable,
  typeof timeoutRulesTable,
  typeof journeysTable,
  typeof journeyAliasesTable,
  typeof journeyCountsTable,
  typeof refusalsTable,
  typeof openDeadlinesTable,
  typeof timelineTable,
  typeof visitsTable,
  typeof timeoutsTable,
  typeof escalationsTable,
  typeof escalationStepsTable,
  typeof operationsTable,
  typeof policyViolationsTable,
  typeof policyWatchTable,
];

type RowsOf<Tables extends readonly ProjectionTable[]> = {
  readonly [Table in Tables[number] as Table['name']]: RowOf<Table>;
};

/**
 * The tables of the read models, as every query names them: a view of this name stands over the live table, and for
 * writers `TableNames` puts version and slot behind the name. Times are RFC 3339 texts in UTC with milliseconds, so that
 * their alphabetical order is the order of time; a `*_position` column holds `sortablePosition`, for the same reason.
 */
export interface ReadModelSchema extends RowsOf<Declared>, BookkeepingTables {}
