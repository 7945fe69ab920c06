import { comparePositions, type Position } from '@ledger/event-store';
import type { PassingEvent } from './passing-event';

/** The ledger's newest events, within a limit on their memory: who falls behind a little reads them here. */
export class RecentEvents {
  private events: PassingEvent[] = [];
  private bytes = 0;
  /** Up to where the ledger was looked through. */
  end: Position | undefined;

  /** @param floor all events after this position are here; undefined: all of the ledger. */
  constructor(
    private floor: Position | undefined,
    private readonly mostBytes: number,
  ) {
    this.end = floor;
  }

  add(event: PassingEvent): void {
    this.events.push(event);
    this.bytes += event.size;
    this.end = event.recorded.position;
    if (this.bytes > this.mostBytes) this.forgetOlderHalf();
  }

  /** Whether every event after this position is here. */
  covers(position: Position | undefined): boolean {
    return this.floor === undefined || (position !== undefined && comparePositions(position, this.floor) >= 0);
  }

  /** The events after a position that is covered, at most so many. */
  after(position: Position | undefined, limit: number): readonly PassingEvent[] {
    const from = position === undefined ? 0 : this.indexAfter(position);
    return this.events.slice(from, from + limit);
  }

  private indexAfter(position: Position): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.events[middle]?.recorded.position;
      if (at !== undefined && comparePositions(at, position) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** A half at a time: cheaper than one by one, and as bounded. */
  private forgetOlderHalf(): void {
    const kept = this.events.slice(Math.ceil(this.events.length / 2));
    const forgotten = this.events[this.events.length - kept.length - 1];
    this.floor = forgotten?.recorded.position ?? this.floor;
    this.events = kept;
    this.bytes = kept.reduce((sum, { size }) => sum + size, 0);
  }
}
