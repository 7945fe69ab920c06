import { sql, type RawBuilder } from 'kysely';

export type Condition = RawBuilder<boolean>;

/** All of them; what is false or undefined is left out. */
export function allOf(conditions: readonly (Condition | false | undefined)[]): Condition {
  const given = conditions.filter((condition) => condition !== false && condition !== undefined);
  return given.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`${sql.join(given, sql` and `)}`;
}

/** At least one of them. Nested in pairs rather than in a chain: databases bound how deep a condition may be. */
export function anyOf(conditions: readonly Condition[]): Condition {
  const [first, second] = conditions;
  if (first === undefined) return sql<boolean>`1 = 0`;
  if (second === undefined) return first;
  const half = conditions.length >> 1;
  return sql<boolean>`(${anyOf(conditions.slice(0, half))} or ${anyOf(conditions.slice(half))})`;
}

/** Undefined without a value to compare with. */
export function compare(
  left: string | RawBuilder<unknown>,
  operator: '=' | '<' | '<=' | '>=',
  value: string | number | undefined,
): Condition | undefined {
  if (value === undefined) return undefined;
  return sql<boolean>`${typeof left === 'string' ? sql.ref(left) : left} ${sql.raw(operator)} ${value}`;
}
