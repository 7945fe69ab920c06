import type { Context, ContextValue, DefinitionDocument } from '@ledger/journey';

const keysOf = new WeakMap<DefinitionDocument, ReadonlySet<string>>();

/** Top-level context properties that are or hold personal data (`x-personal: true`). */
export function personalKeys(document: DefinitionDocument): ReadonlySet<string> {
  const known = keysOf.get(document);
  if (known !== undefined) return known;
  const properties = document.context?.['properties'];
  const keys = new Set(
    Object.entries(isRecord(properties) ? properties : {})
      .filter(([, schema]) => marksPersonalData(schema))
      .map(([key]) => key),
  );
  keysOf.set(document, keys);
  return keys;
}

/** The inputs of a guard without personal values, and the names of what was left out. */
export function withoutPersonalInputs(
  inputs: Context,
  personal: ReadonlySet<string>,
): { readonly inputs: Context; readonly withheld: readonly string[] } {
  if (personal.size === 0) return { inputs, withheld: [] };
  const kept: { [input: string]: ContextValue } = {};
  const withheld: string[] = [];
  for (const [input, value] of Object.entries(inputs)) {
    if (input === 'context' && isRecord(value)) {
      withheld.push(...Object.keys(value).filter((key) => personal.has(key)));
      kept[input] = Object.fromEntries(Object.entries(value).filter(([key]) => !personal.has(key)));
    } else if (readsPersonalKey(input, personal)) withheld.push(input);
    else kept[input] = value;
  }
  return { inputs: kept, withheld };
}

/** Guards name their inputs as they read them: `context.card.last4`, `context['card-last4']`, `visits('PAY')`. */
function readsPersonalKey(input: string, personal: ReadonlySet<string>): boolean {
  for (const key of personal) {
    if (input === `context.${key}` || input.startsWith(`context.${key}.`) || input.startsWith(`context.${key}[`)) {
      return true;
    }
    if (input.startsWith(`context['${key}']`)) return true;
  }
  return false;
}

function marksPersonalData(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(marksPersonalData);
  if (!isRecord(schema)) return false;
  return schema['x-personal'] === true || Object.values(schema).some(marksPersonalData);
}

function isRecord(value: unknown): value is { readonly [key: string]: ContextValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
