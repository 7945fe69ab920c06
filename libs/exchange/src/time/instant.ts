import { DateTime, FixedOffsetZone, type TokenParser } from 'luxon';
import { EPOCH_MILLISECONDS, EPOCH_SECONDS, namesOffset, type InstantFormat } from './instant-format';

/** A time that a log gives, as the ledger writes it. */
export interface ReadInstant {
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  /** Daylight saving ends with an hour twice (the first counts) and begins without one (the next one counts). */
  readonly clock?: ClockDoubt;
}
export type ClockDoubt = 'doubled' | 'missing';

/** What reads by itself where no format is named; for messages. */
export const READABLE_TIMES =
  'an ISO 8601 or RFC 3339 time such as 2026-03-02T08:15:00Z or 2026-03-02 08:15:00, or an epoch';

/** The blank before a time is RFC 3339, section 5.6, and asks for seconds. A time alone would become one of today. */
const DATE = String.raw`(?:\d{4}-\d\d-\d\d|\d{4}-\d{3}|\d{4}-W\d\d-\d|\d{8})`;
const CLOCK = String.raw`(?:[Tt]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?| \d\d:\d\d:\d\d(?:[.,]\d+)?)`;
const ISO = new RegExp(String.raw`^(${DATE})(?:(${CLOCK})(?: ?(UTC|[Zz]|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?))?)?$`);
/** Seconds have ten digits from 2001 to 2286; milliseconds, microseconds and nanoseconds three more each. */
const EPOCH = /^(?:(\d{10})(?:\.(\d{1,9}))?|(\d{13})|(\d{16})|(\d{19}))$/;

/** ISO 8601, RFC 3339 and epochs without a format. Remembers the last ones: parsing is the dearest step of a line. */
export function instantReader(format: InstantFormat): (text: string) => ReadInstant | undefined {
  const known = new Map<string, ReadInstant | undefined>();
  const read = readerOf(format);
  return (text) => {
    if (known.has(text)) return known.get(text);
    const instant = read(text);
    if (known.size >= 10_000) known.clear();
    known.set(text, instant);
    return instant;
  };
}

function readerOf({ format, zone = 'utc' }: InstantFormat): (text: string) => ReadInstant | undefined {
  if (format === undefined) return (text) => readAny(text, zone);
  if (format === EPOCH_SECONDS)
    return (text) => (/^-?\d+(\.\d+)?$/.test(text) ? fromMillis(Number(text) * 1_000) : undefined);
  if (format === EPOCH_MILLISECONDS) return (text) => (/^-?\d+$/.test(text) ? fromMillis(Number(text)) : undefined);
  // Built once: compiling the format for every line took most of the time of reading a file.
  const parser: TokenParser = DateTime.buildFormatParser(format);
  if (namesOffset(format)) return (text) => instantOf(DateTime.fromFormatParser(text, parser, { setZone: true }));
  return (text) => onWallClock(DateTime.fromFormatParser(text, parser, { zone: 'utc' }), zone);
}

function readAny(text: string, zone: string): ReadInstant | undefined {
  const written = text.trim();
  const epoch = EPOCH.exec(written);
  if (epoch !== null) {
    const [, seconds, fraction = '', millis, micros, nanos] = epoch;
    if (seconds !== undefined) return fromMillis(Number(seconds) * 1_000 + Number(fraction.padEnd(3, '0').slice(0, 3)));
    return fromMillis(Number(millis ?? micros?.slice(0, -3) ?? nanos?.slice(0, -6)));
  }
  const iso = ISO.exec(written);
  if (iso === null) return undefined;
  const [, date = '', clock = '', offset] = iso;
  const local = DateTime.fromISO(`${date}${clock.replace(/^[ t]/, 'T')}`, { zone: 'utc' });
  if (offset === undefined) return onWallClock(local, zone);
  const minutes = /^(utc|z)$/i.test(offset) ? 0 : offsetMinutes(offset);
  return instantOf(local.setZone(FixedOffsetZone.instance(minutes), { keepLocalTime: true }));
}

function offsetMinutes(offset: string): number {
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return offset.startsWith('-') ? -minutes : minutes;
}

/** The instant at which clocks of the zone show what was written, which `wall` says as if it were UTC. */
function onWallClock(wall: DateTime, zone: string): ReadInstant | undefined {
  const local = wall.setZone(zone, { keepLocalTime: true });
  const instant = instantOf(local);
  if (instant === undefined || local.zone.isUniversal) return instant;
  if (local.hour !== wall.hour || local.minute !== wall.minute) return { ...instant, clock: 'missing' };
  const [first] = local.getPossibleOffsets();
  if (first === undefined || local.getPossibleOffsets().length < 2) return instant;
  return { at: instantOf(first)?.at ?? instant.at, clock: 'doubled' };
}

function fromMillis(millis: number): ReadInstant | undefined {
  return instantOf(DateTime.fromMillis(Math.round(millis), { zone: 'utc' }));
}

function instantOf(time: DateTime): ReadInstant | undefined {
  if (!time.isValid) return undefined;
  const at = time.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
  return /^\d{4}-/.test(at) ? { at } : undefined;
}
