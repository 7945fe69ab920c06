import type { CopyProof, LedgerVerification } from '@ledger/audit';
import type { TimedCopy } from '../copy/copy-run';
import type { Palette } from './palette';
import { printable } from './printable';
import { fields } from './table';
import { durationText } from '@ledger/plain-data';
import { formatCount } from './times';

/** The result of a copy; `copied` is undefined if it was only checked. */
export interface CopyReport {
  readonly from: string;
  readonly to: string;
  readonly copied: TimedCopy | undefined;
  readonly proof: CopyProof;
}

export function copyText({ from, to, copied, proof }: CopyReport, palette: Palette): string {
  const { source, target } = proof;
  const both = (of: (summary: LedgerVerification) => string): string => {
    const [before, after] = [of(source), of(target)];
    return before === after ? before : palette.red(`${before} in the source, ${after} in the target`);
  };
  return fields(
    [
      ['from', printable(from)],
      ['to', printable(to)],
      ['copied', copied === undefined ? '' : copiedText(copied)],
      ['events', both(({ events }) => formatCount(events))],
      ['streams', `${both(({ streams }) => formatCount(streams))}, ${streamsText(proof, palette)}`],
      [
        'chains',
        both(({ breakCount }) =>
          breakCount === 0 ? 'sound' : `${breakCount} ${breakCount === 1 ? 'break' : 'breaks'}`,
        ),
      ],
      ['last hash', both(({ head }) => head?.hash ?? 'none')],
      ['order', both(({ orderDigest }) => orderDigest)],
      ['proof', proof.proven ? palette.green('the target is a copy of the source') : palette.red('failed')],
    ],
    palette.dim,
  );
}

/** Why a copy is not proven: the first difference, or else the first break in a chain. */
export function failureOf({ source, target, difference }: CopyProof): string {
  const parts: string[] = [];
  if (difference !== undefined) parts.push(`The target is not a copy of the source. ${difference.reason}`);
  for (const [side, { breaks }] of [['source', source] as const, ['target', target] as const]) {
    const [first] = breaks;
    if (first === undefined) continue;
    parts.push(`The ${side}'s chain is broken at ${first.stream} revision ${first.revision}: ${first.reason}`);
  }
  return parts.join(' ');
}

function copiedText({ found, appended, seconds }: TimedCopy): string {
  const rate = appended > 0 && seconds > 0 ? ` (${formatCount(Math.round(appended / seconds))} per second)` : '';
  const before = found === 0 ? '' : `; ${formatCount(found)} were copied before`;
  return `${formatCount(appended)} events in ${durationText(seconds * 1_000)}${rate}${before}`;
}

function streamsText({ streamsThatDiffer }: CopyProof, palette: Palette): string {
  return streamsThatDiffer === 0
    ? 'each with the same count and last hash'
    : palette.red(`${streamsThatDiffer} with another count or last hash`);
}
