import { intactMetadata, type ChainMemory, type RecordedEvent, type StreamName } from '@ledger/event-store';
import { ACCESSES_REMOVED, parseStream, readsStream, type AccessesRemoved } from '@ledger/journey';

/** What retention removed from the record of reads. */
export interface RemovedReads {
  readonly days: number;
  readonly events: number;
}

/** Data that is gone from a day's events, until the event is read that says so. */
interface RemovedDay<Break> {
  readonly breaks: Break[];
}

/**
 * Tells data that retention removed from data that anybody else did: a removal is an event behind the day, with the count of
 * its events and the hash of the last, and the day's chain of hashes has to lead there.
 */
export class RemovedDays<Break> {
  readonly #open = new Map<StreamName, RemovedDay<Break>>();
  /** Streams whose data was removed rightly. */
  readonly streams = new Set<StreamName>();
  #events = 0;

  constructor(private readonly memory: ChainMemory) {}

  get removed(): RemovedReads {
    return { days: this.streams.size, events: this.#events };
  }

  /** Keeps the finding of an event whose data is gone, if it is one that retention may remove. */
  hold({ stream }: RecordedEvent, found: Break): boolean {
    const parsed = parseStream(stream);
    if (parsed?.kind !== 'access' || !parsed.id.startsWith('reads.')) return false;
    const day = this.#open.get(stream) ?? { breaks: [] };
    day.breaks.push(found);
    this.#open.set(stream, day);
    return true;
  }

  /** To be called with each event, after its check. */
  note(event: RecordedEvent): void {
    if (event.type !== ACCESSES_REMOVED || typeof intactMetadata(event) === 'string') return;
    const parsed = parseStream(event.stream);
    if (parsed?.kind !== 'access' || parsed.id !== 'removals') return;
    const { day, events, headHash } = JSON.parse(event.data) as AccessesRemoved;
    const stream = readsStream(parsed.tenant, day) as StreamName;
    const open = this.#open.get(stream);
    const link = this.memory.get(stream);
    if (open === undefined || link?.nextRevision !== BigInt(events) || link.lastHash !== headHash) return;
    this.#open.delete(stream);
    this.streams.add(stream);
    this.#events += open.breaks.length;
  }

  /** What no removal accounts for. */
  unaccounted(): readonly Break[] {
    return [...this.#open.values()].flatMap(({ breaks }) => breaks);
  }
}
