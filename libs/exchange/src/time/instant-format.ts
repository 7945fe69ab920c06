import { IANAZone } from 'luxon';
import { tokensOf } from './format-tokens';

export interface InstantFormat {
  /** Luxon's tokens, as `d/M/yyyy HH:mm`; `X` epoch seconds, `x` milliseconds. Default: as `instantReader` reads. */
  readonly format?: string;
  /** IANA zone of times that name none. Default: UTC. */
  readonly zone?: string;
}

export const EPOCH_SECONDS = 'X';
export const EPOCH_MILLISECONDS = 'x';

/** What a token gives of an instant. */
type Part =
  | ('year' | 'month' | 'day' | 'ordinal' | 'weekYear' | 'week' | 'weekday' | 'era')
  | ('hour24' | 'hour12' | 'meridiem' | 'minute' | 'second' | 'fraction' | 'offset');

const PARTS: readonly (readonly [Part, readonly string[]])[] = [
  ['era', ['G', 'GG']],
  ['year', ['y', 'yy', 'yyyy', 'yyyyy', 'yyyyyy']],
  ['month', ['M', 'MM', 'MMM', 'MMMM', 'L', 'LL', 'LLL', 'LLLL']],
  ['day', ['d', 'dd']],
  ['ordinal', ['o', 'ooo']],
  ['weekYear', ['kk', 'kkkk']],
  ['week', ['W', 'WW']],
  ['weekday', ['c', 'E', 'ccc', 'EEE', 'cccc', 'EEEE']],
  ['hour24', ['H', 'HH']],
  ['hour12', ['h', 'hh']],
  ['meridiem', ['a']],
  ['minute', ['m', 'mm']],
  ['second', ['s', 'ss']],
  ['fraction', ['S', 'SSS', 'u', 'uu', 'uuu']],
  ['offset', ['Z', 'ZZ', 'ZZZ', 'z']],
];
const PART_OF: ReadonlyMap<string, Part> = new Map(
  PARTS.flatMap(([part, tokens]) => tokens.map((token): [string, Part] => [token, part])),
);

/** What people write who know another program's tokens. */
const MEANT: Readonly<Record<string, string>> = {
  Y: 'yy',
  YY: 'yy',
  YYYY: 'yyyy',
  D: 'd',
  DD: 'dd',
  DDD: 'ooo',
  A: 'a',
  n: 'm',
  SS: 'u',
  SSSSSS: 'u',
  T: "'T'",
  tt: 'a',
  t: 'a',
};

/** Whether times of this format name their offset themselves. */
export function namesOffset(format: string): boolean {
  return tokensOf(format).some((token) => PART_OF.get(token) === 'offset');
}

/** What is wrong with a format, as a sentence; undefined where times can be read by it. */
export function formatProblem(format: string): string | undefined {
  if (format === EPOCH_SECONDS || format === EPOCH_MILLISECONDS) return undefined;
  const parts = new Set<Part>();
  for (const token of tokensOf(format)) {
    const part = PART_OF.get(token);
    if (part === undefined) {
      const meant = MEANT[token];
      const hint = meant === undefined ? "put text in single quotes, such as 'T'" : `write ${meant}`;
      return `has ${JSON.stringify(token)}, which is not a token of a time: ${hint}.`;
    }
    if (parts.has(part)) {
      const hint = part === 'minute' || part === 'month' ? ' (mm means minutes, MM months)' : '';
      return `names the ${nameOf(part)} twice${hint}.`;
    }
    parts.add(part);
  }
  return dateProblem(parts) ?? clockProblem(parts);
}

function dateProblem(parts: ReadonlySet<Part>): string | undefined {
  const has = (...wanted: readonly Part[]): boolean => wanted.every((part) => parts.has(part));
  if (has('year', 'month', 'day') || has('year', 'ordinal') || has('weekYear', 'week', 'weekday')) return undefined;
  if (!parts.has('year') && !parts.has('month') && !parts.has('day')) {
    return 'has no date; combine the columns of date and time: { "columns": ["date", "time"], "format": "yyyy-MM-dd HH:mm:ss" }.';
  }
  if (!parts.has('month') && parts.has('minute')) return 'has no month: mm means minutes, MM months.';
  const lacking = (['year', 'month', 'day'] as const).filter((part) => !parts.has(part));
  return `has no ${lacking.join(' and no ')}; a date needs year, month and day.`;
}

function clockProblem(parts: ReadonlySet<Part>): string | undefined {
  if (parts.has('hour12') && parts.has('hour24')) return 'names the hour twice.';
  if (parts.has('hour12') && !parts.has('meridiem')) {
    return 'has h without a, so that 1 may be 13 o’clock: write H for hours to 23, or add a for AM and PM.';
  }
  if (parts.has('meridiem') && !parts.has('hour12')) return 'has a for AM and PM, which needs h instead of H.';
  const hour = parts.has('hour12') || parts.has('hour24');
  if (parts.has('minute') && !hour) return 'has minutes and no hour: mm means minutes, MM months.';
  if (parts.has('second') && !parts.has('minute')) return 'has seconds and no minutes.';
  if (parts.has('fraction') && !parts.has('second')) return 'has a fraction and no seconds.';
  return undefined;
}

function nameOf(part: Part): string {
  if (part === 'hour24' || part === 'hour12') return 'hour';
  return part === 'weekYear' ? 'year' : part;
}

/** What is wrong with a zone, as a sentence; undefined where it is one. */
export function zoneProblem(zone: string): string | undefined {
  if (/^utc([+-]\d{1,2}(:\d\d)?)?$/i.test(zone) || IANAZone.isValidZone(zone)) return undefined;
  const close = Intl.supportedValuesOf('timeZone').find((name) => isClose(name.toLowerCase(), zone.toLowerCase()));
  return `is not an IANA time zone, such as ${close ?? 'Europe/Berlin'}.`;
}

/** Whether two names differ by a letter that is added, left out, changed, or changed places with the next. */
function isClose(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [a, b] = [one.slice(start), other.slice(start)];
  const isSwapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) || isSwapped;
}
