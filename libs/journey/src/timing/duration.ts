import { DateTime, Duration } from 'luxon';
import { instantAfter } from './instant';

/** A duration that could not be read, as data. */
export interface DurationError {
  readonly ok: false;
  readonly code: 'INVALID_DURATION';
  /** One sentence: what is wrong and what would be right. */
  readonly reason: string;
}

export type ParsedDuration = { readonly ok: true; readonly ms: number } | DurationError;

const HUNDRED_YEARS_MS = 100 * 366 * 86_400_000;
const SECONDS_TEXT = /^\d+(\.\d+)?$/;
/** Luxon also takes signs, `P` and `PT`; a timeout has no use for them. */
const ISO_DURATION =
  /^P(?=\d|T\d)(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?(T(?=\d)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?$/;

/** ISO 8601 or seconds, as milliseconds: an upper bound with years of 366 and months of 31 days; cf. `deadlineOf`. */
export function parseDuration(value: unknown): ParsedDuration {
  if (typeof value === 'number' || (typeof value === 'string' && SECONDS_TEXT.test(value))) {
    return bounded(Math.round(Number(value) * 1000), value);
  }
  if (typeof value !== 'string' || value.length > 64 || !ISO_DURATION.test(value)) {
    return invalid(value, 'is not ISO 8601, such as "PT5M", nor a number of seconds');
  }
  const duration = Duration.fromISO(value);
  if (!duration.isValid) return invalid(value, 'is not ISO 8601, such as "PT5M"');
  const { years, months, ...rest } = duration.toObject();
  const ms = Duration.fromObject({ ...rest, days: (rest.days ?? 0) + (years ?? 0) * 366 + (months ?? 0) * 31 });
  return bounded(Math.round(ms.toMillis()), value);
}

function bounded(ms: number, value: unknown): ParsedDuration {
  if (!Number.isFinite(ms) || ms > HUNDRED_YEARS_MS) return invalid(value, 'is longer than 100 years');
  if (ms <= 0) return invalid(value, 'must be longer than zero');
  return { ok: true, ms };
}

function invalid(value: unknown, problem: string): DurationError {
  const shown =
    typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value).slice(0, 80) : typeof value;
  return { ok: false, code: 'INVALID_DURATION', reason: `The duration ${shown} ${problem}.` };
}

/** What is wrong with a text as an ISO 8601 duration; undefined if nothing is. */
export function isoDurationProblem(text: string): string | undefined {
  const parsed = text.startsWith('P')
    ? parseDuration(text)
    : invalid(text, `is not ISO 8601; write one such as "PT5M"`);
  return parsed.ok ? undefined : parsed.reason;
}

type Span = { readonly ms: number } | { readonly calendar: Duration } | undefined;

/** Few distinct durations occur, and reading one costs more than the rest of a decision. */
const spans = new Map<string, Span>();
const MAX_REMEMBERED = 1_000;

function spanOf(after: string): Span {
  if (spans.has(after)) return spans.get(after);
  const span = readSpan(after);
  if (spans.size >= MAX_REMEMBERED) spans.clear();
  spans.set(after, span);
  return span;
}

function readSpan(after: string): Span {
  const parsed = parseDuration(after);
  if (!parsed.ok) return undefined;
  if (!after.startsWith('P')) return { ms: parsed.ms };
  const duration = Duration.fromISO(after);
  return duration.years || duration.months ? { calendar: duration } : { ms: parsed.ms };
}

/** By the calendar in UTC. Undefined if `after` is not a positive duration, which the static check refuses. */
export function deadlineOf(enteredAt: string, timeout: { readonly after: string }): string | undefined {
  const span = spanOf(timeout.after);
  if (span === undefined) return undefined;
  if ('ms' in span) return instantAfter(enteredAt, span.ms);
  return DateTime.fromISO(enteredAt, { zone: 'utc' }).plus(span.calendar).toISO() ?? undefined;
}

/** The last instant with a year of four digits, in epoch milliseconds: up to here instants compare as texts, too. */
export const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');

/** Epoch milliseconds as RFC 3339 in UTC; a pause can shift a deadline beyond the last instant. */
export function instantText(ms: number): string {
  return new Date(Math.min(ms, LAST_INSTANT)).toISOString();
}

/** Milliseconds as an ISO 8601 duration of days, hours, minutes and seconds. */
export function isoDuration(ms: number): string {
  return ms === 0 ? 'PT0S' : Duration.fromMillis(ms).shiftTo('days', 'hours', 'minutes', 'seconds').toISO();
}
