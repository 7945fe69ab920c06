import type { JourneyResult } from '../read-models/journey-result';

export const SERIES_INTERVALS = ['minute', 'hour', 'day', 'week'] as const;
export type SeriesInterval = (typeof SERIES_INTERVALS)[number];

/** Rows of a series at most: a year of hours. */
export const MOST_INTERVALS = 8_784;

export interface SeriesQuestion {
  readonly interval: SeriesInterval;
  /** IANA name, by whose calendar days and weeks begin. */
  readonly timeZone: string;
  /** RFC 3339, UTC, milliseconds. The intervals that have an instant from here on … */
  readonly from: string;
  /** … and before this one. */
  readonly to: string;
}

/** What happened within an interval and within the question's period, by business time. */
export interface SeriesRow extends Readonly<Record<Exclude<JourneyResult, 'open'>, number>> {
  /** RFC 3339 with the offset of the time zone; inclusive. */
  readonly start: string;
  /** As `start`, exclusive. */
  readonly end: string;
  /** Journeys that began. */
  readonly started: number;
  /** Journeys that ended, by outcome in the further members. */
  readonly ended: number;
  readonly transitions: number;
  /** Timeouts whose deadline passed. */
  readonly timeouts: number;
  /** Commands of journeys that were refused. */
  readonly refused: number;
}
