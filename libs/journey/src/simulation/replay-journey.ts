import { defined } from '@ledger/plain-data';
import type { CompiledDefinition } from '../definition/definition';
import { decide } from '../journey/decider/journey.decider';
import { decideExpiry } from '../journey/decider/decide-timeout';
import type { Decision } from '../journey/journey.decision';
import type { AbortTimeout, JourneyEvent } from '../journey/journey.events';
import type { CommandMode, JourneyCommand } from '../journey/journey.commands';
import { evolve } from '../journey/journey.fold';
import { statusOf } from '../journey/journey.status';
import type { JourneyState, JourneyStatus } from '../journey/journey.state';
import { effectiveDeadline } from '../timing/effective-deadline';
import type { DefinitionThroughTime } from './definition-through-time';
import { commandsOf, enteredState, modeOf, recordedTimeout, type RecordedJourneyEvent } from './recorded-event';
import type { Divergence, ReplayedJourney } from './replayed-journey';

/** What journeys are replayed against. */
export interface Candidate {
  readonly definition: CompiledDefinition;
  readonly throughTime: DefinitionThroughTime;
  /** The versions that journeys ran under. */
  readonly published: ReadonlyMap<number, CompiledDefinition>;
  /** Bytes that a context may have. */
  readonly maxContextBytes?: number | undefined;
  /** RFC 3339: until when open journeys wait. */
  readonly at: string;
}

type Found = Omit<Divergence, 'revision' | 'at' | 'stateId'> & Partial<Pick<Divergence, 'at' | 'stateId'>>;

/**
 * Replays one recorded journey: what its callers sent is decided again, by the decider that decides live, under the
 * candidate. The first command that would have gone otherwise is the last one: its flow would have gone another way then.
 */
export class JourneyReplay {
  readonly #statesRecorded = new Set<string>();
  readonly #statesPredicted = new Set<string>();
  #recorded: JourneyState | undefined;
  #state: JourneyState | undefined;
  /** The state that it was in before the present one. */
  #left: string | undefined;
  #mode: CommandMode = 'live';
  #divergence: Divergence | undefined;
  #events = 0;
  #revision = 0n;

  constructor(
    private readonly candidate: Candidate,
    private readonly sessionId: string,
  ) {}

  /** The next event of its stream. */
  take(event: RecordedJourneyEvent): void {
    this.#events += 1;
    this.#revision = event.revision;
    const entered = enteredState(event);
    if (entered !== undefined) this.#statesRecorded.add(this.#present(entered));
    this.#recorded = evolve(this.#recorded, event);
    if (this.#divergence === undefined) this.#replay(event, entered);
  }

  /** Undefined if the stream has no start that can be read. */
  end(): ReplayedJourney | undefined {
    const recordedState = this.#recorded;
    if (recordedState === undefined) return undefined;
    const recorded = this.#statusThen(recordedState);
    if (this.#divergence === undefined && this.#state !== undefined) {
      this.#wait(this.#state, recorded, this.#ownDeadline(recordedState, recorded));
    }
    return defined({
      sessionId: this.sessionId,
      events: this.#events,
      recorded,
      predicted: this.#predicted(),
      divergence: this.#divergence,
      stranded: recorded === 'ACTIVE' ? this.#strandedBy(recordedState) : undefined,
      statesRecorded: this.#statesRecorded,
      statesPredicted: this.#statesPredicted,
    });
  }

  #replay(event: RecordedJourneyEvent, entered: string | undefined): void {
    this.#mode = modeOf(event);
    const { occurredAt } = event;
    const due = recordedTimeout(event);
    const target = entered === undefined ? undefined : this.#present(entered);
    const timedOut = this.#expire(occurredAt, due);
    if (timedOut !== undefined && due === undefined) return this.#diverge(event, timedOutEarly(timedOut));
    if (timedOut === undefined && due !== undefined) {
      const reason = `It timed out at ${due}, and would not have by ${occurredAt}.`;
      return this.#diverge(event, defined({ change: 'notTimedOut' as const, target, reason }));
    }
    for (const command of commandsOf(event, this.#place())) {
      const refused = this.#send(command, target);
      if (refused !== undefined) return this.#diverge(event, refused);
    }
    const instead = this.#state?.stateId;
    if (target !== undefined && instead !== undefined && instead !== target) {
      const reason = `It entered ${JSON.stringify(target)}, and would have entered ${JSON.stringify(instead)}.`;
      this.#diverge(event, defined({ change: 'elsewhere' as const, stateId: this.#left, target, instead, reason }));
    }
  }

  /** Decides a command as it would be decided live; what is wrong with it, if it is refused. */
  #send(command: JourneyCommand, target: string | undefined): Found | undefined {
    const { throughTime, maxContextBytes } = this.candidate;
    const decision = decide(command, this.#state, throughTime.at(command.now), defined({ maxContextBytes }));
    if (decision.kind === 'accepted') {
      this.#append(decision.events, command.now);
      return undefined;
    }
    if (decision.kind === 'nothing') return undefined;
    const event = command.type === 'TransitionJourney' ? command.event : undefined;
    return defined({ change: 'refused' as const, command: command.type, target, event, ...refusalOf(decision) });
  }

  /**
   * Lets the deadline pass, if it has by an instant. What the ledger found late of the very same deadline is found as late.
   * @param recordedDue the deadline that is recorded to have passed.
   */
  #expire(until: string, recordedDue?: string): AbortTimeout | undefined {
    const state = this.#state;
    if (state === undefined) return undefined;
    // Imports of earlier versions of the ledger found timeouts late, too.
    const mode = this.#mode === 'import' ? 'live' : this.#mode;
    for (const { from, to, definition } of this.candidate.throughTime.between(state.lastUpdatedAt, until)) {
      const due = timeoutIn(decideExpiry(state, definition, to, mode));
      if (due === undefined) continue;
      const when = due.deadline === recordedDue ? until : later(due.deadline, from);
      const expired = decideExpiry(state, definition, when, mode);
      if (expired?.kind !== 'expired') continue;
      this.#append(expired.events, when);
      return timeoutIn(expired);
    }
    return undefined;
  }

  /**
   * What happens to a journey of which nothing more is recorded.
   * @param ownDeadline by which it will time out as it stands, too, so that nothing differs.
   */
  #wait(state: JourneyState, recorded: JourneyStatus, ownDeadline: string | undefined): void {
    const { definition, at } = this.candidate;
    this.#mode = 'live';
    const timedOut = this.#expire(ownDeadline === undefined ? at : justBefore(ownDeadline));
    const last = { occurredAt: at, revision: this.#revision };
    if (timedOut !== undefined) return this.#diverge(last, timedOutEarly(timedOut));
    const predicted = statusOf(state, definition);
    if (predicted === recorded) return;
    const reason = `It is ${recorded} in ${JSON.stringify(state.stateId)}, and would be ${predicted}.`;
    this.#diverge(last, { change: 'ending', reason });
  }

  /** The deadline of an open journey that has passed, if it has: its timeout is not recorded yet. */
  #ownDeadline(state: JourneyState, recorded: JourneyStatus): string | undefined {
    const { throughTime, at } = this.candidate;
    if (recorded !== 'ACTIVE') return undefined;
    const { timeoutRules } = throughTime.at(at);
    const { deadline } = effectiveDeadline(state, defined({ timeoutRules, isFinal: () => false }));
    return deadline !== null && Date.parse(deadline) <= Date.parse(at) ? deadline : undefined;
  }

  /** The migration that would bring the journey over, decided as it would be. */
  #strandedBy(state: JourneyState): Divergence | undefined {
    const { definition, published, maxContextBytes } = this.candidate;
    const from = published.get(state.definitionVersion);
    if (from === undefined) return undefined;
    const command: JourneyCommand = {
      type: 'MigrateJourney',
      sessionId: this.sessionId,
      // At its last event: it must not time out first.
      now: state.lastUpdatedAt,
      expectedStateId: state.stateId,
      toVersion: definition.version,
      // Whether it can be there: that a version takes journeys only by hand, or none, strands nothing.
      force: true,
      reason: 'Simulated',
    };
    const decision = decide(command, state, from, defined({ migrateTo: definition, maxContextBytes }));
    if (decision.kind !== 'rejected') return undefined;
    const { code, reason } = decision;
    const place = { stateId: this.#present(state.stateId), revision: state.revision, at: state.lastUpdatedAt };
    return { change: 'stranded', command: 'MigrateJourney', code, reason, ...place };
  }

  #append(events: readonly JourneyEvent[], occurredAt: string): void {
    for (const event of events) {
      const before = this.#state;
      const revision = before === undefined ? 0n : before.revision + 1n;
      const state = evolve(before, { ...event, revision, occurredAt });
      if (state !== undefined && state.enteredRevision === revision) this.#statesPredicted.add(state.stateId);
      if (before !== undefined && state?.stateId !== before.stateId) this.#left = before.stateId;
      this.#state = state;
    }
  }

  #diverge({ occurredAt, revision }: Pick<RecordedJourneyEvent, 'occurredAt' | 'revision'>, found: Found): void {
    const stateId = this.#state?.stateId ?? this.candidate.definition.initial;
    this.#divergence = { stateId, at: occurredAt, revision, ...found };
  }

  /** A timeout that ends the journey is its end; of everything else the end is not known. */
  #predicted(): JourneyStatus | undefined {
    const status = this.#state && statusOf(this.#state, this.candidate.definition);
    if (this.#divergence === undefined || this.#divergence.change === 'ending') return status;
    return this.#divergence.change === 'timedOut' && status !== 'ACTIVE' ? status : undefined;
  }

  #statusThen(state: JourneyState): JourneyStatus {
    const { published, definition } = this.candidate;
    return statusOf(state, published.get(state.definitionVersion) ?? definition);
  }

  #place() {
    const { definition, published } = this.candidate;
    const { definitionVersion: version, stateId: recordedStateId = '' } = this.#recorded ?? {};
    return {
      sessionId: this.sessionId,
      state: this.#state,
      recordedStateId,
      candidate: definition,
      mode: this.#mode,
      present: (stateId: string) => this.#present(stateId),
      defaultsThen: (version === undefined ? undefined : published.get(version)?.contextDefaults) ?? {},
    };
  }

  #present(stateId: string): string {
    const { lineage } = this.candidate.definition;
    const then = this.#recorded?.definitionVersion;
    const since = then === undefined ? undefined : lineage?.since(then).names;
    return since?.get(stateId) ?? lineage?.current.get(stateId) ?? stateId;
  }
}

function timeoutIn(decision: Decision | undefined): AbortTimeout | undefined {
  return decision?.kind === 'expired' ? (decision.events[0].data as AbortTimeout) : undefined;
}

function timedOutEarly({ from, to, deadline }: AbortTimeout): Found {
  const reason = `${JSON.stringify(from)} would have timed out at ${deadline}.`;
  return { change: 'timedOut', stateId: from, instead: to, at: deadline, reason };
}

/** Why a command that was accepted then would not be. */
function refusalOf(decision: Exclude<Decision, { kind: 'accepted' | 'nothing' }>): Pick<Divergence, 'code' | 'reason'> {
  switch (decision.kind) {
    case 'rejected':
      return { code: decision.code, reason: decision.reason };
    case 'conflict':
      return { code: 'REVISION_CONFLICT', reason: decision.reason };
    case 'late':
      return { code: 'JOURNEY_EXPIRED', reason: decision.reason };
    case 'expired':
      return { code: 'JOURNEY_EXPIRED', reason: 'The journey would have timed out first.' };
    case 'not-found':
      return { code: 'JOURNEY_NOT_FOUND', reason: 'The journey would not have been started.' };
    case 'repeated':
      return { code: 'REVISION_CONFLICT', reason: 'The command would count as applied before.' };
  }
}

function justBefore(instant: string): string {
  return new Date(Date.parse(instant) - 1).toISOString();
}

function later(one: string, other: string): string {
  return Date.parse(one) >= Date.parse(other) ? one : other;
}
