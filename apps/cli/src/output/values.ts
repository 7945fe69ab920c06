import { MASK } from '@ledger/journey';
import { printable } from './printable';

/** A JSON value on one line: strings without quotes, the rest as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? printable(value) : printable(JSON.stringify(value) ?? '');
}

/** An object's members on one line: `verified=true channel=voice`. */
export function membersText(object: object): string {
  return Object.entries(object)
    .map(([name, value]) => `${printable(name)}=${valueText(value)}`)
    .join(' ');
}

/** Values that were left out, as people expect them: `phone=***`. */
export function maskedText(names: readonly string[]): string {
  return names.map((name) => `${printable(name)}=${MASK}`).join(' ');
}

/** An object's members on one line, and those that were left out of it. */
export function shownText(object: object, masked: readonly string[] = []): string {
  return [membersText(object), maskedText(masked)].filter((part) => part !== '').join(' ');
}
