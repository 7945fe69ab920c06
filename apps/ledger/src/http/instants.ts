const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;

/** Completes "… must be". */
export const INSTANT_SHAPE = 'a time in RFC 3339, such as 2026-11-02T09:30:00Z';

/** Takes an RFC 3339 instant to UTC with milliseconds; undefined for any other text, and for days that do not exist. */
export function parseInstant(text: string): string | undefined {
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if ((hour ?? 24) > 23 || (minute ?? 60) > 59 || (second ?? 60) > 59) return undefined;
  const milliseconds = Date.parse(text.toUpperCase());
  if (Number.isNaN(milliseconds)) return undefined;
  const instant = new Date(milliseconds).toISOString();
  return instant.length === 24 ? instant : undefined;
}

/** An instant that a rule has accepted, in UTC with milliseconds. */
export function instant(text: string): string {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new TypeError(`${JSON.stringify(text)} must be ${INSTANT_SHAPE}.`);
  return parsed;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
