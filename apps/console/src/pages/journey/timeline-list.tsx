import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import type { TimelineEntry } from '../../api/types';
import { counted } from '../../parts/format';
import { EntryRow } from './entry-row';

interface TimelineListProps {
  readonly entries: readonly TimelineEntry[];
  /** Where the event of each revision stands among the entries. */
  readonly places: readonly number[];
  readonly count: number;
  readonly isComplete: boolean;
  readonly revision: number;
  readonly knownAt: string | undefined;
  readonly onRevision: (revision: number) => void;
}

/** Everything that happened and everything that was refused, in order. Only what is in view is in the document. */
export function TimelineList({
  entries,
  places,
  count,
  isComplete,
  revision,
  knownAt,
  onRevision,
}: TimelineListProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => 38,
    overscan: 8,
    // Entries are known by their places: they are only ever added at the end. Keys of our own would be asked for of all of
    // them each time that the list is drawn.
  });
  const shown = places[revision] ?? -1;
  useEffect(() => {
    if (shown >= 0) virtual.scrollToIndex(shown, { align: 'auto' });
    // What arrives later must not move the list under the reader.
  }, [shown, virtual]);
  const knownUntil = knownAt === undefined ? Infinity : Date.parse(knownAt);
  return (
    <section className="card" aria-label="Timeline">
      <header>
        <h2>Timeline</h2>
        <span className="soft small" role="status">
          {counted(count, 'entry', 'entries')}
          {!isComplete && ', loading more…'}
        </span>
      </header>
      <div
        className="timeline"
        style={{ height: `min(${virtual.getTotalSize()}px, 70vh)` }}
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label="Entries of the timeline"
      >
        <ol style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const entry = entries[index];
            if (entry === undefined) return null;
            const isUnknown = Date.parse(entry.recordedAt) > knownUntil;
            return (
              <li
                key={key}
                data-index={index}
                ref={virtual.measureElement}
                aria-setsize={isComplete ? count : -1}
                aria-posinset={index + 1}
                aria-current={entry.revision === revision ? 'step' : undefined}
                className={isUnknown ? 'unknown' : undefined}
                style={{ transform: `translateY(${start}px)` }}
              >
                <EntryRow entry={entry} onRevision={onRevision} />
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}
