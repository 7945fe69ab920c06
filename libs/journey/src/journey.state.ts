import type { Context } from './definition';
import type { DeadlinePolicy } from './journey.events';

/** Revisions of the events that one command appended. */
export interface AppliedCommand {
  readonly first: bigint;
  readonly last: bigint;
}

/** What folding a journey's stream gives: a plain value, never changed in place. */
export interface JourneyState {
  readonly definitionId: string;
  readonly definitionVersion: number;
  readonly definitionHash: string;
  readonly stateId: string;
  readonly previousStateId: string | null;
  /** Revision of the event by which `stateId` was entered. */
  readonly enteredRevision: bigint;
  readonly enteredAt: string;
  readonly startedAt: string;
  /** `occurredAt` of the last event. */
  readonly lastUpdatedAt: string;
  /** As the journey's own events give it; `effectiveDeadline` counts overrides and pauses. */
  readonly deadline: string | null;
  readonly deadlinePolicy: DeadlinePolicy;
  /** What the definition alone gave the state; null where it gave nothing or a session's own deadline took its place. */
  readonly definitionDeadline: string | null;
  /** When `deadline` was set: `enteredAt`, or the instant of the last change. */
  readonly deadlineSince: string;
  readonly channel: string | null;
  readonly customerId: string | null;
  readonly initiatingSource: string | null;
  readonly context: Context;
  /** How often each state was entered, the initial one included. */
  readonly visits: ReadonlyMap<string, number>;
  /** Commands whose events are in the stream. */
  readonly commands: ReadonlyMap<string, AppliedCommand>;
  /** Revision at which each context property changed last: what `onConflict: merge` compares. */
  readonly contextRevisions: ReadonlyMap<string, bigint>;
  readonly revision: bigint;
}

export type JourneyStatus = 'ACTIVE' | 'COMPLETED' | 'TIMED_OUT';
