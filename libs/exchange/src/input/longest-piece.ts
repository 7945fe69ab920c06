import { LogUnreadableError } from '../log-event';

/** Characters of a line, a row or an element of JSON. A log's longest are kilobytes. */
export const LONGEST_PIECE = 4 * 1_024 * 1_024;

/** A file of a few megabytes may inflate to a line of gigabytes: no piece may fill the memory. */
export function assertNotTooLong(length: number, what: string, most = LONGEST_PIECE): void {
  if (length <= most) return;
  const limit = most.toLocaleString('en');
  throw new LogUnreadableError(`${what} has more than ${limit} characters; this is not a log, or it is damaged.`);
}
