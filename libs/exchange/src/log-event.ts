/** A value of an event's or a case's attribute, as far as JSON can say it. */
export type LogValue = null | boolean | number | string;

/** One event of a foreign log, whatever its format: a case entered a state at an instant. */
export interface LogEvent {
  /** Key of the case, as the log writes it. */
  readonly caseId: string;
  /** State that the case entered. */
  readonly activity: string;
  /** Whether `activity` is a state id of a ledger's already, and no name of another log. */
  readonly isStateId?: true;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
  readonly channel?: string;
  readonly customerId?: string;
  /** Who did it, as the log names them. */
  readonly resource?: string;
  /** How the case came into the state where a log of the ledger's own says so; a move like any other where absent. */
  readonly move?: 'start' | 'restart';
  readonly attributes: { readonly [name: string]: LogValue };
  /** Attributes of the whole case; read where its first event stands. */
  readonly caseAttributes: { readonly [name: string]: LogValue };
  /** Where it stands in the file: a line (CSV, NDJSON) or an event's number (XES), counted from 1. */
  readonly place: number;
}

/** A part of a log that cannot be taken, and why. Reading goes on behind it. */
export interface LogRefusal {
  readonly place: number;
  readonly caseId?: string;
  readonly code: 'EVENT_INCOMPLETE' | 'TIME_UNREADABLE' | 'LINE_UNREADABLE' | 'STATE_INVALID';
  /** One sentence: what is wrong and what would be right. */
  readonly reason: string;
}

/** What a reader yields. */
export type LogItem = { readonly event: LogEvent } | { readonly refusal: LogRefusal };

/** The whole file cannot be read any further: not the format it was taken for. */
export class LogUnreadableError extends Error {
  readonly code = 'LOG_UNREADABLE';
  override readonly name = 'LogUnreadableError';
}
