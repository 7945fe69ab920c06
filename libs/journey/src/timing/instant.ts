/**
 * A time as the ledger writes all its own: RFC 3339 in UTC with milliseconds, on a day that every year has. Any other text is
 * left to the parser, also the 29th of February.
 */
const CANONICAL =
  /^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Whether a text is what `Date` would write for the instant that it names. */
export function isCanonicalInstant(text: string): boolean {
  return CANONICAL.test(text);
}

/** RFC 3339 in UTC with milliseconds; throws a `RangeError` for a text that names no instant. */
export function canonicalInstant(text: string): string {
  return isCanonicalInstant(text) ? text : new Date(text).toISOString();
}

/**
 * Below 0 if the first instant is the earlier one, above 0 if it is the later one; NaN if a text names none. Canonical texts
 * are in the order of their instants: to compare them costs a fifth of the time that it takes to parse both, and every command
 * compares its time with deadlines several times.
 */
export function compareInstants(one: string, other: string): number {
  if (!isCanonicalInstant(one) || !isCanonicalInstant(other)) return Date.parse(one) - Date.parse(other);
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

let written: { readonly ms: number; readonly text: string } | undefined;

/** Epoch milliseconds as RFC 3339 in UTC. Many commands fall into one millisecond, and share its text. */
export function writtenInstant(ms: number): string {
  if (written?.ms !== ms) written = { ms, text: new Date(ms).toISOString() };
  return written.text;
}

/** Timeouts of the states of a definition are few, but there may be as many as callers send. */
const MOST_SPANS = 100;
let begin: { readonly text: string; readonly ms: number } | undefined;
const ends = new Map<number, string | undefined>();

/** An instant plus milliseconds; undefined if that lies outside what a date can hold. Remembered for the last instant. */
export function instantAfter(text: string, ms: number): string | undefined {
  if (begin?.text !== text || ends.size > MOST_SPANS) {
    begin = { text, ms: Date.parse(text) };
    ends.clear();
  }
  let end = ends.get(ms);
  if (end === undefined) {
    const instant = begin.ms + ms;
    end = Math.abs(instant) <= 8.64e15 ? new Date(instant).toISOString() : undefined;
    ends.set(ms, end);
  }
  return end;
}
