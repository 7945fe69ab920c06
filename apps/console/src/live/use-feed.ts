import { useEffect, useRef } from 'react';
import type { ProblemError } from '../api/problem.error';
import { useSessionNumber } from '../api/session-key';
import { follow } from './feed';
import type { Message } from './sse';

/** At most so many updates a second reach a page, however fast events come. */
const GATHER_MS = 250;

/**
 * Follows a feed while the component is shown. Messages arrive in groups, at most four a second; `onResumed` after a
 * break. No address: nothing is followed.
 */
export function useFeed(
  address: string | undefined,
  onMessages: (messages: readonly Message[]) => void,
  onResumed?: () => void,
  onRefused?: (problem: ProblemError) => void,
): void {
  const newest = useRef({ onMessages, onResumed, onRefused });
  useEffect(() => {
    newest.current = { onMessages, onResumed, onRefused };
  });
  const session = useSessionNumber();
  useEffect(() => {
    if (address === undefined) return undefined;
    let gathered: Message[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pass = (): void => {
      timer = undefined;
      const messages = gathered;
      gathered = [];
      newest.current.onMessages(messages);
    };
    const close = follow(address, {
      onMessage: (message) => {
        gathered.push(message);
        timer ??= setTimeout(pass, GATHER_MS);
      },
      onResumed: () => newest.current.onResumed?.(),
      onRefused: (problem) => newest.current.onRefused?.(problem),
    });
    return () => {
      close();
      clearTimeout(timer);
    };
  }, [address, session]);
}
