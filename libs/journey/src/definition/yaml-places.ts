import { isAlias, isCollection, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';

/** Where something stands in a text; both count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A YAML text that was read, with the places of its values. */
export interface YamlText {
  readonly document: Document;
  /** The place of what a JSON Pointer (RFC 6901) names; of what is missing, of what it is missing in. */
  readonly placeOf: (pointer: string) => TextPlace | undefined;
}

/** Reads YAML 1.2. Errors are in the document. */
export function readYamlText(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    stringKeys: true,
    logLevel: 'error',
    schema: 'core',
    prettyErrors: true,
    lineCounter: lines,
  });
  return {
    document,
    placeOf: (pointer) => {
      const offset = offsetOf(document, keysOf(pointer));
      if (offset === undefined) return undefined;
      const { line, col } = lines.linePos(offset);
      return line === 0 ? undefined : { line, column: col };
    },
  };
}

/** A value of several lines begins where its name stands; another one where it is written. */
function offsetOf(document: Document, keys: readonly string[]): number | undefined {
  let node: unknown = document.contents;
  let offset = rangeOf(node);
  for (const key of keys) {
    const holder = isAlias(node) ? node.resolve(document) : node;
    if (isMap(holder)) {
      const pair = holder.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
      if (pair === undefined) return offset;
      node = pair.value;
      offset = rangeOf(standsAtItsName(node) ? pair.key : node) ?? offset;
    } else if (isSeq(holder) && /^\d+$/.test(key) && Number(key) < holder.items.length) {
      node = holder.items[Number(key)];
      offset = rangeOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function standsAtItsName(node: unknown): boolean {
  return isCollection(node) || !isNode(node) || (isScalar(node) && node.value === null);
}

function rangeOf(node: unknown): number | undefined {
  return (node as { readonly range?: readonly number[] | null } | null | undefined)?.range?.[0];
}

function keysOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
