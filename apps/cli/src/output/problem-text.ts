import { printable } from './printable';
import { valueText } from './values';

/** Members that a line on a terminal has no room for; `--json` shows them. */
const LEFT_OUT = new Set([
  'journey',
  'record',
  'outcome',
  'replayed',
  'bound',
  'warnings',
  'valid',
  'hash',
  'upgrades',
  'policies',
]);

/** What a problem document says that its sentence does not, one line each: `allowedTargets: COMPLETED, AGENT_ESCALATION`. */
export function problemLines(fields: Readonly<Record<string, unknown>>, sentence?: string): readonly string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (LEFT_OUT.has(name) || value === null) return [];
    if (!Array.isArray(value)) return [`${printable(name)}: ${valueText(value)}`];
    const items = value.map(itemText);
    return name === 'errors'
      ? items.filter((item) => item !== sentence).map((item) => `error: ${item}`)
      : [`${printable(name)}: ${items.join(', ') || 'none'}`];
  });
}

/** A finding of the static check, or whatever else a list holds. */
function itemText(item: unknown): string {
  if (typeof item !== 'object' || item === null || !('message' in item)) return valueText(item);
  const path = 'path' in item && item.path !== '' ? [valueText(item.path)] : [];
  const place =
    'line' in item && 'column' in item ? [`(line ${valueText(item.line)}, column ${valueText(item.column)})`] : [];
  const where = [...path, ...place].join(' ');
  return (where === '' ? '' : `${where}: `) + valueText(item.message);
}
