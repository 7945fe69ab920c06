import {
  appliedSchemas,
  REFERENCES,
  referencedSchema,
  schemasAlong,
  schemasWithin,
  type JsonSchema,
} from '../definition/applied-schemas';
import type { DefinitionDocument } from '../definition/definition';

/** What of a context is personal data (`x-personal: true`): by one version of a definition, or by any of several. */
export interface PersonalData {
  /** Context schemas that mark something. */
  readonly schemas: readonly JsonSchema[];
  /** Whether everything counts as personal, since the definition is not known. */
  readonly all: boolean;
}

export const NOTHING_PERSONAL: PersonalData = { schemas: [], all: false };

/** Of a journey whose definition cannot be found: nothing says what is personal, so that everything counts as it. */
export const ALL_PERSONAL: PersonalData = { schemas: [], all: true };

/** Whether there is anything to mask. */
export function hasPersonal({ schemas, all }: PersonalData): boolean {
  return all || schemas.length > 0;
}

const known = new WeakMap<object, PersonalData>();

/** What a version marks; computed once for each document. */
export function personalDataOf({ context }: Pick<DefinitionDocument, 'context'>): PersonalData {
  if (context === undefined) return NOTHING_PERSONAL;
  let found = known.get(context);
  if (found === undefined) {
    found = marksPersonal(context) ? { schemas: [context], all: false } : NOTHING_PERSONAL;
    known.set(context, found);
  }
  return found;
}

/** What any of them marks. */
export function eitherPersonal(parts: readonly PersonalData[]): PersonalData {
  const marking = parts.filter(hasPersonal);
  const [only = NOTHING_PERSONAL, ...others] = marking;
  if (others.length === 0) return only;
  if (marking.some(({ all }) => all)) return ALL_PERSONAL;
  return { schemas: [...new Set(marking.flatMap(({ schemas }) => schemas))], all: false };
}

/** Whether a value of a context is personal data, holds some, or is within some; names of the path outermost first. */
export function isPersonalAt({ schemas, all }: PersonalData, path: readonly string[]): boolean {
  return all || schemas.some((schema) => isPersonal(schema, path));
}

/** The same of one context schema. */
export function isPersonal(root: JsonSchema | undefined, path: readonly string[]): boolean {
  if (root === undefined || !marksPersonal(root)) return false;
  let innermost: readonly JsonSchema[] = [];
  for (const schemas of schemasAlong(root, path)) {
    if (schemas.some((schema) => isMarked(schema, root))) return true;
    innermost = schemas;
  }
  const seen = new Set<JsonSchema>();
  return innermost.some((schema) => reachesMark(schema, root, seen));
}

/** Whether a schema marks its value. A reference that leads out of the document could lead to a mark. */
export function isMarked(schema: JsonSchema, root: JsonSchema): boolean {
  if (schema['x-personal'] === true) return true;
  return REFERENCES.some((keyword) => {
    const reference = schema[keyword];
    return reference !== undefined && referencedSchema(root, reference) === undefined;
  });
}

/** Whether a schema marks its value or anything within it. */
export function reachesMark(schema: JsonSchema, root: JsonSchema, seen = new Set<JsonSchema>()): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  if (isMarked(schema, root)) return true;
  for (const keyword of REFERENCES) {
    const target = referencedSchema(root, schema[keyword]);
    if (target !== undefined && reachesMark(target, root, seen)) return true;
  }
  for (const [, within] of schemasWithin(schema)) if (reachesMark(within, root, seen)) return true;
  return false;
}

function marksPersonal(schema: JsonSchema): boolean {
  return JSON.stringify(schema).includes('"x-personal":true');
}

const marks = new WeakMap<object, string>();

/** Where a version's context schema has marks, and the references that lead to them: equal texts mark the same. */
export function personalMarks({ context }: Pick<DefinitionDocument, 'context'>): string {
  if (context === undefined || !marksPersonal(context)) return '';
  let found = marks.get(context);
  if (found === undefined) {
    const places = [...marksWithin(context, '')].join('\n');
    // What a mark on all other names marks depends on the names that are declared.
    found = /additional|pattern|unevaluated/i.test(places) ? JSON.stringify(context) : places;
    marks.set(context, found);
  }
  return found;
}

function* marksWithin(schema: JsonSchema, at: string): Generator<string> {
  if (schema['x-personal'] === true) yield at;
  for (const keyword of REFERENCES) if (schema[keyword] !== undefined) yield `${at} ${JSON.stringify(schema[keyword])}`;
  for (const [pointer, within] of schemasWithin(schema)) yield* marksWithin(within, at + pointer);
}

/** Keywords that concern names that no schema declares. */
const OTHER_NAMES = ['patternProperties', 'additionalProperties', 'unevaluatedProperties'];

/**
 * The top-level properties that are personal data or hold some, for what can take away no more than whole properties; `all` if
 * names that are not declared may be among them.
 */
export function personalNames({ schemas, all }: PersonalData): readonly string[] | 'all' {
  if (all) return 'all';
  const names = new Set<string>();
  for (const root of schemas) {
    for (const schema of appliedSchemas(root, root)) {
      if (isMarked(schema, root)) return 'all';
      for (const [pointer, within] of schemasWithin(schema)) {
        const [, keyword = '', name] = pointer.split('/');
        if (OTHER_NAMES.includes(keyword) && reachesMark(within, root)) return 'all';
        const property = name?.replaceAll('~1', '/').replaceAll('~0', '~');
        if (keyword === 'properties' && property !== undefined && isPersonal(root, [property])) names.add(property);
      }
    }
  }
  return [...names];
}
