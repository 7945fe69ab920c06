import { changeOf, namesOf, own, pointerPart, type DefinitionChange } from './definition-change';

/** Keywords under which a schema has schemas by name. */
const BY_NAME: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);
/** Keywords that hold a schema. */
const SCHEMAS: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'contains', 'propertyNames', 'not']);

/** The changes of a context schema, each at the keyword or the property that differs. */
export function contextChanges(before: unknown, after: unknown): readonly DefinitionChange[] {
  return schemaChanges(before, after, '/context', []);
}

function schemaChanges(
  before: unknown,
  after: unknown,
  path: string,
  property: readonly string[],
): readonly DefinitionChange[] {
  if (!isObject(before) || !isObject(after)) return valueChange(before, after, path, property);
  return namesOf(before, after).flatMap((keyword) => {
    const [old, present] = [own(before, keyword), own(after, keyword)];
    const place = path + pointerPart(keyword);
    if (BY_NAME.has(keyword) && (isObject(old) || isObject(present))) {
      return namesOf(asObject(old), asObject(present)).flatMap((name) => {
        const named = keyword === 'properties' ? [...property, name] : [...property, keyword, name];
        const [one, other] = [own(asObject(old), name), own(asObject(present), name)];
        return schemaChanges(one, other, place + pointerPart(name), named);
      });
    }
    if (SCHEMAS.has(keyword)) return schemaChanges(old, present, place, [...property, keyword]);
    return valueChange(old, present, place, property, keyword);
  });
}

function valueChange(
  before: unknown,
  after: unknown,
  path: string,
  property: readonly string[],
  keyword?: string,
): readonly DefinitionChange[] {
  const of = property.length === 0 ? 'Context' : `Context property ${property.join('.')}`;
  const name = keyword === undefined ? of : `${of}: ${keyword}`;
  return changeOf({ part: 'context', name }, { before: path, after: path }, before, after);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): object | undefined {
  return isObject(value) ? value : undefined;
}
