const NUMBER = new Intl.NumberFormat('en-GB');
const COMPACT = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

export function number(value: number): string {
  return NUMBER.format(value);
}

/** `1 change`, `12 changes`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** A share of 1 as a percentage. */
export function percent(share: number): string {
  return `${COMPACT.format(share * 100)} %`;
}

const UNITS = [
  ['day', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** A length of time in its two largest units, such as `2 h 5 min`; whole days beyond a week. */
export function duration(ms: number): string {
  const length = Math.abs(ms);
  if (length < 1_000) return `${Math.round(length)} ms`;
  const first = UNITS.findIndex(([, size]) => length >= size);
  const [unit, size] = UNITS[first] ?? UNITS[3];
  const whole = Math.floor(length / size);
  const name = unit === 'day' && whole !== 1 ? 'days' : unit;
  const next = UNITS[first + 1];
  const rest = next === undefined ? 0 : Math.floor((length % size) / next[1]);
  if (next === undefined || rest === 0 || (unit === 'day' && whole >= 7)) return `${number(whole)} ${name}`;
  return `${number(whole)} ${name} ${rest} ${next[0]}`;
}

const ISO_DAYS: Readonly<Record<string, string>> = { Y: 'year', M: 'month', W: 'week', D: 'day' };
const ISO_TIMES: Readonly<Record<string, string>> = { H: 'h', m: 'min', S: 's' };

/** An ISO 8601 duration in words, part by part: `P1DT90S` as `1 day 90 s`. */
export function isoWords(iso: string): string {
  const parts = [...iso.replace(/(T.*)M/, '$1m').matchAll(/([\d.]+)(\w)/g)];
  const word = (count: string, unit: string): string =>
    unit in ISO_TIMES ? `${count} ${ISO_TIMES[unit]}` : counted(Number(count), ISO_DAYS[unit] ?? unit);
  return parts.map(([, count = '', unit = '']) => word(count, unit)).join(' ');
}

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

export function timeOfDay(instant: string | number): string {
  return TIME.format(new Date(instant));
}

export function day(instant: string | number): string {
  return DAY.format(new Date(instant));
}

/** Date and time in the reader's own zone. */
export function moment(instant: string | number): string {
  return `${day(instant)}, ${timeOfDay(instant)}`;
}

/** A time as a field of the browser wants it: in the reader's own zone, without one. */
export function localText(instant: string): string {
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** The start of a long hash, which is enough to recognise it by. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}

/** A value of a context as JSON, on one line. */
export function json(value: unknown): string {
  return value === undefined ? '' : (JSON.stringify(value) ?? '');
}

/** What a type of event says, in words: `JourneyTransitioned` as `Journey transitioned`. */
export function words(name: string): string {
  const spaced = name
    .replace(/[-_]/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
