import type { Context, ContextValue, DefinitionDocument } from '@ledger/journey';

/** Gives a form's texts the types of the context schema; what does not read as one stays text, to be refused. */
export function typedFormContext(context: Context, document: DefinitionDocument): Context {
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
