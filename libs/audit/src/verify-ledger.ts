import {
  ChainVerifier,
  comparePositions,
  intactMetadata,
  StoreUnreadableError,
  type ChainBreak,
  type ChainBreakKind,
  type EventStore,
  type Position,
  type RecordedEvent,
  type StreamName,
} from '@ledger/event-store';
import { LOSS_ACCEPTED, type LossAccepted } from '@ledger/journey';
import { CheckpointCheck, type CheckpointResult, type LedgerCheckpoint } from './checkpoint';
import { DenseChainMemory } from './dense-chain-memory';
import { readableEvents } from './readable-events';
import { RemovedDays, type RemovedReads } from './removed-days';
import { refusedStreams, type RefusedStream } from './refused-streams';
import { OrderDigest, type LedgerDigests } from './order-digest';

export type LedgerBreakKind =
  | ChainBreakKind
  /** Positions are not consecutive, in a ledger that gives out every one: events were taken out. */
  | 'POSITION_GAP'
  /** An event stands at or before the position of the one read before it. */
  | 'POSITION_ORDER';

export interface LedgerBreak {
  readonly kind: LedgerBreakKind;
  readonly stream: StreamName;
  readonly revision: bigint;
  readonly position: Position;
  readonly eventId: string;
  readonly eventType: string;
  /** What was found, in a sentence. */
  readonly reason: string;
}

/** Operators continued although so many events, at least, were gone. */
export interface AcceptedLoss {
  readonly missing: number;
  readonly position: Position;
  /** RFC 3339, UTC. */
  readonly recordedAt: string;
}

export interface VerificationProgress {
  readonly events: number;
  readonly streams: number;
  readonly breaks: number;
  readonly position: Position;
}

export interface LedgerVerification extends LedgerDigests {
  readonly events: number;
  readonly streams: number;
  /** Number of all breaks found. */
  readonly breakCount: number;
  /** The first of them, in the ledger's order, up to the limit asked for. */
  readonly breaks: readonly LedgerBreak[];
  /** Of an embedded ledger, if asked for: streams that a server refuses to serve and that no break names, up to the limit. */
  readonly refused: readonly RefusedStream[];
  readonly refusedCount: number;
  /** What the store's own check of its files found, and what could not be read; empty if they are sound. */
  readonly fileFindings: readonly string[];
  /** Position and hash of the last event. */
  readonly head: { readonly position: Position; readonly hash: string | undefined } | undefined;
  /** Losses of events that operators accepted, in the ledger's order. */
  readonly acceptedLosses: readonly AcceptedLoss[];
  /** What retention removed, each removal recorded, and proved by the hashes that stayed. */
  readonly removedReads: RemovedReads;
  /** Null unless a checkpoint was given. */
  readonly checkpoint: CheckpointResult | null;
}

export interface VerifyOptions {
  /** For a store that gives out every position: the first one. Then a missing position is a break. */
  readonly gaplessFrom?: bigint | undefined;
  /** Breaks that are listed one by one; the rest is counted. Default 100. */
  readonly breakLimit?: number | undefined;
  /** Whether to check the files as well, and to read every stream in the way a server does. Default false. */
  readonly asServed?: boolean;
  /** Events between two reports of progress. Default 1,000. */
  readonly progressEvery?: number;
  /** The last event to check. Default: the ledger's last one when the check begins. */
  readonly end?: Position | undefined;
  /** Where the chains' links are kept, for a comparison afterwards. Default: a memory of its own. */
  readonly memory?: DenseChainMemory;
  /** What an earlier verification printed, to compare the events of then with those of now. */
  readonly against?: LedgerCheckpoint | undefined;
}

const DEFAULT_BREAK_LIMIT = 100;
const DEFAULT_PROGRESS_EVERY = 1_000;

/**
 * Recomputes every chain in one pass. A break is a finding, not an error; checking continues from what the event says
 * of itself, so that one altered event is one break.
 */
export async function verifyLedger(
  store: EventStore,
  onProgress: (progress: VerificationProgress) => void = () => undefined,
  options: VerifyOptions = {},
): Promise<LedgerVerification> {
  const every = options.progressEvery ?? DEFAULT_PROGRESS_EVERY;
  const findings = new Findings(options.breakLimit ?? DEFAULT_BREAK_LIMIT);
  const memory = options.memory ?? new DenseChainMemory();
  const verifier = new ChainVerifier(memory);
  const removedDays = new RemovedDays<() => void>(memory);
  const order = new OrderDigest();
  const against = options.against && new CheckpointCheck(options.against);
  against?.observe(order);
  const acceptedLosses: AcceptedLoss[] = [];
  const noteUnreadable = (error: Error): unknown => fileFindings.push(error.message);
  const fileFindings: string[] = options.asServed === true ? [...((await store.checkFiles?.()) ?? [])] : [];
  const end = options.end ?? (await lastPosition(store, noteUnreadable));
  let events = 0;
  let last: RecordedEvent | undefined;
  if (end !== undefined) {
    for await (const event of readableEvents(store, end, options.gaplessFrom, noteUnreadable)) {
      findings.add(event, positionBreak(last?.position, event.position, options.gaplessFrom));
      for (const found of verifier.check(event)) {
        const add = (): void => findings.add(event, found);
        if (found.kind !== 'CONTENT_REMOVED' || !removedDays.hold(event, add)) add();
      }
      removedDays.note(event);
      if (event.type === LOSS_ACCEPTED && typeof intactMetadata(event) !== 'string')
        acceptedLosses.push(acceptedLoss(event));
      order.add(event);
      against?.observe(order);
      events++;
      last = event;
      if (events % every === 0) {
        onProgress({ events, streams: memory.size, breaks: findings.count, position: event.position });
      }
    }
  }
  for (const add of removedDays.unaccounted()) add();
  const refused: RefusedStream[] = [];
  let refusedCount = 0;
  if (options.asServed === true) {
    for await (const found of refusedStreams(store)) {
      if (findings.streams.has(found.stream) || removedDays.streams.has(found.stream)) continue;
      findings.streams.add(found.stream);
      refusedCount++;
      if (refused.length < findings.limit) refused.push(found);
    }
  }
  const head = last && { position: last.position, hash: verifier.lastHash(last.stream) };
  if (last !== undefined) {
    onProgress({ events, streams: memory.size, breaks: findings.count, position: last.position });
  }
  return {
    events,
    streams: memory.size,
    breakCount: findings.count,
    breaks: findings.listed,
    refused,
    refusedCount,
    fileFindings,
    head,
    ...order.digests(),
    acceptedLosses,
    removedReads: removedDays.removed,
    checkpoint: against?.result(events) ?? null,
  };
}

function acceptedLoss({ data, position, recordedAt }: RecordedEvent): AcceptedLoss {
  const { missing } = JSON.parse(data) as LossAccepted;
  return { missing, position, recordedAt };
}

/** Undefined for an empty ledger, and for one whose last page cannot be read. */
async function lastPosition(store: EventStore, onUnreadable: (error: Error) => void): Promise<Position | undefined> {
  try {
    return await store.lastPosition();
  } catch (error) {
    if (!(error instanceof StoreUnreadableError) || store.checkFiles === undefined) throw error;
    onUnreadable(error);
    return undefined;
  }
}

class Findings {
  readonly listed: LedgerBreak[] = [];
  /** With a break, listed or not, or refused. */
  readonly streams = new Set<StreamName>();
  count = 0;

  constructor(readonly limit: number) {}

  add(
    event: RecordedEvent,
    found: (Pick<ChainBreak, 'reason'> & { readonly kind: LedgerBreakKind }) | undefined,
  ): void {
    if (found === undefined) return;
    this.count++;
    this.streams.add(event.stream);
    if (this.listed.length >= this.limit) return;
    const { stream, revision, position, id, type } = event;
    this.listed.push({
      kind: found.kind,
      stream,
      revision,
      position,
      eventId: id,
      eventType: type,
      reason: found.reason,
    });
  }
}

function positionBreak(
  before: Position | undefined,
  position: Position,
  gaplessFrom: bigint | undefined,
): { readonly kind: LedgerBreakKind; readonly reason: string } | undefined {
  if (before !== undefined && comparePositions(before, position) >= 0) {
    return { kind: 'POSITION_ORDER', reason: `Position ${position} does not come after ${before}.` };
  }
  if (gaplessFrom === undefined) return undefined;
  const expected = before === undefined ? gaplessFrom : BigInt(before) + 1n;
  const missing = BigInt(position) - expected;
  if (missing === 0n) return undefined;
  const events = missing === 1n ? '1 event is' : `${missing} events are`;
  return { kind: 'POSITION_GAP', reason: `Position ${expected} should be here: ${events} missing before this one.` };
}
