import type { SqliteFailure } from '../../database/failure';

/** Appends cross in flat arrays: a structured clone of objects would cost more than writing them. */

/** Expected revision as a number: the revision itself, or one of these. */
export const EXPECT_NO_STREAM = -1;
export const EXPECT_STREAM_EXISTS = -2;
export const EXPECT_ANY = -3;
/** A revision that no stream can be at. */
export const EXPECT_IMPOSSIBLE = -4;

/** `[recordedAt in ms, then for each append: expected, count, stream, then for each event: id, type, data, metadata]` */
export type AppendBatch = readonly (string | number)[];

/** Strings per event in a batch. */
export const EVENT_WIDTH = 4;

export interface CloseRequest {
  readonly kind: 'close';
}

/** Asks whether anything can be written. */
export interface ProbeRequest {
  readonly kind: 'probe';
}

/** Replaces the data of some events. */
export interface RemoveRequest {
  readonly kind: 'remove';
  readonly stream: string;
  readonly type: string;
  /** Revision; -1 for the beginning. */
  readonly after: number;
}

export type WriterRequest = AppendBatch | CloseRequest | ProbeRequest | RemoveRequest;

/** Outcome of one append: the first of three numbers. */
export const APPENDED = 0;
/** The second number is the actual revision, -1 for none. */
export const CONFLICT = 1;
/** The second number is an index into `failures`. */
export const FAILED = 2;
/** The second number is an index into `failures`; the append itself is wrong. */
export const REFUSED = 3;

/** Outcomes in the order of the appends sent: three numbers for each: outcome, revision or index, position. */
export interface AppendReply {
  readonly kind: 'appended';
  readonly outcomes: readonly number[];
  readonly failures: readonly WriterFailure[];
}

/** Why one append failed: the file, or the append itself. */
export interface WriterFailure {
  readonly kind: SqliteFailure['kind'] | 'invalid';
  readonly message: string;
}

export interface ProbeReply {
  readonly kind: 'probed';
  readonly failure: SqliteFailure | undefined;
}

export interface RemoveReply {
  readonly kind: 'removed';
  /** Where the next request continues; undefined at the end. */
  readonly next: number | undefined;
  readonly failure: SqliteFailure | undefined;
}

export interface WriterReady {
  readonly kind: 'ready';
}

export interface WriterRefused {
  readonly kind: 'refused';
  readonly failure: SqliteFailure;
}

export type WriterResponse = AppendReply | ProbeReply | RemoveReply | WriterReady | WriterRefused;

export interface WriterData {
  readonly path: string;
  readonly maxPages: number | undefined;
}
