import { ANALYTICS_SCHEMA } from './analytics-schema';
import {
  literal,
  MASKING_FUNCTIONS,
  postgresMasking,
  sqliteMasking,
  type HiddenProperties,
  type MaskedColumns,
} from './masked-columns';
import type { VersionedTables } from './tables/declare-table';
import { postgresInstant, sqliteInstant, stateVisitsSelect } from './state-visits-view';

export { ANALYTICS_SCHEMA };

/** With the tenant after it, the name of the role whose members read that tenant. */
export const TENANT_ROLE = 'analyst_';

/**
 * Both give null for what does not fit PostgreSQL's type, since one odd event must not make a whole view unreadable:
 * years beyond four digits, and JSON with U+0000 or half a surrogate pair, the only ones of that range that
 * `JSON.stringify` writes as escapes.
 */
export const ANALYST_FUNCTIONS: readonly string[] = [
  `create or replace function ${ANALYTICS_SCHEMA}.instant(moment text) returns timestamptz
   language sql stable parallel safe
   return case when moment ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d' then moment::timestamptz end`,
  `create or replace function ${ANALYTICS_SCHEMA}.field(document text, variadic path text[]) returns text
   language sql immutable parallel safe
   return case when document !~* '\\\\u(0000|d[89a-f])' then document::json #>> path end`,
  ...MASKING_FUNCTIONS,
  // A reader without the role of a tenant reads the tenant that every ledger has.
  `create or replace function ${ANALYTICS_SCHEMA}.own_tenants() returns text[]
   language sql stable parallel safe
   return (select coalesce(array_agg(substr(r.rolname::text, ${TENANT_ROLE.length + 1})), array['default'])
     from pg_catalog.pg_roles r
     where starts_with(r.rolname::text, '${TENANT_ROLE}') and pg_has_role(current_user, r.oid, 'member'))`,
];

/** Once for each query, not for each row. */
const OWN_TENANTS = `= any ((select ${ANALYTICS_SCHEMA}.own_tenants())::text[])`;

/** What databases write differently for the same column. */
interface ViewWriting {
  /** A time that is stored as text. */
  readonly instant: (column: string) => string;
  /** A member of a JSON document, as text. */
  readonly field: (document: string, path: readonly string[], name: string) => string;
  readonly json: (column: string) => string;
  /** Milliseconds since 1970 as a time. */
  readonly at: (milliseconds: string) => string;
  /** Contexts and payloads without personal data. */
  readonly masking: (definitions: string | undefined) => MaskedColumns;
}

const POSTGRES: ViewWriting = {
  instant: (column) => `${ANALYTICS_SCHEMA}.instant(${column}) as ${column}`,
  field: (document, path, name) =>
    `${ANALYTICS_SCHEMA}.field(${[document, ...path.map((part) => `'${part}'`)].join(', ')}) as ${name}`,
  json: (column) => `${column}::json as ${column}`,
  at: postgresInstant,
  masking: postgresMasking,
};

/** Times and JSON as they are stored: RFC 3339 texts and text. */
const SQLITE: Omit<ViewWriting, 'masking'> = {
  instant: (column) => column,
  field: (document, path, name) => `json_extract(${document}, '$.${path.join('.')}') as ${name}`,
  json: (column) => column,
  at: sqliteInstant,
};

const CHECKPOINTS = { view: 'projections', table: 'projection_checkpoints' } as const;

/** The views' texts, for the existing tables. `docs/reference/read-models.md` describes each column. */
export function analystViewsOf(projections: readonly VersionedTables[]): readonly string[] {
  const tables = projections.flatMap(({ tables }) => tables.map((table) => table.name));
  return selectsOf([...tables, CHECKPOINTS.table], POSTGRES, (table) => table, OWN_TENANTS).flatMap(
    ([name, select]) => {
      const view = `${ANALYTICS_SCHEMA}.${name}`;
      return [`drop view if exists ${view}`, `create view ${view} as ${select}`];
    },
  );
}

/**
 * The same views for one connection to a SQLite file with these tables or views.
 * @param hidden what is personal data; undefined: all is shown.
 * @param tenant whose rows are shown.
 */
export function sqliteAnalystViews(
  tables: readonly string[],
  hidden: readonly HiddenProperties[] | undefined,
  tenant: string,
): readonly string[] {
  const writing = { ...SQLITE, masking: (definitions: string | undefined) => sqliteMasking(hidden, definitions) };
  // They have the names of what they stand over, so the file's own is qualified.
  return selectsOf(tables, writing, (table) => `main."${table}"`, `= ${literal(tenant)}`).map(
    ([name, select]) => `create temp view "${name}" as ${select}`,
  );
}

function selectsOf(
  tables: readonly string[],
  writing: ViewWriting,
  placeOf: (table: string) => string,
  isOwn: string,
): readonly (readonly [name: string, select: string])[] {
  const definitions = tables.includes('definitions') ? placeOf('definitions') : undefined;
  const columns = columnsOf(writing, placeOf('open_deadlines'), writing.masking(definitions));
  const selects = tables.flatMap((table) => {
    const name = table === CHECKPOINTS.table ? CHECKPOINTS.view : table;
    if (columns[name] === undefined) return [];
    const whose = table === CHECKPOINTS.table ? '' : ` where one.tenant ${isOwn}`;
    return [[name, `select ${columns[name]} from ${placeOf(table)} one${whose}`] as const];
  });
  if (!tables.includes('visits') || !tables.includes('journeys')) return selects;
  const from = { visits: placeOf('visits'), journeys: placeOf('journeys') };
  return [...selects, ['state_visits', `${stateVisitsSelect(writing.at, from)} where v.tenant ${isOwn}`]];
}

/** Which of the row's rules gives a wait its deadline. */
const effectivePolicy = `when override_revision is not null then 'override'
  when own_policy = 'session' then 'session' else 'definition'`;

/** The columns of each view, by the table under it. */
function columnsOf(
  { instant, field, json, at }: ViewWriting,
  waits: string,
  { context, data, state, masked }: MaskedColumns,
): Readonly<Record<string, string>> {
  // By all current rules: the table's own column has what the journey's events say alone.
  const effectiveDeadline = `(select ${at('w.due_ms')} from ${waits} w
    where w.tenant = one.tenant and w.session_id = one.session_id)`;
  return {
    journeys: `tenant, session_id, definition_id, definition_version, status, outcome, state_id, previous_state_id,
      started_position as journey_position, channel, customer_id, ${instant('started_at')}, ${instant('entered_at')},
      ${instant('entered_occurred_at')}, ${instant('last_updated_at')}, ${effectiveDeadline} as deadline, revision,
      entered_revision, ${context} as context, ${masked} as masked, position`,
    journey_aliases: `tenant, session_id, alias, ${instant('added_at')}`,
    timeline: `tenant, session_id, entry_position, position, type, revision, ${instant('occurred_at')},
      ${instant('recorded_at')}, definition_id, definition_version, from_state, to_state, dwell_ms, channel,
      type = 'CommandRejected' as refused, ${field('data', ['code'], 'refusal_code')},
      ${field('metadata', ['actor', 'kind'], 'actor_kind')}, ${field('metadata', ['actor', 'subject'], 'actor_subject')},
      ${field('metadata', ['commandId'], 'command_id')}, ${data} as data, ${masked} as masked, ${json('metadata')}`,
    open_deadlines: `tenant, session_id, definition_id, state_id, entered_revision, ${at('entered_ms')} as entered_at,
      ${at('due_ms')} as deadline, case ${effectivePolicy} end as policy, override_revision, is_frozen = 1 as paused`,
    timeout_rules: `tenant, nullif(definition_id, '') as definition_id, revision, type, ${instant('occurred_at')},
      ${field('data', ['stateId'], 'state_id')}, ${field('data', ['after'], 'after')},
      ${field('data', ['applyTo'], 'apply_to')}, ${field('data', ['grace'], 'grace')},
      ${field('data', ['overrideRevision'], 'removed_revision')}, ${field('data', ['reason'], 'reason')},
      ${field('metadata', ['actor', 'subject'], 'actor_subject')}, position`,
    definitions: `tenant, definition_id, version, hash, ${instant('published_at')}, ${instant('retired_at')},
      ${instant('current_since')},
      ${json('final_states')}, ${json('outcomes')}, ${json('document')}`,
    visits: `tenant, journey_position, sequence, definition_id, definition_version, state_id, visit_number, channel,
      entered_by, ${at('entered_ms')} as entered_at, actor_kind, resource, left_by, next_state, dwell_ms`,
    timeouts: `tenant, journey_position, sequence, definition_id, definition_version, state_id, channel, entered_by,
      ${instant('deadline')}, ${instant('timed_out_at')}, detected_by, policy, escalation, escalation_id`,
    escalations: `tenant, escalation_id, status, kind, queue, target, escalation, reason, session_id, definition_id,
      definition_version, state_id, customer_id, channel, ${instant('requested_at')}, ${instant('due_by')}, claimant,
      ${instant('claimed_until')}, attempts, ${instant('next_attempt_at')}, last_failure, ${instant('delivered_at')},
      ${instant('completed_at')}, completed_by, outcome, ${instant('withdrawn_at')}, ${instant('updated_at')}, revision, position`,
    escalation_steps: `tenant, session_id, entry_position, escalation_id, position, type, revision,
      ${instant('occurred_at')}, ${instant('recorded_at')}, ${field('metadata', ['actor', 'kind'], 'actor_kind')},
      ${field('metadata', ['actor', 'subject'], 'actor_subject')}, ${json('data')}, ${json('metadata')}`,
    policy_violations: `tenant, session_id, policy, kind, definition_id, definition_version, journey_revision,
      ${instant('broken_at')}, ${instant('deadline')}, state_id, customer_id, escalation_id, position,
      ${instant('recorded_at')}`,
    operations: `tenant, operation_id, definition_id, kind, status, reason, requested_by, ${instant('requested_at')},
      ${instant('started_at')}, ${instant('updated_at')}, ${instant('ended_at')}, selected, done, changed, unchanged,
      expired, refused, moved, failed, revision, position, ${state} as state`,
    projections: 'name, version, position, state, last_error',
  };
}
