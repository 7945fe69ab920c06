import { readFile } from 'node:fs/promises';
import type { DefinitionDocument } from '@ledger/client';
import { hasUnsafeInteger, unsafeIntegerPath } from '@ledger/plain-data';
import { parseDefinition } from '@ledger/journey';
import { parse } from 'yaml';
import { usageFailure } from '../failures';

/** Reads a definition document: JSON, or YAML, of which JSON is a part (YAML 1.2). `hint` ends the sentence of a missing file. */
export async function readDefinitionFile(path: string, hint = ''): Promise<DefinitionDocument> {
  return (await readDefinitionSource(path, hint)).document;
}

/** A definition document, and for YAML where its values stand in the file. */
export interface DefinitionSource {
  readonly document: DefinitionDocument;
  readonly placeOf?: (pointer: string) => { readonly line: number; readonly column: number } | undefined;
}

/** As `readDefinitionFile`. */
export async function readDefinitionSource(path: string, hint = ''): Promise<DefinitionSource> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw usageFailure(`There is no file ${path}${hint}.`, cause);
    throw usageFailure(`${path} cannot be read (${cause.code ?? cause.message}).`, cause);
  });
  const document = parseDocument(path, text);
  if (hasUnsafeInteger(text)) {
    const where = unsafeIntegerPath(document);
    if (where !== undefined) {
      throw usageFailure(`${path}: ${where} is a whole number beyond ${Number.MAX_SAFE_INTEGER}; write it as a text.`);
    }
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw usageFailure(`${path} should hold one definition: a JSON object.`);
  }
  const read = path.endsWith('.json') ? undefined : parseDefinition(text);
  return {
    document: document as DefinitionDocument,
    ...(read?.ok === true && read.placeOf && { placeOf: read.placeOf }),
  };
}

function parseDocument(path: string, text: string): unknown {
  try {
    return path.endsWith('.json') ? (JSON.parse(text) as unknown) : (parse(text) as unknown);
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '').replace(/:$/, '') : '';
    throw usageFailure(`${path} is neither JSON nor YAML: ${why}`, cause);
  }
}
