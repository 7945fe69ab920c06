import type { LedgerBreak, LedgerCheckpoint, LedgerVerification } from '@ledger/audit';
import type { Palette } from './palette';
import { printable } from './printable';
import { fields } from './table';
import { durationText } from '@ledger/plain-data';
import { counted, formatCount } from './times';

export interface VerificationReport extends LedgerVerification {
  readonly ledger: string;
  readonly seconds: number;
}

/** The result of a verification for people, with what to keep of it. */
export function verificationText(report: VerificationReport, palette: Palette): string {
  const { ledger, events, streams, breaks, breakCount, seconds, checkpoint, orderDigest, recordedDigest } = report;
  const { acceptedLosses, removedReads, refused, refusedCount, fileFindings } = report;
  const losses = acceptedLosses.map(
    ({ missing, recordedAt }) => `${formatCount(missing)} events, accepted at ${recordedAt}`,
  );
  const summary = fields(
    [
      ['ledger', printable(ledger)],
      ['events', formatCount(events)],
      ['streams', formatCount(streams)],
      ['breaks', breakCount === 0 ? palette.green('none') : palette.red(formatCount(breakCount))],
      ['losses', palette.red(losses.join('; '))],
      ['removed', removedText(removedReads)],
      ['refused', refusedCount === 0 ? '' : palette.red(formatCount(refusedCount))],
      ['file', fileFindings.length === 0 ? '' : palette.red('damaged')],
      ['checkpoint', checkpoint === null ? '' : (checkpoint.holds ? palette.green : palette.red)(checkpoint.reason)],
      ['took', durationText(seconds * 1_000)],
      ['order', orderDigest],
      ['recorded', recordedDigest],
    ],
    palette.dim,
  );
  const more = breakCount - breaks.length + refusedCount - refused.length;
  return [
    summary,
    ...breaks.map((found) => breakText(found, palette)),
    ...refused.map(({ stream, reason }) => `${palette.red('REFUSED')} ${printable(`${stream}: ${reason}`)}`),
    ...fileFindings.map((finding) => `${palette.red('FILE_DAMAGED')} ${printable(finding)}`),
    ...(more > 0 ? [`and ${formatCount(more)} more; --limit lists them`] : []),
    palette.dim(`Keep this elsewhere, to check later: journey verify --against '${checkpointText(report)}'`),
  ].join('\n');
}

function removedText({ days, events }: LedgerVerification['removedReads']): string {
  return days === 0 ? '' : `${counted(events, 'event')} of ${counted(days, 'day')} of reads, by retention`;
}

/** A checkpoint as `--against` takes it. */
export function checkpointText({ events, orderDigest, recordedDigest }: LedgerCheckpoint): string {
  return `${events} ${orderDigest}${recordedDigest === undefined ? '' : ` ${recordedDigest}`}`;
}

/** What is wrong with the ledger, in one or two sentences; undefined if it is sound. */
export function verificationFailure(verification: LedgerVerification): string | undefined {
  const { breakCount, breaks, refused, refusedCount, fileFindings, checkpoint } = verification;
  const parts: string[] = [];
  if (breakCount > 0) {
    const [first] = breaks;
    const where = first === undefined ? '' : `; the first is ${first.stream} revision ${first.revision}`;
    parts.push(`The ledger has ${breakCount === 1 ? '1 break' : `${formatCount(breakCount)} breaks`}${where}.`);
  }
  const [unserved] = refused;
  if (unserved !== undefined) {
    const many = refusedCount === 1 ? '1 stream is' : `${formatCount(refusedCount)} streams are`;
    parts.push(`${many} refused by a server as damaged; the first is ${unserved.stream}.`);
  }
  if (fileFindings.length > 0) parts.push(`The ledger file is damaged: ${fileFindings[0]}.`);
  if (checkpoint?.holds === false) parts.push(checkpoint.reason);
  return parts.length === 0 ? undefined : parts.join(' ');
}

function breakText({ kind, stream, revision, position, eventType, reason }: LedgerBreak, palette: Palette): string {
  const place = `${stream} revision ${revision} (position ${position}, ${eventType})`;
  return `${palette.red(kind)} ${printable(place)}: ${printable(reason)}`;
}
