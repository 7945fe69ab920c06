import { soundEvents, streamName, type EventStore, type UpcasterRegistry } from '@ledger/event-store';
import { OPERATION_SELECTED, operationStream, type OperationSelected } from '@ledger/journey';

/** A journey that an operation is for, at the revision at which it was found. */
export type SelectedJourney = readonly [sessionId: string, revision: number];

/** Journeys in one event: some tens of kilobytes, far below the limit of any store. */
export const SELECTION_PART = 1_000;

/** The journeys of one operation as its stream holds them, read part by part as they are needed. */
export class SelectedJourneys {
  #part: OperationSelected | undefined;
  #next = 1n;

  constructor(
    private readonly ports: { readonly store: EventStore; readonly upcasters: UpcasterRegistry },
    private readonly tenant: string,
    private readonly operationId: string,
  ) {}

  /** Up to `count` of them from a place on; none beyond the last. Places are asked for in rising order. */
  async from(place: number, count: number): Promise<readonly SelectedJourney[]> {
    const found: SelectedJourney[] = [];
    while (found.length < count) {
      const at = place + found.length;
      const part = this.#part;
      if (part === undefined || at >= part.first + part.journeys.length) {
        if (!(await this.#readOn())) break;
        continue;
      }
      const begin = at - part.first;
      found.push(...part.journeys.slice(begin, begin + count - found.length));
    }
    return found;
  }

  /** The last of all those selected so far. */
  async last(): Promise<SelectedJourney | undefined> {
    let last: SelectedJourney | undefined;
    while (await this.#readOn()) last = this.#part?.journeys.at(-1) ?? last;
    return last;
  }

  /** False at the end of the stream. */
  async #readOn(): Promise<boolean> {
    const { store, upcasters } = this.ports;
    const stream = streamName(operationStream(this.tenant, this.operationId));
    for await (const recorded of soundEvents(store, stream, { from: this.#next })) {
      this.#next = recorded.revision + 1n;
      if (recorded.type !== OPERATION_SELECTED) continue;
      this.#part = upcasters.read(recorded).data as unknown as OperationSelected;
      return true;
    }
    return false;
  }
}
