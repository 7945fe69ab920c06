import type { ErrorObject } from 'ajv';
import { closestName, orList } from '@ledger/plain-data';
import { errorSentence, tellingErrors, type ErrorWording } from './value-errors';

export interface SchemaProblem {
  /** JSON Pointer into the schema. */
  readonly path: string;
  /** One sentence that begins with where in the document it is. */
  readonly message: string;
}

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];

/** Says what an author wrote wrong, from what the meta-schema found. */
export function schemaProblem(errors: readonly ErrorObject[] | null | undefined): SchemaProblem {
  const wrongType = errors?.find(({ instancePath, keyword }) => instancePath.endsWith('/type') && keyword === 'enum');
  // Inside an alternative of the meta-schema, the deepest place is the one that the author meant.
  const deepest = tellingErrors(errors)
    .filter(({ keyword }) => keyword !== 'anyOf')
    .sort((one, other) => other.instancePath.split('/').length - one.instancePath.split('/').length)[0];
  const error = wrongType ?? deepest;
  if (error === undefined) return { path: '', message: '/context: this is not a JSON Schema.' };
  const path = error.instancePath;
  return { path, message: error === wrongType ? typeSentence(error) : errorSentence(error, WORDING) };
}

const WORDING: ErrorWording = {
  subject: (place, member) => (member === undefined ? `/context${place}:` : `/context${place}: ${member}`),
  unknown: (place, member) => `/context${place} has no keyword "${member}"`,
  given: 'it is',
  mayShow: () => true,
};

function typeSentence({ instancePath, data }: ErrorObject): string {
  const name = JSON.stringify(data);
  const meant = typeof data === 'string' ? closestName(data, TYPES) : undefined;
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return `/context${instancePath.replace(/\/type$/, '')}: ${name} is not a type; use ${orList(TYPES)}.${hint}`;
}

/** The same for a schema that fits the meta-schema and cannot be compiled all the same, from what was thrown. */
export function compilerProblem(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : 'unknown error';
  const missing = /^can't resolve reference (\S+)/.exec(message)?.[1];
  if (missing !== undefined) return `/context: the reference "${missing}" leads nowhere; define it under $defs.`;
  const dialect = /^no schema with key or ref "(.+)"/.exec(message)?.[1];
  if (dialect !== undefined) return `/context: the dialect "${dialect}" is unknown; omit $schema for draft 2020-12.`;
  return `/context: the JSON Schema cannot be compiled: ${message.replace(/\.$/, '')}.`;
}
