import { useEffect, useRef } from 'react';
import { useSignIn } from '../api/session-key';
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
): void {
  const newest = useRef({ onMessages, onResumed });
  useEffect(() => {
    newest.current = { onMessages, onResumed };
  });
  const { isSignedIn } = useSignIn();
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
    });
    return () => {
      close();
      clearTimeout(timer);
    };
  }, [address, isSignedIn]);
}
