import type { CompiledDefinition } from '../definition/definition';
import { decide } from '../journey/decider/journey.decider';
import type { UnstampedCommand } from '../journey/journey.commands';
import type { CommandOutcome, Decision } from '../journey/journey.decision';
import type { JourneyEvent } from '../journey/journey.events';
import { evolve } from '../journey/journey.fold';
import { statusOf } from '../journey/journey.status';
import type { JourneyState } from '../journey/journey.state';
import { journeyView } from '../journey/journey.view';
import type { JourneyView } from '../journey/journey.view.types';
import { effectiveDeadline } from '../timing/effective-deadline';
import { instantText } from '../timing/duration';

export interface SandboxLimits {
  readonly journeys: number;
  /** Of all journeys together: events, refused commands, and answers that are kept for a repeat. */
  readonly entries: number;
  /** Of all of these, characters of JSON. */
  readonly size: number;
}

/** An event of a sandbox's journey, or a command that was refused. */
export interface SandboxEntry {
  readonly sessionId: string;
  readonly type: string;
  /** Null for a refused command. */
  readonly revision: number | null;
  readonly occurredAt: string;
  readonly stateId: string | null;
  readonly data: object;
  readonly code: string | null;
  readonly reason: string | null;
}

export interface SandboxReply {
  readonly outcome: CommandOutcome;
  /** Whether the command id was answered before. */
  readonly replayed: boolean;
  readonly code: string | null;
  readonly reason: string | null;
  readonly events: readonly SandboxEntry[];
  readonly journey: JourneyView | null;
}

interface SandboxJourney {
  state: JourneyState;
  readonly replies: Map<string, SandboxReply>;
}

/**
 * Journeys of one definition that are in no ledger, on a clock of their own. Commands are decided by the function that
 * decides those of the ledger.
 */
export class Sandbox {
  readonly #journeys = new Map<string, SandboxJourney>();
  readonly #entries: SandboxEntry[] = [];
  #answers = 0;
  #size = 0;
  #now: number;

  constructor(
    readonly definition: CompiledDefinition,
    start: string,
    private readonly limits: SandboxLimits,
  ) {
    this.#now = Date.parse(start);
  }

  /** RFC 3339. */
  get now(): string {
    return instantText(this.#now);
  }

  /** Whether anything more can be stored. */
  get hasRoom(): boolean {
    return this.#entries.length + this.#answers < this.limits.entries && this.#size < this.limits.size;
  }

  /** Whether there is room for what a command may store. */
  takes({ sessionId }: UnstampedCommand): boolean {
    return this.hasRoom && (this.#journeys.has(sessionId) || this.#journeys.size < this.limits.journeys);
  }

  get journeys(): readonly JourneyView[] {
    return [...this.#journeys].map(([sessionId, { state }]) => this.#view(sessionId, state));
  }

  /** In order; of one journey, or of all. */
  entries(sessionId?: string): readonly SandboxEntry[] {
    return sessionId === undefined ? this.#entries : this.#entries.filter((entry) => entry.sessionId === sessionId);
  }

  execute(command: UnstampedCommand): SandboxReply {
    const { sessionId, commandId } = command;
    const known = this.#journeys.get(sessionId);
    const earlier = commandId === undefined ? undefined : known?.replies.get(commandId);
    if (earlier !== undefined) return { ...earlier, replayed: true };
    const decision = decide({ ...command, now: this.now }, known?.state, this.definition);
    const reply = this.#carryOut(command, decision);
    if (commandId !== undefined) this.#remember(sessionId, commandId, reply);
    return reply;
  }

  #remember(sessionId: string, commandId: string, reply: SandboxReply): void {
    const journey = this.#journeys.get(sessionId);
    if (journey === undefined) return;
    journey.replies.set(commandId, reply);
    this.#answers += 1;
    this.#size += JSON.stringify(reply).length;
  }

  /**
   * Moves the clock; timeouts that elapse on the way happen at their time, in order. Gives what happened. Where there is no
   * room for more the clock stops there.
   */
  advance(milliseconds: number): readonly SandboxEntry[] {
    const end = this.#now + milliseconds;
    const before = this.#entries.length;
    for (let due = this.#nextDue(end); due !== undefined && this.hasRoom; due = this.#nextDue(end)) {
      this.#now = Math.max(this.#now, due.at);
      const { enteredRevision } = due.state;
      const abort = { type: 'AbortOnTimeout', sessionId: due.sessionId, now: this.now, enteredRevision } as const;
      const decision = decide(abort, due.state, this.definition);
      if (decision.kind !== 'accepted' && decision.kind !== 'expired') break;
      this.#append(due.sessionId, decision.events);
    }
    if (this.hasRoom) this.#now = Math.max(this.#now, end);
    return this.#entries.slice(before);
  }

  #nextDue(end: number): { readonly at: number; readonly sessionId: string; readonly state: JourneyState } | undefined {
    let first: { readonly at: number; readonly sessionId: string; readonly state: JourneyState } | undefined;
    for (const [sessionId, { state }] of this.#journeys) {
      const { deadline } = effectiveDeadline(state, this.definition);
      if (deadline === null || statusOf(state, this.definition) === 'COMPLETED') continue;
      const at = Date.parse(deadline);
      if (at <= end && (first === undefined || at < first.at)) first = { at, sessionId, state };
    }
    return first;
  }

  #carryOut(command: UnstampedCommand, decision: Decision): SandboxReply {
    const { sessionId } = command;
    switch (decision.kind) {
      case 'accepted':
        return this.#reply(sessionId, OUTCOMES[decision.outcome], this.#append(sessionId, decision.events, command));
      case 'expired': {
        const reason = 'The deadline had passed; the timeout was recorded instead.';
        const events = this.#append(sessionId, decision.events);
        return { ...this.#reply(sessionId, 'EXPIRED', events), code: 'JOURNEY_EXPIRED', reason };
      }
      case 'nothing':
        return this.#reply(sessionId, decision.outcome === 'resumed' ? 'RESUMED' : 'UNCHANGED', []);
      case 'repeated':
        return { ...this.#reply(sessionId, 'UNCHANGED', []), replayed: true };
      case 'not-found':
        return this.#refuse(
          command,
          'NOT_FOUND',
          'JOURNEY_NOT_FOUND',
          `There is no journey ${sessionId}; start it first.`,
        );
      case 'late':
        return this.#refuse(command, 'EXPIRED', 'JOURNEY_EXPIRED', decision.reason);
      case 'conflict':
        return this.#refuse(command, 'CONFLICT', 'REVISION_CONFLICT', decision.reason);
      case 'rejected':
        return this.#refuse(command, 'REJECTED', decision.code, decision.reason, decision.guard);
    }
  }

  #append(
    sessionId: string,
    events: readonly JourneyEvent[],
    { commandId }: { readonly commandId?: string | undefined } = {},
  ): readonly SandboxEntry[] {
    const known = this.#journeys.get(sessionId);
    let state = known?.state;
    const entries: SandboxEntry[] = [];
    for (const { type, data } of events) {
      const revision: bigint = (state?.revision ?? -1n) + 1n;
      state = evolve(state, {
        type,
        data,
        revision,
        occurredAt: this.now,
        ...(commandId !== undefined && { commandId }),
      });
      const stateId = state?.stateId ?? null;
      const occurredAt = this.now;
      entries.push({
        sessionId,
        type,
        revision: Number(revision),
        occurredAt,
        stateId,
        data,
        code: null,
        reason: null,
      });
    }
    if (state !== undefined) {
      if (known === undefined) this.#journeys.set(sessionId, { state, replies: new Map() });
      else known.state = state;
    }
    for (const entry of entries) this.#keep(entry);
    return entries;
  }

  #keep(entry: SandboxEntry): void {
    this.#entries.push(entry);
    this.#size += JSON.stringify(entry).length;
  }

  #refuse(
    { sessionId, type }: UnstampedCommand,
    outcome: CommandOutcome,
    code: string,
    reason: string,
    guard?: object,
  ): SandboxReply {
    const stateId = this.#journeys.get(sessionId)?.state.stateId ?? null;
    const data = { command: type, ...(guard && { guard }) };
    this.#keep({
      ...{ sessionId, type: 'CommandRejected', revision: null, occurredAt: this.now },
      ...{ stateId, data, code, reason },
    });
    return { ...this.#reply(sessionId, outcome, []), code, reason };
  }

  #reply(sessionId: string, outcome: CommandOutcome, events: readonly SandboxEntry[]): SandboxReply {
    const state = this.#journeys.get(sessionId)?.state;
    const journey = state === undefined ? null : this.#view(sessionId, state);
    return { outcome, replayed: false, code: null, reason: null, events, journey };
  }

  #view(sessionId: string, state: JourneyState): JourneyView {
    return journeyView(sessionId, state, this.definition, this.now, String(state.revision));
  }
}

type Accepted = Extract<Decision, { kind: 'accepted' }>['outcome'];

const OUTCOMES: Readonly<Record<Accepted, CommandOutcome>> = {
  started: 'CREATED',
  advanced: 'ADVANCED',
  restarted: 'RESTARTED',
  resumed: 'RESUMED',
  unchanged: 'UNCHANGED',
};
