import { createHash, type Hash } from 'node:crypto';
import { sealedHash, type EventStore, type Position, type RecordedEvent } from '@ledger/event-store';
import { DenseChainMemory } from './dense-chain-memory';
import { firstDifference, type LedgerDifference } from './ledger-difference';
import { verifyLedger, type LedgerVerification, type VerificationProgress } from './verify-ledger';

/** The figures of one ledger. */
export interface LedgerSummary extends LedgerVerification {
  /**
   * SHA-256, lower-case hex, over a line `<stream>|<revision>|<hash>` with a line feed for each event, in the ledger's
   * order. Equal digests mean the same events in the same order, wherever the chains are sound.
   */
  readonly orderDigest: string;
}

export interface CopyProof {
  /** Both chains are sound, and counts, last hashes, order and texts are the same. */
  readonly proven: boolean;
  readonly source: LedgerSummary;
  readonly target: LedgerSummary;
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

/**
 * Proves that one ledger is the copy of another, from what the two stores hold and from nothing that the copying said.
 * Every hash and link of both is recomputed, then counts, last hashes and the order are compared. What does not agree is
 * a finding, not an error.
 */
export async function proveCopy(
  source: EventStore,
  target: EventStore,
  options: ProofOptions = {},
): Promise<CopyProof> {
  const { onProgress = () => undefined, breakLimit } = options;
  const end = options.end ?? (await source.lastPosition());
  const [sourceStreams, targetStreams] = [new DenseChainMemory(), new DenseChainMemory()];
  const [original, copy] = [
    await summarize(source, {
      end,
      memory: sourceStreams,
      gaplessFrom: options.sourceGaplessFrom,
      breakLimit,
      onProgress: (progress) => onProgress('source', progress),
    }),
    await summarize(target, {
      end: await target.lastPosition(),
      memory: targetStreams,
      gaplessFrom: options.targetGaplessFrom,
      breakLimit,
      onProgress: (progress) => onProgress('target', progress),
    }),
  ];
  const streamsThatDiffer = sourceStreams.differingFrom(targetStreams);
  const isSame =
    original.events === copy.events && original.orderDigest === copy.orderDigest && streamsThatDiffer === 0;
  const proven = isSame && original.breakCount === 0 && copy.breakCount === 0;
  const difference = proven ? undefined : await firstDifference(source, target, end);
  return { proven, source: original, target: copy, streamsThatDiffer, difference };
}

interface SummaryOptions {
  readonly end: Position | undefined;
  readonly memory: DenseChainMemory;
  readonly gaplessFrom: bigint | undefined;
  readonly breakLimit: number | undefined;
  readonly onProgress: (progress: VerificationProgress) => void;
}

async function summarize(store: EventStore, options: SummaryOptions): Promise<LedgerSummary> {
  const { onProgress, ...limits } = options;
  const order = new OrderDigest();
  const verification = await verifyLedger(store, onProgress, { ...limits, onEvent: (event) => order.add(event) });
  return { ...verification, orderDigest: order.digest() };
}

const LINES_AT_ONCE = 64 * 1024;

class OrderDigest {
  readonly #hash: Hash = createHash('sha256');
  #lines = '';

  add(event: RecordedEvent): void {
    this.#lines += `${event.stream}|${event.revision}|${hashIn(event)}\n`;
    if (this.#lines.length > LINES_AT_ONCE) this.#flush();
  }

  digest(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }

  #flush(): void {
    this.#hash.update(this.#lines);
    this.#lines = '';
  }
}

/** The hash that the event says it has. An event without one is a break, and stands in the digest by its place alone. */
function hashIn(event: RecordedEvent): string {
  try {
    return sealedHash(event);
  } catch {
    return '';
  }
}
