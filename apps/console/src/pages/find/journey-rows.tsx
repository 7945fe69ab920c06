import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { PageLink } from '../../address/links';
import type { JourneyRow } from '../../api/types';
import { Ago, Countdown } from '../../parts/clock';
import { StatusChip } from '../../parts/status';

interface JourneyRowsProps {
  readonly rows: readonly JourneyRow[];
  readonly hasMore: boolean;
  /** The reader has come near the end of the rows. */
  readonly onEnd: () => void;
}

const WIDE = matchMedia('(min-width: 781px)');

/** Rows of journeys. Only those in view are in the document, however many there are. */
export function JourneyRows({ rows, hasMore, onEnd }: JourneyRowsProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (WIDE.matches ? 37 : 85),
    overscan: 12,
    scrollMargin: top,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 20) onEnd();
  }, [hasMore, last, rows.length, onEnd]);
  return (
    <div className="journeys" role="table" aria-label="Journeys" aria-rowcount={hasMore ? -1 : rows.length + 1}>
      <div className="journey head" role="row">
        {['Session', 'State', 'Status', 'Deadline', 'Moved', 'Channel', 'Definition'].map((name) => (
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
      <div ref={list} role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <div
              key={key}
              data-index={index}
              ref={virtual.measureElement}
              className="journey"
              role="row"
              aria-rowindex={index + 2}
              style={{ transform: `translateY(${start - top}px)` }}
            >
              <JourneyCells row={row} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function JourneyCells({ row }: { readonly row: JourneyRow }): ReactNode {
  return (
    <>
      <span role="cell" className="mono">
        <PageLink to={{ page: 'journey', id: row.sessionId }}>{row.sessionId}</PageLink>
      </span>
      <span role="cell">{row.stateId}</span>
      <span role="cell">
        <StatusChip status={row.status} />
      </span>
      <span role="cell">
        {row.deadline === null ? <span className="soft">none</span> : <Countdown deadline={row.deadline} />}
      </span>
      <span role="cell" className="soft">
        <Ago at={row.lastUpdatedAt} />
      </span>
      <span role="cell">{row.channel ?? ''}</span>
      <span role="cell" className="soft">
        {row.definitionId} v{row.definitionVersion}
      </span>
    </>
  );
}
