const ORIGIN = Date.parse('2026-05-01T12:00:00.000Z');

/** The instant so many seconds after the beginning of a script: RFC 3339, UTC, milliseconds. */
export function at(seconds: number): string {
  return new Date(ORIGIN + seconds * 1_000).toISOString();
}
