import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { serverNow } from '../live/server-clock';
import { duration, moment } from './format';

let now = serverNow();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all that runs on screen: it ticks while something shows it. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = serverNow();
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Now, once a second; milliseconds since 1970. */
export function useNow(): number {
  useEffect(() => {
    now = serverNow();
  }, []);
  return useSyncExternalStore(subscribe, () => now);
}

/** The ledger does what is due within a moment: only after so long something is late. */
const LATE_MS = 5_000;

/** A running clock towards a deadline. */
export function Countdown({ deadline }: { readonly deadline: string }): ReactNode {
  const left = Date.parse(deadline) - useNow();
  return (
    <time
      dateTime={deadline}
      title={moment(deadline)}
      className={left < -LATE_MS ? 'bad' : left < 60_000 ? 'warn' : undefined}
    >
      {left < -LATE_MS ? `overdue by ${duration(left)}` : left < 0 ? 'due now' : `${duration(left)} left`}
    </time>
  );
}

/** How long ago something was. */
export function Ago({ at }: { readonly at: string }): ReactNode {
  const passed = useNow() - Date.parse(at);
  return (
    <time dateTime={at} title={moment(at)}>
      {passed < 1_000 ? 'just now' : `${duration(passed)} ago`}
    </time>
  );
}
