import { ANALYTICS_SCHEMA } from './analytics-schema';

/** Top-level properties of the contexts of a definition that are personal data; `all` of them if that cannot be told. */
export interface HiddenProperties {
  readonly tenant: string;
  readonly definitionId: string;
  readonly names: readonly string[] | 'all';
}

/** Columns of views, as expressions over a row of the table under them: personal properties are left out whole. */
export interface MaskedColumns {
  /** The context of a journey. */
  readonly context: string;
  /** The payload of an event: without what its guard read, if anything of its definition is personal. */
  readonly data: string;
  /** A batch operation: without what it sets. */
  readonly state: string;
  /** JSON list of the properties that are left out, `*` for all; null if none is. */
  readonly masked: string;
}

/** A row of an unknown definition shows nothing of its context. */
const isUnknown = (definitions: string): string =>
  `one.definition_id is null or one.tenant || '/' || one.definition_id not in (
    select d.tenant || '/' || d.definition_id from ${definitions} d)`;

/** @param hidden undefined: all is shown. */
export function sqliteMasking(
  hidden: readonly HiddenProperties[] | undefined,
  definitions: string | undefined,
): MaskedColumns {
  if (hidden === undefined) return { context: 'context', data: 'data', state: 'state', masked: 'null' };
  const choice = (of: (names: HiddenProperties['names']) => string, otherwise: string): string => {
    if (definitions === undefined) return of('all');
    const cases = hidden.map(
      ({ tenant, definitionId, names }) =>
        `when one.tenant = ${literal(tenant)} and one.definition_id = ${literal(definitionId)} then ${of(quotable(names))}`,
    );
    return `case when ${isUnknown(definitions)} then ${of('all')} ${cases.join(' ')} else ${otherwise} end`;
  };
  return {
    context: choice((names) => (names === 'all' ? `'{}'` : without('context', pathsOf('$', names))), 'context'),
    data: choice((names) => without('data', payloadPaths(names)), 'data'),
    state: `json_remove(state, '$.request.target.set')`,
    masked: choice((names) => literal(JSON.stringify(names === 'all' ? ['*'] : names)), 'null'),
  };
}

function payloadPaths(names: HiddenProperties['names']): readonly string[] {
  const guard = '$.guard.inputs';
  if (names === 'all') return ['$.context', '$.set', guard];
  return [...pathsOf('$.context', names), ...pathsOf('$.set', names), guard];
}

function pathsOf(place: string, names: readonly string[]): readonly string[] {
  return names.map((name) => `${place}."${name}"`);
}

function without(column: string, paths: readonly string[]): string {
  return `json_remove(${[column, ...paths.map(literal)].join(', ')})`;
}

/** A path of SQLite has no way to write some names. */
function quotable(names: HiddenProperties['names']): HiddenProperties['names'] {
  return names === 'all' || names.some((name) => /["\\\p{Cc}]/u.test(name)) ? 'all' : names;
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const UNREADABLE = String.raw`'\\u(0000|d[89a-f])'`;
const MARK = '"x-personal": ?true';

/**
 * Definitions are published while the views stand, so that these find what is personal when they are asked: properties
 * with a mark or a reference within them, and everything if a mark stands elsewhere.
 */
export const MASKING_FUNCTIONS: readonly string[] = [
  `create or replace function ${ANALYTICS_SCHEMA}.personal_names(document text) returns text[]
   language sql immutable parallel safe
   return case
     when document !~ '${MARK}' then '{}'::text[]
     when document ~* ${UNREADABLE} then array['*']
     when ((document::jsonb -> 'context') - array['properties', '$defs', 'definitions'])::text ~ '${MARK}|"[$]ref"'
       then array['*']
     else array(
       select p.key from jsonb_each(document::jsonb #> '{context,properties}') p
       where p.value::text ~ '${MARK}|"[$]ref"')
   end`,
  `create or replace function ${ANALYTICS_SCHEMA}.shown_context(document text, names jsonb) returns json
   language sql immutable parallel safe
   return case
     when names is null then document::json
     when names ? '*' or document ~* ${UNREADABLE} then '{}'::json
     else (document::jsonb - array(select jsonb_array_elements_text(names)))::json
   end`,
  `create or replace function ${ANALYTICS_SCHEMA}.shown_payload(document text, names jsonb) returns json
   language sql immutable parallel safe
   return case
     when names is null then document::json
     when document ~* ${UNREADABLE} then '{}'::json
     when names ? '*' then ((document::jsonb - array['context', 'set']) #- '{guard,inputs}')::json
     else ((document::jsonb #- '{guard,inputs}')
       || case when jsonb_typeof(document::jsonb -> 'context') = 'object' then jsonb_build_object('context',
            (document::jsonb -> 'context') - array(select jsonb_array_elements_text(names))) else '{}'::jsonb end
       || case when jsonb_typeof(document::jsonb -> 'set') = 'object' then jsonb_build_object('set',
            (document::jsonb -> 'set') - array(select jsonb_array_elements_text(names))) else '{}'::jsonb end)::json
   end`,
];

export function postgresMasking(definitions: string | undefined): MaskedColumns {
  const names = definitions === undefined ? `'["*"]'::jsonb` : namesIn(definitions);
  return {
    context: `${ANALYTICS_SCHEMA}.shown_context(context, ${names})`,
    data: `${ANALYTICS_SCHEMA}.shown_payload(data, ${names})`,
    state: `case when state like '%"set":%' then (state::jsonb #- '{request,target,set}')::json else state::json end`,
    masked: `(${names})::json`,
  };
}

/** The inner select names no column of the row, so that it is made once for each query. */
function namesIn(definitions: string): string {
  return `case when ${isUnknown(definitions)} then '["*"]'::jsonb else (
    select jsonb_object_agg(p.key, p.names) from (
      select d.tenant || '/' || d.definition_id as key, jsonb_agg(distinct n.name) as names
      from ${definitions} d, unnest(${ANALYTICS_SCHEMA}.personal_names(d.document)) as n(name) group by 1
    ) p) -> (one.tenant || '/' || one.definition_id) end`;
}
