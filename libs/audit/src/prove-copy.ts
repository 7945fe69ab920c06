import type { EventStore, Position } from '@ledger/event-store';
import { DenseChainMemory } from './dense-chain-memory';
import { firstDifference, type LedgerDifference } from './ledger-difference';
import { verifyLedger, type LedgerVerification, type VerificationProgress } from './verify-ledger';

export interface CopyProof {
  /** Both chains are sound, and counts, last hashes, order and texts are the same. */
  readonly proven: boolean;
  readonly source: LedgerVerification;
  readonly target: LedgerVerification;
  /** Streams that one of the two lacks, or that end at another revision or with another hash. */
  readonly streamsThatDiffer: number;
  /** Looked for only where the two are not proven to be the same. */
  readonly difference: LedgerDifference | undefined;
}

export interface ProofOptions {
  /** The source's last event that the copy should have. Default: its last one. */
  readonly end?: Position | undefined;
  /** For a store that gives out every position: the first one. Then a missing position is a break. */
  readonly sourceGaplessFrom?: bigint | undefined;
  readonly targetGaplessFrom?: bigint | undefined;
  readonly onProgress?: (side: 'source' | 'target', progress: VerificationProgress) => void;
  /** Breaks that are listed one by one for each side; the rest is counted. */
  readonly breakLimit?: number;
}

/** Proves a copy by what the two stores hold alone: hashes, links, counts and order. A finding does not throw. */
export async function proveCopy(
  source: EventStore,
  target: EventStore,
  options: ProofOptions = {},
): Promise<CopyProof> {
  const { onProgress = () => undefined, breakLimit } = options;
  const end = options.end ?? (await source.lastPosition());
  const [sourceStreams, targetStreams] = [new DenseChainMemory(), new DenseChainMemory()];
  const [original, copy] = [
    await verifyLedger(source, (progress) => onProgress('source', progress), {
      end,
      memory: sourceStreams,
      gaplessFrom: options.sourceGaplessFrom,
      breakLimit,
    }),
    await verifyLedger(target, (progress) => onProgress('target', progress), {
      memory: targetStreams,
      gaplessFrom: options.targetGaplessFrom,
      breakLimit,
    }),
  ];
  const streamsThatDiffer = sourceStreams.differingFrom(targetStreams);
  const isSame =
    original.events === copy.events && original.orderDigest === copy.orderDigest && streamsThatDiffer === 0;
  const proven = isSame && original.breakCount === 0 && copy.breakCount === 0;
  const difference = proven ? undefined : await firstDifference(source, target, end);
  return { proven, source: original, target: copy, streamsThatDiffer, difference };
}
