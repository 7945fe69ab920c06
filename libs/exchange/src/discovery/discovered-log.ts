import type { LogEvent } from '../log-event';

/** Counts of one observed edge, and the times between its two events. */
export interface ObservedEdge {
  readonly from: string;
  readonly to: string;
  count: number;
  /** Whole seconds between the two events, in the order met. */
  readonly seconds: number[];
}

/** What a log shows of the process behind it: states, edges, how cases begin and end. */
export class DiscoveredLog {
  readonly states = new Map<string, number>();
  readonly starts = new Map<string, number>();
  private readonly last = new Map<string, { activity: string; at: number }>();
  private readonly edgesByKey = new Map<string, Map<string, ObservedEdge>>();
  events = 0;

  add(event: LogEvent): void {
    this.events += 1;
    this.states.set(event.activity, (this.states.get(event.activity) ?? 0) + 1);
    const at = Date.parse(event.occurredAt);
    const before = this.last.get(event.caseId);
    if (before) this.edge(before.activity, event.activity, Math.round((at - before.at) / 1000));
    else this.starts.set(event.activity, (this.starts.get(event.activity) ?? 0) + 1);
    this.last.set(event.caseId, { activity: event.activity, at });
  }

  get cases(): number {
    return this.last.size;
  }

  /** In the order in which they were first met. */
  get edges(): ObservedEdge[] {
    return [...this.edgesByKey.values()].flatMap((targets) => [...targets.values()]);
  }

  /** How many cases end in each state. */
  get ends(): Map<string, number> {
    const ends = new Map<string, number>();
    for (const { activity } of this.last.values()) ends.set(activity, (ends.get(activity) ?? 0) + 1);
    return ends;
  }

  private edge(from: string, to: string, seconds: number): void {
    let targets = this.edgesByKey.get(from);
    if (!targets) this.edgesByKey.set(from, (targets = new Map<string, ObservedEdge>()));
    const edge = targets.get(to) ?? { from, to, count: 0, seconds: [] };
    edge.count += 1;
    edge.seconds.push(seconds);
    targets.set(to, edge);
  }
}
