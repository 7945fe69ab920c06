import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The API document as it is kept in the repository. */
export const DOCUMENT_FILE = join(resolve(__dirname, '..', '..'), 'docs', 'reference', 'openapi.json');

export interface Media {
  /** `x-itemSchema`: what each line, or each message, of a stream is, as OpenAPI 3.2 has `itemSchema`. */
  readonly schema?: object & { readonly 'x-itemSchema'?: object; readonly $ref?: string };
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
export interface Header {
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: object;
}
export interface Parameter extends Header {
  readonly name: string;
  readonly in: string;
  readonly example?: string | number;
}
export interface Response {
  readonly description: string;
  readonly content?: Readonly<Record<string, Media>>;
  readonly headers?: Readonly<Record<string, Header>>;
}
export interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Response>>;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly 'x-bound-credentials'?: 'checked' | 'filtered' | 'path' | 'refused';
  readonly 'x-audited-read'?: boolean;
  readonly 'x-of-all-tenants'?: true;
  readonly 'x-required-scopes'?: readonly string[];
}
export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

export function readApiDocument(): ApiDocument {
  return withoutReferences(JSON.parse(readFileSync(DOCUMENT_FILE, 'utf8')) as ApiDocument);
}

/** The document with its parameters, headers, replies and examples in their places; schemas stay references. */
export function withoutReferences(document: ApiDocument): ApiDocument {
  const parts = document.components as unknown as Record<string, Record<string, unknown>>;
  const resolved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolved);
    if (typeof value !== 'object' || value === null) return value;
    const [, kind = '', name = ''] = /^#\/components\/(\w+)\/(.+)$/.exec(String((value as Named)['$ref'])) ?? [];
    if (kind !== '' && kind !== 'schemas') return resolved(parts[kind]?.[name]);
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolved(member)]));
  };
  return { ...document, paths: resolved(document.paths) as ApiDocument['paths'] };
}

type Named = Readonly<Record<string, unknown>>;
