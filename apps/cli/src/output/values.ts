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
