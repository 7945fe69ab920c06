import type { InstantFormat } from '../time/instant-format';

/** A value of a row: a column's name, several columns joined, or a constant. */
export type ValueSource =
  | string
  | { readonly column: string }
  | { readonly columns: readonly string[]; /** Default: a blank. */ readonly join?: string }
  | { readonly constant: string };

/** Where a time stands, and how it is written; a name alone means the mapping's own `format` and `zone`. */
export type TimeSource =
  | string
  | (({ readonly column: string } | { readonly columns: readonly string[]; readonly join?: string }) & InstantFormat);

/** Columns under their own names, or values under names of the mapping's. */
export type ContextSource = readonly string[] | { readonly [name: string]: ValueSource };

/** Asks a column for a value; null stands for a missing one. */
export interface RowCondition {
  readonly column: string;
  readonly is?: string | null | readonly (string | null)[];
  readonly isNot?: string | null | readonly (string | null)[];
}

/** What every event of a row may say of itself. */
export interface EventFields {
  readonly channel?: ValueSource;
  readonly customerId?: ValueSource;
  readonly resource?: ValueSource;
  /** Kept in the journey's context. Default: nothing. */
  readonly context?: ContextSource;
  /** Rows that give this event; the others are passed over. */
  readonly where?: readonly RowCondition[];
}

/** One of several events that a row stands for. A row in which its time is missing does not give it. */
export interface EventMapping extends EventFields {
  readonly activity: ValueSource;
  readonly occurredAt: TimeSource;
}

export type MissingValues = string | readonly string[];

/** Says which columns of a CSV file carry what the ledger needs; read from a JSON file. */
export interface CsvMapping extends EventFields, InstantFormat {
  /** Key of the case. */
  readonly caseId: ValueSource;
  /** State entered: with `occurredAt`, where a row is one event. */
  readonly activity?: ValueSource;
  readonly occurredAt?: TimeSource;
  /** Where a row stands for several events, such as a call that was queued, answered and ended. */
  readonly events?: readonly EventMapping[];
  /** One character. Default: comma. */
  readonly delimiter?: string;
  /** Encoding of the file, such as `windows-1252`. Default: UTF-8, or what a byte order mark says. */
  readonly encoding?: string;
  /** Texts that stand for a missing value beside the empty one, such as `?`; by column, `*` for the others. */
  readonly missing?: MissingValues | { readonly [column: string]: MissingValues };
}
