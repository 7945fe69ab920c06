import { figure } from '@ledger/plain-data';
import { referencedSchema, schemasWithin, type JsonSchema } from '../applied-schemas';

/** Schemas that a context schema may hold; what `$ref` names counts each time. It bounds what a check and a value cost. */
export const MAX_SCHEMAS = 1_000;
const MAX_DEPTH = 64;

export interface ExtentProblem {
  /** JSON Pointer within the context schema. */
  readonly path: string;
  readonly message: string;
}

class ExtentError extends Error {
  constructor(readonly problem: ExtentProblem) {
    super(problem.message);
  }
}

/** Says what makes the cost of a context schema unbounded: recursion, references that cannot be followed, its size. */
export function extentProblem(root: JsonSchema): ExtentProblem | undefined {
  const extents = new Map<JsonSchema, number>();
  const open = new Set<JsonSchema>();

  const extentOf = (schema: JsonSchema, path: string): number => {
    const known = extents.get(schema);
    if (known !== undefined) return known;
    if (open.has(schema)) throw problem(path, 'the schema refers to itself; write out as many levels as you need');
    if (open.size >= MAX_DEPTH) throw problem('', `the schema is nested deeper than ${MAX_DEPTH} levels; flatten it`);
    open.add(schema);
    let extent = 1;
    for (const [place, within] of partsOf(root, schema, path)) {
      extent += extentOf(within, place);
      if (extent > MAX_SCHEMAS) throw problem('', tooLarge());
    }
    open.delete(schema);
    extents.set(schema, extent);
    return extent;
  };

  try {
    extentOf(root, '');
    return undefined;
  } catch (error) {
    if (error instanceof ExtentError) return error.problem;
    throw error;
  }
}

function* partsOf(
  root: JsonSchema,
  schema: JsonSchema,
  path: string,
): Generator<readonly [path: string, schema: JsonSchema]> {
  for (const keyword of ['$dynamicRef', '$recursiveRef']) {
    if (Object.hasOwn(schema, keyword)) throw problem(`${path}/${keyword}`, `${keyword} is not supported; use $ref`);
  }
  if (schema !== root && typeof schema['$id'] === 'string') {
    throw problem(`${path}/$id`, 'only the whole schema may have an $id');
  }
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const named = referencedSchema(root, reference);
    if (named === undefined) {
      throw problem('', `the reference ${JSON.stringify(reference)} leads nowhere; define it under $defs`);
    }
    yield [`${path}/$ref`, named];
  }
  for (const [place, within] of schemasWithin(schema)) yield [`${path}${place}`, within];
}

function tooLarge(): string {
  return `the schema holds more than ${figure(MAX_SCHEMAS)} schemas, each counted as often as $ref names it; make it smaller`;
}

function problem(path: string, what: string): ExtentError {
  return new ExtentError({ path, message: `/context${path}: ${what}.` });
}
