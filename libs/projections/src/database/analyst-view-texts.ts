import type { Projection } from '../projection';
import { postgresInstant, stateVisitsSelect } from './state-visits-view';

export const ANALYTICS_SCHEMA = 'analytics';

/**
 * Two readings that the views share. Both give null for what does not fit PostgreSQL's type, since one odd event must
 * not make a whole view unreadable: years beyond four digits, and JSON with U+0000 or half a surrogate pair in it, which
 * `JSON.stringify` leaves as escapes (and leaves nothing else of that range so).
 */
export const ANALYST_FUNCTIONS: readonly string[] = [
  `create or replace function ${ANALYTICS_SCHEMA}.instant(moment text) returns timestamptz
   language sql stable parallel safe
   return case when moment ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d' then moment::timestamptz end`,
  `create or replace function ${ANALYTICS_SCHEMA}.field(document text, variadic path text[]) returns text
   language sql immutable parallel safe
   return case when document !~* '\\\\u(0000|d[89a-f])' then document::json #>> path end`,
];

/** The views' texts, for the tables that are there. `docs/reference/read-models.md` describes each column. */
export function analystViewsOf(projections: readonly Projection[]): readonly string[] {
  const tables = projections.flatMap(({ tables }) => tables.map(({ table }) => table));
  return [
    ...tables.flatMap((table) => viewOf(table, table, VIEWS[table])),
    ...(tables.includes('visits') && tables.includes('journeys')
      ? viewAs('state_visits', stateVisitsSelect(postgresInstant))
      : []),
    ...viewOf('projections', 'projection_checkpoints', VIEWS.projections),
  ];
}

function viewOf(name: string, table: string, columns: string | undefined): readonly string[] {
  return columns === undefined ? [] : viewAs(name, `select ${columns} from ${table}`);
}

function viewAs(name: string, select: string): readonly string[] {
  const view = `${ANALYTICS_SCHEMA}.${name}`;
  return [`drop view if exists ${view}`, `create view ${view} as ${select}`];
}

const instant = (column: string): string => `${ANALYTICS_SCHEMA}.instant(${column}) as ${column}`;
const field = (document: string, path: readonly string[], name: string): string =>
  `${ANALYTICS_SCHEMA}.field(${[document, ...path.map((part) => `'${part}'`)].join(', ')}) as ${name}`;

const VIEWS: Readonly<Record<string, string>> = {
  journeys: [
    ...['tenant', 'session_id', 'definition_id', 'definition_version', 'status', 'state_id', 'previous_state_id'],
    ...[
      'started_position as journey_position',
      'channel',
      'customer_id',
      instant('started_at'),
      instant('entered_at'),
      instant('entered_occurred_at'),
    ],
    ...[instant('last_updated_at'), instant('deadline'), 'revision', 'entered_revision', 'context::json as context'],
    'position',
  ].join(', '),
  timeline: [
    ...['tenant', 'session_id', 'entry_position', 'position', 'type', 'revision'],
    ...[instant('occurred_at'), instant('recorded_at'), 'definition_id', 'definition_version'],
    ...['from_state', 'to_state', 'dwell_ms', 'channel', `type = 'CommandRejected' as refused`],
    ...[field('data', ['code'], 'refusal_code'), field('metadata', ['actor', 'kind'], 'actor_kind')],
    ...[field('metadata', ['actor', 'subject'], 'actor_subject'), field('metadata', ['commandId'], 'command_id')],
    ...['data::json as data', 'metadata::json as metadata'],
  ].join(', '),
  open_deadlines: [
    ...['tenant', 'session_id', 'definition_id', 'state_id', 'entered_revision'],
    ...[instant('entered_at'), instant('deadline')],
  ].join(', '),
  definitions: [
    ...['tenant', 'definition_id', 'version', 'hash', instant('published_at'), instant('retired_at')],
    ...['final_states::json as final_states', 'document::json as document'],
  ].join(', '),
  visits: [
    ...['tenant', 'journey_position', 'sequence', 'definition_id', 'definition_version', 'state_id', 'visit_number'],
    ...['channel', 'entered_by', 'to_timestamp(entered_ms / 1000.0) as entered_at', 'actor_kind'],
    ...['left_by', 'next_state', 'dwell_ms'],
  ].join(', '),
  timeouts: [
    ...['tenant', 'journey_position', 'sequence', 'definition_id', 'definition_version', 'state_id', 'channel'],
    ...[
      'entered_by',
      instant('deadline'),
      instant('timed_out_at'),
      'detected_by',
      'policy',
      'escalation',
      'escalation_id',
    ],
  ].join(', '),
  escalations: [
    ...['tenant', 'escalation_id', 'status', 'kind', 'queue', 'target', 'escalation', 'reason', 'session_id'],
    ...['definition_id', 'definition_version', 'state_id', 'customer_id', 'channel', instant('requested_at')],
    ...[instant('due_by'), 'claimant', instant('claimed_until'), 'attempts', instant('next_attempt_at')],
    ...['last_failure', instant('delivered_at'), instant('completed_at'), 'completed_by', 'outcome'],
    ...[instant('updated_at'), 'revision', 'position'],
  ].join(', '),
  escalation_steps: [
    ...['tenant', 'session_id', 'entry_position', 'escalation_id', 'position', 'type', 'revision'],
    ...[instant('occurred_at'), instant('recorded_at'), field('metadata', ['actor', 'kind'], 'actor_kind')],
    ...[field('metadata', ['actor', 'subject'], 'actor_subject'), 'data::json as data', 'metadata::json as metadata'],
  ].join(', '),
  operations: [
    ...['tenant', 'operation_id', 'kind', 'status', 'reason', 'requested_by', instant('requested_at')],
    ...[instant('started_at'), instant('updated_at'), instant('ended_at'), 'selected', 'done', 'changed', 'unchanged'],
    ...['expired', 'refused', 'moved', 'failed', 'revision', 'position', 'state::json as state'],
  ].join(', '),
  projections: 'name, version, position, state, last_error',
};
