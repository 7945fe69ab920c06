import { closest, distance } from 'fastest-levenshtein';

const alternatives = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** A number as a message shows it: `70,000`. */
export function figure(value: number): string {
  return value.toLocaleString('en-GB');
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

const FEW_DAYS = 100 * 86_400_000;

/** A length of time in its two largest units: `6,132 days`, `2 d 3 h`, `4 min 10 s`, `850 ms`, `0 s`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return ms === 0 ? '0 s' : `${Math.round(ms)} ms`;
  if (ms >= FEW_DAYS) return `${figure(Math.floor(ms / 86_400_000))} days`;
  const first = UNITS.findIndex(([, size]) => ms >= size);
  const parts: string[] = [];
  let rest = ms;
  for (const [name, size] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(' ');
}

/** Names that a message may show: a list of hundreds helps no reader. */
const MAX_LISTED = 20;

/** `a, b or c`. Of a long list the beginning, and how many more there are. */
export function orList(names: Iterable<string>): string {
  const all = [...names];
  const more = all.length - MAX_LISTED;
  return alternatives.format(more > 0 ? [...all.slice(0, MAX_LISTED), `${more} more`] : all);
}

/** The name that a misspelt one most likely stands for, if one of `names` is close enough, whatever its case. */
export function closestName(name: string, names: Iterable<string>): string | undefined {
  const byLowerCase = new Map([...names].map((each) => [each.toLowerCase(), each]));
  if (byLowerCase.size === 0 || name.length > 200) return undefined;
  const nearest = closest(name.toLowerCase(), [...byLowerCase.keys()]);
  const isNear = distance(name.toLowerCase(), nearest) <= Math.max(1, Math.floor(name.length / 3));
  return isNear ? byLowerCase.get(nearest) : undefined;
}
