import type { Context, ContextValue, DefinitionDocument } from '@ledger/journey';

/** Whether a context has a text that may stand for a value of another type. */
export function hasTypedText(context: Context): boolean {
  return Object.values(context).some((value) => typeof value === 'string' && TYPED_TEXT.test(value));
}

const TYPED_TEXT = /^(true|false|-?\d{1,15}(\.\d{1,15})?)?$/i;

/**
 * Gives texts the types of the context schema: forms have only texts, and platforms write all fields of a JSON body as
 * texts too. What does not read as the type stays text, to be refused.
 */
export function typedContext(context: Context, document: DefinitionDocument): Context {
  const properties: unknown = document.context?.['properties'];
  if (typeof properties !== 'object' || properties === null) return context;
  const typed: Record<string, ContextValue> = {};
  for (const [name, value] of Object.entries(context)) {
    typed[name] = typeof value === 'string' ? ofTypes(value, declaredTypes(properties, name)) : value;
  }
  return typed;
}

function declaredTypes(properties: object, name: string): readonly unknown[] {
  const schema: unknown = Object.getOwnPropertyDescriptor(properties, name)?.value;
  const type: unknown = typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : undefined;
  return Array.isArray(type) ? type : [type];
}

function ofTypes(text: string, types: readonly unknown[]): ContextValue {
  if (types.includes('string')) return text;
  if (types.includes('boolean') && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if ((types.includes('number') || types.includes('integer')) && /^-?\d{1,15}(\.\d{1,15})?$/.test(text))
    return Number(text);
  return types.includes('null') && text === '' ? null : text;
}
