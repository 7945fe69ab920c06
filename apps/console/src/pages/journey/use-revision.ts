import { useCallback, useEffect, useRef, useState } from 'react';
import { show } from '../../address/links';
import type { JourneyPage } from '../../address/page';

/** The address follows the slider so late: browsers refuse an address that changes too often. */
const ADDRESS_DELAY_MS = 250;

/** The revision that is shown, and how to show another. It stands in the address, unless it is the newest. */
export function useRevision(page: JourneyPage, known: number): readonly [number, (revision: number) => void] {
  const [moved, setMoved] = useState<number>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const newest = useRef({ page, known });
  useEffect(() => {
    newest.current = { page, known };
  });
  useEffect(() => {
    // The address caught up, or the reader went back.
    if (timer.current === undefined) setMoved(undefined);
  }, [page]);
  useEffect(() => () => clearTimeout(timer.current), []);
  // The same function each time: rows that have it are not drawn again.
  const set = useCallback((revision: number): void => {
    const wanted = Math.max(0, Math.min(revision, newest.current.known));
    setMoved(wanted);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      const { page: shown, known: last } = newest.current;
      show({ ...shown, rev: wanted === last ? undefined : wanted }, { replace: true });
      setMoved(undefined);
    }, ADDRESS_DELAY_MS);
  }, []);
  return [Math.min(moved ?? page.rev ?? known, known), set];
}
