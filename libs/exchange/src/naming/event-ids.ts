import { hash } from 'node:crypto';
import type { LogEvent } from '../log-event';

const HEX_DIGITS = 40;

/** What makes one event of a log the same event when it is imported again, from whatever file. */
export interface EventIdentity {
  readonly definitionId: string;
  readonly sessionId: string;
  readonly event: Pick<LogEvent, 'activity' | 'occurredAt'>;
  /** 1 for the first event of the case with this activity and time, 2 for the second. */
  readonly occurrence: number;
}

/** Command id of an event, from its content alone: not from its place in a file, which the next file changes. */
export function eventCommandId({ definitionId, sessionId, event, occurrence }: EventIdentity): string {
  const { activity, occurredAt } = event;
  return idOf('event', [definitionId, sessionId, activity, occurredAt, String(occurrence)]);
}

/** Command id of the start that the first event of a case brings about. */
export function startCommandId({ definitionId, sessionId, event }: Omit<EventIdentity, 'occurrence'>): string {
  return idOf('start', [definitionId, sessionId, event.activity, event.occurredAt]);
}

function idOf(kind: string, content: readonly string[]): string {
  return `log:${kind}:${hash('sha256', JSON.stringify(content)).slice(0, HEX_DIGITS)}`;
}

/** Tells equal events of a case apart. In order of time, those of the last instant are all that must be known. */
export class Occurrences {
  private at = '';
  private counts = new Map<string, number>();

  constructor(private readonly isInOrder: boolean) {}

  /** How many events like this one the case has had, this one included. */
  next({ activity, occurredAt }: Pick<LogEvent, 'activity' | 'occurredAt'>): number {
    if (this.isInOrder && occurredAt !== this.at) this.counts = new Map();
    this.at = occurredAt;
    const key = `${occurredAt} ${activity}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count;
  }
}
