import { closestName } from '@ledger/plain-data';
import { versionName } from '../compile-definition';
import { compileContextSchema, schemaProperties } from '../context-schema';
import type { CompiledContextSchema } from '../context-schema';
import type { DefinitionDocument } from '../definition';
import { linearPattern } from '../linear-pattern';
import { isPlainObject } from '../../plain-json';
import { extentProblem } from './context-extent';
import type { DefinitionError, DefinitionWarning } from '../finding';
import { named, pointer } from '../finding';
import { unknownKeywords } from '../unknown-keywords';
import type { JsonSchema } from '../applied-schemas';

/** Warnings of unknown keywords that are listed. */
const MOST_KEYWORDS = 50;

export interface ContextFindings {
  readonly errors: readonly DefinitionError[];
  readonly warnings: readonly DefinitionWarning[];
}

/** Checks that the context schema is one of bounded cost and that its defaults obey it; warns of those that never apply. */
export function checkContext(document: DefinitionDocument): ContextFindings {
  const { context } = document;
  const excess = context === undefined ? undefined : extentProblem(context);
  if (excess !== undefined) return refused(excess);
  const compilation = compileContextSchema(context, versionName(document), 'refused');
  if (!compilation.ok) return refused(compilation);
  const type: unknown = context?.['type'];
  if (type !== undefined && type !== 'object') {
    const message = `/context: the type of a context must be "object"; it is ${JSON.stringify(type)}.`;
    return refused({ path: '/type', message });
  }
  const { schema } = compilation;
  return {
    errors: [...defaultErrors(schema), ...nestedDefaultErrors(schema)],
    warnings: [...keywordWarnings(context ?? {}), ...defaultWarnings(schema)],
  };
}

function refused({ path, message }: { readonly path: string; readonly message: string }): ContextFindings {
  return { errors: [{ code: 'CONTEXT_SCHEMA_INVALID', path: `/context${path}`, message }], warnings: [] };
}

/** Warns of members that say nothing: misspelt, or of another version of JSON Schema. */
function keywordWarnings(schema: JsonSchema): readonly DefinitionWarning[] {
  return [...unknownKeywords(schema)].slice(0, MOST_KEYWORDS).map(({ place, keyword, meant }) => {
    const hint = meant === undefined ? 'names of your own begin with "x-".' : `did you mean ${named(meant)}?`;
    const message = `${named(keyword)} is not a keyword of JSON Schema and is ignored; ${hint}`;
    return { code: 'KEYWORD_UNKNOWN', path: `/context${place}${pointer(keyword)}`, message };
  });
}

/** Warns of defaults that never apply, or not to every value that their author may have meant. */
function defaultWarnings({ defaultTroubles }: CompiledContextSchema): readonly DefinitionWarning[] {
  return defaultTroubles.flatMap(({ kind, pointer: place }): DefinitionWarning[] => {
    const path = `/context${place}`;
    if (kind === 'unreachable') {
      const message = `The default at ${path} never applies: only properties have defaults, also nested ones, in items, and through $ref, allOf, anyOf and oneOf.`;
      return [{ code: 'DEFAULT_UNREACHABLE', path, message }];
    }
    if (kind !== 'ambiguous') return [];
    const message = `The defaults of ${path} apply only to a value that fits one branch alone; give the branches different types, or a required property with different constants.`;
    return [{ code: 'DEFAULT_AMBIGUOUS', path, message }];
  });
}

function nestedDefaultErrors({ defaultTroubles }: CompiledContextSchema): readonly DefinitionError[] {
  return defaultTroubles.flatMap(({ kind, pointer: place }): DefinitionError[] => {
    if (kind !== 'invalid') return [];
    const path = `/context${place}/default`;
    return [{ code: 'CONTEXT_DEFAULT_INVALID', path, message: `The default at ${path} does not fit its schema.` }];
  });
}

function defaultErrors(schema: CompiledContextSchema): readonly DefinitionError[] {
  if (schema.defaultErrors(schema.defaults).length === 0) return [];
  return Object.entries(schema.defaults).flatMap(([name, value]): DefinitionError[] => {
    const errors = schema.defaultErrors({ [name]: value });
    if (errors.length === 0) return [];
    const message = `The default of ${name} does not fit its schema: ${errors.join(' ')}`;
    return [{ code: 'CONTEXT_DEFAULT_INVALID', path: pointer('context', 'properties', name, 'default'), message }];
  });
}

/** Whether a context schema allows for a property at this path, as far as it lists properties at all. */
export function isKnownProperty(schema: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined || !isPlainObject(schema)) return true;
  const properties = schemaProperties(schema);
  if (properties.size === 0 || isOpen(schema)) return true;
  const property = properties.get(name);
  if (property !== undefined) return isKnownProperty(property, rest);
  return matchesPattern(schema['patternProperties'], name);
}

/** The path up to its first unknown property, with the name that it may mean; undefined if no listed name is close. */
export function closestPath(schema: unknown, [name, ...rest]: readonly string[]): readonly string[] | undefined {
  if (name === undefined || !isPlainObject(schema)) return undefined;
  const properties = schemaProperties(schema);
  if (!properties.has(name)) {
    const meant = closestName(name, properties.keys());
    return meant === undefined ? undefined : [meant];
  }
  const within = closestPath(properties.get(name), rest);
  return within && [name, ...within];
}

/** The author says that other properties may come, or puts the schema together in a way not looked into here. */
function isOpen(schema: { readonly [keyword: string]: unknown }): boolean {
  const additional = schema['additionalProperties'];
  if (additional === true || isPlainObject(additional)) return true;
  return ['$ref', 'allOf', 'anyOf', 'oneOf', 'if'].some((keyword) => Object.hasOwn(schema, keyword));
}

function matchesPattern(patterns: unknown, name: string): boolean {
  return isPlainObject(patterns) && Object.keys(patterns).some((pattern) => mayMatch(pattern, name));
}

/** What needs backtracking is not tried: the name may be a caller's. */
function mayMatch(pattern: string, name: string): boolean {
  const linear = linearPattern(pattern);
  return !linear.ok || linear.test(name);
}

/** The types that a schema gives the property at this path; undefined where it says nothing. */
export function typesAt(schema: unknown, path: readonly string[]): readonly unknown[] | undefined {
  const [name, ...rest] = path;
  if (!isPlainObject(schema)) return undefined;
  if (name !== undefined) return typesAt(schemaProperties(schema).get(name), rest);
  const type = schema['type'];
  if (type === undefined) return undefined;
  return Array.isArray(type) ? (type as readonly unknown[]) : [type];
}
