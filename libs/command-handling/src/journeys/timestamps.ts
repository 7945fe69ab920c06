const NORMAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** RFC 3339 in any offset as RFC 3339, UTC, milliseconds, the form in which times are stored; undefined for no time. */
export function utcMilliseconds(time: string): string | undefined {
  const instant = Date.parse(time);
  if (Number.isNaN(instant)) return undefined;
  return NORMAL.test(time) ? time : new Date(instant).toISOString();
}
