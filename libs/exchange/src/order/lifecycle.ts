import type { LogItem } from '../log-event';

/** Which events of an activity's lifecycle are visits of its state. */
export const LIFECYCLE_CHOICES = ['complete', 'start', 'both'] as const;
export type LifecycleChoice = (typeof LIFECYCLE_CHOICES)[number];

/** How many events a log has of each transition of the lifecycle, in lower case. */
export async function lifecyclesOf(items: AsyncIterable<LogItem>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for await (const item of items) {
    const lifecycle = 'event' in item ? item.event.lifecycle?.toLowerCase() : undefined;
    if (lifecycle !== undefined) counts.set(lifecycle, (counts.get(lifecycle) ?? 0) + 1);
  }
  return counts;
}

/** `complete` where a log has ends of activities and earlier steps, so that none is visited twice; else every event. */
export function defaultLifecycle(counts: ReadonlyMap<string, number>): LifecycleChoice {
  return counts.has('complete') && (counts.has('start') || counts.has('schedule')) ? 'complete' : 'both';
}

/** The events of the lifecycle that were chosen, and those that have none; the others are passed over. */
export async function* withLifecycle(items: AsyncIterable<LogItem>, choice: LifecycleChoice): AsyncGenerator<LogItem> {
  for await (const item of items) {
    const lifecycle = 'event' in item ? item.event.lifecycle : undefined;
    const isTaken = choice === 'both' || lifecycle === undefined || lifecycle.toLowerCase() === choice;
    yield isTaken ? item : { passedOver: `events of the lifecycle ${JSON.stringify(lifecycle)}` };
  }
}
