import { closest, distance } from 'fastest-levenshtein';

const alternatives = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** A number as a message shows it: `70,000`. */
export function figure(value: number): string {
  return value.toLocaleString('en-GB');
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
