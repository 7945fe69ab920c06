/** Persisted type name; stands in the stream `access.<tenant>-reads.<day>` of the UTC day of the reads. */
export const JOURNEYS_READ = 'JourneysRead';

/** UTC: reads were not recorded before. */
export const FIRST_DAY_OF_READS = '2026-11-01';

/** Who read what, once or several times within one batch. It holds no value that was read. */
export interface RecordedRead {
  /** RFC 3339, UTC: when it was answered; the first time of several. */
  readonly at: string;
  /** The last time of several. */
  readonly until?: string;
  /** How often; absent: once. */
  readonly times?: number;
  /** Name of the key, subject of the access token, or `anonymous`. */
  readonly subject: string;
  /** Visible id of the key, or client of the token. */
  readonly clientId?: string;
  /** Id of the operation in the API document. */
  readonly route: string;
  /** The journeys whose data was given; absent if only the query is known. */
  readonly sessionIds?: readonly string[];
  /** Of reads that do not name one journey. */
  readonly query?: ReadQuery;
  /** What the caller gave as `X-Purpose`. */
  readonly purpose?: string;
}

/** What was asked, without its values: a filter may hold personal data. */
export interface ReadQuery {
  /** SHA-256 of its address and parameters, lower-case hexadecimal. */
  readonly hash: string;
  /** Rows that were given; absent if that is not known when the answer begins. */
  readonly count?: number;
}

/** One batch: at most one a second of each process. */
export interface JourneysRead {
  readonly reads: readonly RecordedRead[];
}

/** Persisted type name; stands in the stream `access.<tenant>-removals`. */
export const ACCESSES_REMOVED = 'AccessesRemoved';

/** The data of a day's reads is removed, now or by what follows an interruption. Everything else of its events stays. */
export interface AccessesRemoved {
  /** UTC. */
  readonly day: string;
  /** Events of the day's stream. */
  readonly events: number;
  /** Hash of the last of them, to which their chain leads. */
  readonly headHash: string;
  /** After so many days. */
  readonly retentionDays: number;
}
