import { NamedError } from '@ledger/plain-data';
import type { ClockDoubt } from './time/instant';

/** A value of an event's or a case's attribute, as far as JSON can say it. */
export type LogValue = null | boolean | number | string;

export type LogAttributes = { readonly [name: string]: LogValue };

/** One event of another system's log, whatever its format: a case entered a state at an instant. */
export interface LogEvent {
  /** Key of the case, as the log writes it. */
  readonly caseId: string;
  /** State that the case entered. */
  readonly activity: string;
  /** Whether `activity` is a ledger's state id already, and no name of another log. */
  readonly isStateId?: true;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
  /** Why the log's clock does not say for certain which instant is meant. */
  readonly clock?: ClockDoubt;
  readonly channel?: string;
  readonly customerId?: string;
  /** Who did it, as the log names them. */
  readonly resource?: string;
  /** Step of the activity's lifecycle, such as `start` and `complete`, where the log names one. */
  readonly lifecycle?: string;
  /** How the case entered the state, where the ledger's own log says so. Default: a move. */
  readonly move?: 'start' | 'restart';
  readonly attributes: LogAttributes;
  /** Attributes of the whole case; read where its first event stands. */
  readonly caseAttributes: LogAttributes;
  /** Where it stands in the file: a line (CSV, NDJSON) or an event's number (XES, OCEL), counted from 1. */
  readonly place: number;
}

export type LogRefusalCode =
  | ('EVENT_INCOMPLETE' | 'EVENT_FOREIGN' | 'TIME_UNREADABLE' | 'LINE_UNREADABLE')
  | ('NUMBER_TOO_LARGE' | 'STATE_INVALID' | 'OUT_OF_ORDER');

/** A part of a log that cannot be read, and why. Reading continues behind it. */
export interface LogRefusal {
  readonly place: number;
  readonly caseId?: string;
  readonly code: LogRefusalCode;
  /** One sentence: what is wrong and what would be right. */
  readonly reason: string;
}

/** What a reader yields. `passedOver` says what was left out on purpose, in words that can be counted. */
export type LogItem = { readonly event: LogEvent } | { readonly refusal: LogRefusal } | { readonly passedOver: string };

/** The whole file cannot be read any further: it is damaged, or of another format. */
export class LogUnreadableError extends NamedError {
  readonly code = 'LOG_UNREADABLE';
}
