import type { TimelineEntry } from './ledger-http';

export const ABORTED = 'ABORT_TIMEOUT';

/**
 * What is wrong with a journey's timeouts: each deadline that passed before the journey moved on has exactly one
 * `ABORT_TIMEOUT`, recorded at or after it, and no other deadline has one.
 *
 * @param events the journey's stream in order
 * @param now RFC 3339: deadlines up to this instant should have been recorded
 */
export function timeoutFaults(sessionId: string, events: readonly TimelineEntry[], now: string): readonly string[] {
  const faults: string[] = [];
  let open: string | undefined;
  for (const event of events) {
    const where = `${sessionId}: revision ${event.revision}`;
    if (event.type === ABORTED) {
      if (open === undefined) faults.push(`${where} aborts a state whose timeout is not running`);
      else if (event.data.deadline !== open) faults.push(`${where} aborts at ${event.data.deadline}, due was ${open}`);
      else if (event.recordedAt < open) faults.push(`${where} aborts at ${event.recordedAt}, before ${open}`);
      open = event.data.nextDeadline;
    } else if (event.to !== null) {
      open = event.data.deadline;
    }
  }
  if (open !== undefined && open <= now) faults.push(`${sessionId}: the timeout due at ${open} was lost`);
  return faults;
}
