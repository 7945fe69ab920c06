import { extended } from '@ledger/plain-data';
import { isImport, type PreparedCommand } from './prepared-command';

/**
 * A command whose time the ledger can believe. The clock of a live command may be beside the ledger's by the skew; beyond
 * it, the command takes the ledger's time or is refused, as its face wants. An import tells of the past, and not of the
 * future.
 * @returns the command, or why it is refused.
 */
export function believed(command: PreparedCommand, now: Date, skewMs: number): PreparedCommand | string {
  const { request, occurredAt } = command;
  if (occurredAt === undefined) return command;
  const aheadMs = Date.parse(occurredAt) - now.getTime();
  const isBeyond = isImport(request) ? aheadMs > skewMs : Math.abs(aheadMs) > skewMs;
  if (!isBeyond) return command;
  const ledgerTime = now.toISOString();
  if (!isImport(request) && request.clockSkew === 'clamp') {
    return extended(command, { occurredAt: ledgerTime, givenAt: occurredAt });
  }
  const seconds = (skewMs / 1_000).toLocaleString('en');
  const what = `occurredAt is ${occurredAt}; the ledger's clock says ${ledgerTime}`;
  return isImport(request)
    ? `${what}. An import may tell of any time up to ${seconds} s from now (CLOCK_SKEW_SECONDS).`
    : `${what}. A live command may differ by ${seconds} s (CLOCK_SKEW_SECONDS): omit occurredAt, or import the past.`;
}
