import type { LedgerCheckpoint } from '@ledger/audit';
import { InvalidArgumentError } from 'commander';

/** A whole number from 0. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('Give a whole number from 0.');
  return value;
}

/** A whole number from 1. */
export function positiveNumber(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError('Give a whole number from 1.');
  return value;
}

/** A number from 1. */
export function factorArgument(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value < 1) throw new InvalidArgumentError('Give a number from 1, such as 2.5.');
  return value;
}

const RFC3339 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** An instant as RFC 3339 in UTC with milliseconds; a date alone means its first instant in UTC. */
export function instantArgument(text: string): string {
  const instant = readInstant(text);
  if (instant === undefined) throw new InvalidArgumentError('Give an instant such as 2026-11-22T21:05:00Z, or a date.');
  return instant;
}

/** As `instantArgument`; undefined if the text is no such time. */
export function readInstant(text: string): string | undefined {
  const time = RFC3339.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

const CHECKPOINT = /^(\d+)\s+([0-9a-f]{64})(?:\s+([0-9a-f]{64}))?$/i;

/** What `journey verify` printed: a number of events and one or two digests. */
export function checkpointArgument(text: string): LedgerCheckpoint {
  const [, events = '', orderDigest, recordedDigest] = CHECKPOINT.exec(text.trim()) ?? [];
  if (orderDigest === undefined || !Number.isSafeInteger(Number(events))) {
    throw new InvalidArgumentError("Give the number and digests that verify printed: '<number> <digest> [<digest>]'.");
  }
  return {
    events: Number(events),
    orderDigest: orderDigest.toLowerCase(),
    recordedDigest: recordedDigest?.toLowerCase(),
  };
}

/** A text of this pattern, which is asked for once there is a text. */
export function matching(patternOf: () => RegExp, what: string): (text: string) => string {
  return (text) => {
    const pattern = patternOf();
    if (!pattern.test(text)) throw new InvalidArgumentError(`A ${what} should match ${pattern.source}.`);
    return text;
  };
}
