import { useEffect, useState } from 'react';
import { read } from '../../api/read';
import { ProblemError, staysRefused } from '../../api/problem.error';
import { Shared, useShared } from '../../api/shared';
import type { TimelineEntry } from '../../api/types';
import { Replay } from './replay';

const PAGE_ENTRIES = 1_000;
/** The first page is what is in view: it is on screen while the others load. */
const FIRST_PAGE_ENTRIES = 50;
const RETRY_MS = 1_000;
/** While it loads, what has come is shown so often: each time costs a part of the time that loading takes. */
const SHOWN_MS = 400;

/** What is known of a timeline so far. A new object for each change. */
export interface TimelineState {
  readonly entries: readonly TimelineEntry[];
  readonly isComplete: boolean;
  readonly error: Error | undefined;
}

/** Loads a journey's timeline page by page, and its new end when there is one. */
export class TimelineStore {
  readonly replay = new Replay();
  private readonly entries: TimelineEntry[] = [];
  /** Where the event of each revision stands among the entries. */
  readonly places: number[] = [];
  private cursor: string | undefined;
  private isLoading = false;
  private isStale = false;
  private shownAt = -Infinity;
  private atLeast: string | undefined;
  readonly known = new Shared<TimelineState>({ entries: [], isComplete: false, error: undefined });

  constructor(private readonly sessionId: string) {}

  /**
   * Loads what is not loaded yet. Called while it loads, it looks again afterwards.
   * @param atLeast position of an event that the reader was told of: the read models may not have it yet.
   */
  async refresh(atLeast = this.atLeast): Promise<void> {
    this.isStale = true;
    this.atLeast = atLeast;
    if (this.isLoading) return;
    this.isLoading = true;
    try {
      while (this.isStale) {
        this.isStale = false;
        await this.loadToEnd();
      }
    } catch (error) {
      this.tell({ error: error instanceof Error ? error : new Error(String(error)) });
      if (this.known.isShown && mayPass(error)) setTimeout(() => void this.refresh(), RETRY_MS);
    } finally {
      this.isLoading = false;
    }
  }

  private async loadToEnd(): Promise<void> {
    for (;;) {
      const limit = this.entries.length === 0 ? FIRST_PAGE_ENTRIES : PAGE_ENTRIES;
      const query = {
        limit,
        ...(this.cursor === undefined ? {} : { cursor: this.cursor }),
        ...(this.atLeast === undefined ? {} : { atLeast: this.atLeast }),
      };
      const page = await read('/v1/journeys/{sessionId}/timeline', { path: { sessionId: this.sessionId }, query });
      this.take(page.entries as readonly TimelineEntry[]);
      const isComplete = page.nextCursor === undefined;
      if (isComplete || performance.now() - this.shownAt >= SHOWN_MS) this.tell({ isComplete, error: undefined });
      // The last page has no cursor: a later refresh begins at its start again.
      if (page.nextCursor === undefined) return;
      this.cursor = page.nextCursor;
    }
  }

  private take(page: readonly TimelineEntry[]): void {
    const last = this.entries.at(-1);
    const seen = last === undefined ? -1 : page.findIndex(({ position }) => position === last.position);
    const fresh = page.slice(seen + 1);
    for (const entry of fresh) {
      if (entry.revision !== null) this.places[entry.revision] = this.entries.length;
      this.entries.push(entry);
    }
    this.replay.append(fresh);
  }

  private tell(change: Partial<TimelineState>): void {
    this.shownAt = performance.now();
    this.known.set({ ...this.known.get(), ...change, entries: this.entries });
  }
}

/** The read models may not know the journey yet, and a ledger that starts answers later; a refusal stays one. */
function mayPass(error: unknown): boolean {
  return !staysRefused(error) || (error instanceof ProblemError && error.problem.status === 404);
}

export function useTimeline(sessionId: string): readonly [TimelineStore, TimelineState] {
  const [store] = useState(() => new TimelineStore(sessionId));
  useEffect(() => void store.refresh(), [store]);
  return [store, useShared(store.known)];
}
