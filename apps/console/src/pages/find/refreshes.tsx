import { useEffect, useRef, type ReactNode } from 'react';
import { useCounts } from '../../live/counts';

const LEAST_PAUSE_MS = 2_000;
/** An answer may take a twentieth of the time: the more it costs, the less often it is asked for. */
const SHARE = 20;
/** However long an answer took: it may have waited for something else. */
const LONGEST_PAUSE_MS = 10_000;

interface RefreshesProps {
  /** Asks again; undefined: nothing is asked for now. */
  readonly ask: (() => Promise<unknown>) | undefined;
}

/**
 * Asks again after the ledger has moved: at most every two seconds, and less often where answers take long. It goes by the
 * feed of counts, which each page follows: a feed of events would bring all of them to every open page. It shows nothing,
 * so that the feed does not draw the rows.
 */
export function Refreshes({ ask }: RefreshesProps): ReactNode {
  const position = useCounts().counts?.position;
  const asked = useRef({ position, next: 0, isUnderWay: false });
  useEffect(() => {
    const { current } = asked;
    if (ask === undefined || current.isUnderWay || position === current.position) return undefined;
    const refresh = async (): Promise<void> => {
      const begun = performance.now();
      asked.current = { position, next: 0, isUnderWay: true };
      await ask();
      const now = performance.now();
      const pause = Math.min(Math.max(LEAST_PAUSE_MS, (SHARE - 1) * (now - begun)), LONGEST_PAUSE_MS);
      asked.current = { position, next: now + pause, isUnderWay: false };
    };
    const timer = setTimeout(() => void refresh(), Math.max(0, current.next - performance.now()));
    return () => clearTimeout(timer);
  });
  return null;
}
