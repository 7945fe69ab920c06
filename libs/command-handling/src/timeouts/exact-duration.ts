import { parseDuration } from '@ledger/journey';

const CALENDAR = /^P[^T]*[YM]/;

/** The milliseconds of a duration that does not depend on the calendar, or a sentence that says why there are none. */
export function exactDuration(value: string): { readonly ms: number } | { readonly reason: string } {
  const parsed = parseDuration(value);
  if (!parsed.ok) return { reason: parsed.reason };
  if (!value.startsWith('P')) {
    return { reason: `The duration ${JSON.stringify(value)} should be an ISO 8601 duration such as "PT5M".` };
  }
  if (CALENDAR.test(value)) {
    return { reason: `The duration ${JSON.stringify(value)} should be in weeks, days, hours, minutes and seconds.` };
  }
  return { ms: parsed.ms };
}
