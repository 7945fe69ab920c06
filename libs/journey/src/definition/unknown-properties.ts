import type { ErrorObject } from 'ajv';
import type { Context, ContextValue } from '../context';
import { isPlainObject } from '../plain-json';

/** What is left out may be all that kept another property from being judged, but not without end. */
const MAX_ROUNDS = 8;
/** Which branch a value is meant for, its errors do not tell. */
const OF_BRANCH = /\/(anyOf|oneOf|not|if)\//;

/** A context without the properties, of itself and of objects within it, that its schema says it does not know. */
export function withoutUnknown(context: Context, errors: (context: Context) => readonly ErrorObject[]): Context {
  let known = context;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const unknown = errors(known).flatMap(unknownPlace);
    if (unknown.length === 0) return known;
    known = unknown.reduce<Context>((left, path) => without(left, path) as Context, known);
  }
  return known;
}

function unknownPlace({ keyword, instancePath, schemaPath, params }: ErrorObject): readonly (readonly string[])[] {
  const { additionalProperty, unevaluatedProperty } = params as { readonly [name: string]: unknown };
  const name = keyword === 'additionalProperties' ? additionalProperty : unevaluatedProperty;
  if (typeof name !== 'string' || OF_BRANCH.test(schemaPath)) return [];
  const within = instancePath.split('/').slice(1);
  return [[...within.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')), name]];
}

function without(value: ContextValue | undefined, [name = '', ...rest]: readonly string[]): ContextValue | undefined {
  if (Array.isArray(value)) {
    const items = value as readonly ContextValue[];
    return items.map((item, index) => (String(index) === name ? (without(item, rest) ?? item) : item));
  }
  if (!isPlainObject(value) || !Object.hasOwn(value, name)) return value;
  const { [name]: within, ...others } = value;
  const left = rest.length === 0 ? undefined : without(within, rest);
  return left === undefined ? others : { ...value, [name]: left };
}
