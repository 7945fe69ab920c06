import { isPersonalAt, pathOfInput, type Context, type ContextValue, type PersonalData } from '@ledger/journey';

/** The inputs of a guard without personal values, and what they lack then: labels of inputs, and names within the context. */
export function withoutPersonalInputs(
  inputs: Context,
  personal: PersonalData,
): { readonly inputs: Context; readonly withheld: readonly string[] } {
  const kept: { [input: string]: ContextValue } = {};
  const withheld: string[] = [];
  for (const [input, value] of Object.entries(inputs)) {
    if (input === 'context' && isRecord(value)) {
      const names = Object.keys(value).filter((key) => isPersonalAt(personal, [key]));
      withheld.push(...names);
      kept[input] = Object.fromEntries(Object.entries(value).filter(([key]) => !names.includes(key)));
    } else if (readsContext(input) && isPersonalAt(personal, pathOfInput(input))) withheld.push(input);
    else kept[input] = value;
  }
  return withheld.length === 0 ? { inputs, withheld } : { inputs: kept, withheld };
}

/** Guards name their inputs as they read them: `context.card.last4`, `context['card-last4']`, `visits('PAY')`. */
function readsContext(input: string): boolean {
  return input.startsWith('context.') || input.startsWith('context[');
}

function isRecord(value: unknown): value is { readonly [key: string]: ContextValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
