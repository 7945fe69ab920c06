import { figure, hasUnsafeInteger, unsafeIntegerPath } from '@ledger/plain-data';
import { DEFINITION_LIMITS } from './definition-schema';
import { copyJson } from '../plain-json';
import { readYamlText, type TextPlace } from './yaml-places';

export type ParsedDefinition =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Of YAML: where the value at a JSON Pointer stands. */
      readonly placeOf?: (pointer: string) => TextPlace | undefined;
    }
  | {
      readonly ok: false;
      readonly code: 'UNREADABLE';
      /** One sentence, with the line where one is known. */
      readonly reason: string;
    };

/** JSON or YAML 1.2 as plain JSON of bounded size; whether it is a valid definition, `checkDefinition` says. */
export function parseDefinition(text: string): ParsedDefinition {
  if (text.length > DEFINITION_LIMITS.text) {
    return unreadable(
      `The text has ${figure(text.length)} characters; the limit is ${figure(DEFINITION_LIMITS.text)}.`,
    );
  }
  try {
    const read = /^\s*[{[]/.test(text) ? readJson(text) : readYaml(text);
    if (!read.ok) return read;
    const copy = copyJson(read.value, { maxDepth: DEFINITION_LIMITS.depth, maxValues: DEFINITION_LIMITS.values });
    if (!copy.ok) return unreadable(`${copy.path === '' ? 'The document' : copy.path} ${copy.reason}.`);
    const unsafe = hasUnsafeInteger(text) ? unsafeIntegerPath(copy.value) : undefined;
    if (unsafe !== undefined) {
      return unreadable(`${unsafe} is a whole number beyond ${figure(Number.MAX_SAFE_INTEGER)}; write it as a text.`);
    }
    return { ...read, value: copy.value };
  } catch (error) {
    // The YAML reader recurses: nesting too deep for it ends in a RangeError, an alias bomb in a ReferenceError.
    return unreadable(`The text cannot be read: ${firstLine(error)}.`);
  }
}

/** Invalid JSON may still be YAML in flow style. */
function readJson(text: string): ParsedDefinition {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const yaml = readYaml(text);
    return yaml.ok ? yaml : unreadable(`Invalid JSON: ${firstLine(error)}.`);
  }
}

function readYaml(text: string): ParsedDefinition {
  const { document, placeOf } = readYamlText(text);
  // An unknown tag is a warning to the reader of YAML; in a definition it is a mistake.
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) return unreadable(`Invalid YAML: ${firstLine(error)}.`);
  return { ok: true, value: document.toJS({ maxAliasCount: 100 }) as unknown, placeOf };
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : 'unknown error';
  return (message.split('\n', 1)[0] ?? '').replace(/[.:]\s*$/, '').slice(0, 300);
}

function unreadable(reason: string): ParsedDefinition {
  return { ok: false, code: 'UNREADABLE', reason };
}
