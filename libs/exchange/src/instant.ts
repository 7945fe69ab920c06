import { DateTime } from 'luxon';

/** How a log writes its times. */
export interface InstantFormat {
  /** Luxon's format tokens, such as `d/M/yyyy HH:mm`; ISO 8601 where absent. */
  readonly format?: string;
  /** IANA zone of times that name none. Default: UTC. */
  readonly zone?: string;
}

/**
 * Reads times of one log as RFC 3339, UTC, milliseconds. Remembers the last ones: logs repeat a time often, and parsing by
 * format is by far the dearest step of reading a line.
 */
export function instantReader(format: InstantFormat): (text: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const options = { zone: format.zone ?? 'utc' };
  // Built once: compiling the format for every line took most of the time of reading a file.
  const parser = format.format === undefined ? undefined : DateTime.buildFormatParser(format.format);
  const read = (text: string): string | undefined => {
    const time = parser ? DateTime.fromFormatParser(text, parser, options) : DateTime.fromISO(text, options);
    return time.isValid ? time.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'") : undefined;
  };
  return (text) => {
    if (known.has(text)) return known.get(text);
    const instant = read(text);
    if (known.size >= 10_000) known.clear();
    known.set(text, instant);
    return instant;
  };
}
