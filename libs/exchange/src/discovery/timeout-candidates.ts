import type { ObservedEdge } from './discovered-log';

/** An edge that looks as if a timer drove it, or a state whose dwell times suggest where a timeout would stand. */
export interface TimeoutCandidate {
  readonly stateId: string;
  /** ISO 8601 duration, whole seconds. */
  readonly after: string;
  /** `timer`: many stays end after nearly the same time, towards `target`. `tail`: longer than 99 % of all stays. */
  readonly evidence: 'timer' | 'tail';
  readonly target?: string;
  /** Share of the stays that the evidence rests on, 0 to 1. */
  readonly share: number;
  readonly samples: number;
}

/** Fewer stays than this say nothing about a timer. */
const FEWEST_SAMPLES = 30;
/** A timer's stays lie within this share of their median. */
const TIMER_WIDTH = 0.02;
const TIMER_SHARE = 0.5;

function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

function at(values: readonly number[], p: number): number {
  return values[Math.min(values.length - 1, Math.max(0, Math.ceil(p * values.length) - 1))] ?? 0;
}

function duration(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest ? `${rest}S` : ''}`;
  return `P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`;
}

/** Candidates for a definition's timeouts, from the times that passed on each edge. Suggestions for a person to judge. */
export function timeoutCandidates(edges: readonly ObservedEdge[]): TimeoutCandidate[] {
  const candidates: TimeoutCandidate[] = [];
  const stays = new Map<string, number[]>();
  for (const edge of edges) {
    const state = stays.get(edge.from) ?? [];
    for (const seconds of edge.seconds) state.push(seconds);
    stays.set(edge.from, state);
    if (edge.count < FEWEST_SAMPLES || edge.from === edge.to) continue;
    const times = sorted(edge.seconds);
    const middle = at(times, 0.5);
    const near = times.filter((seconds) => Math.abs(seconds - middle) <= middle * TIMER_WIDTH).length;
    if (middle >= 60 && near / times.length >= TIMER_SHARE) {
      candidates.push({
        stateId: edge.from,
        after: duration(middle),
        evidence: 'timer',
        target: edge.to,
        share: near / times.length,
        samples: times.length,
      });
    }
  }
  for (const [stateId, seconds] of stays) {
    const tail = at(sorted(seconds), 0.99);
    if (seconds.length >= FEWEST_SAMPLES && tail > 0) {
      candidates.push({ stateId, after: duration(tail), evidence: 'tail', share: 0.01, samples: seconds.length });
    }
  }
  return candidates;
}
