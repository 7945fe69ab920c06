import { defined } from '@ledger/plain-data';
import type { CompiledDefinition } from '../definition/definition';
import type { JourneyCommand } from '../journey/journey.commands';
import { decide } from '../journey/decider/journey.decider';
import type { Decision, RejectionCode } from '../journey/journey.decision';
import type { FoldableEvent } from '../foldable-event';
import type { JourneyEvent } from '../journey/journey.events';
import { fold } from '../journey/journey.fold';
import type { JourneyState } from '../journey/journey.state';
import { appendedBy, recorded } from './recorded-journey';

type Bare<C> = C extends JourneyCommand ? Omit<C, 'sessionId' | 'now'> & { readonly now?: string } : never;

/** A command of a spec: session and instant are filled in. */
export type SpecCommand = Bare<JourneyCommand>;

/** An event of a spec's history; its instant and command id matter to few specs. */
export type SpecEvent = JourneyEvent & { readonly occurredAt?: string; readonly commandId?: string };

/** The expected result of a command. Each of them also runs the command again and expects nothing new. */
export interface Expectations {
  then(...events: readonly [JourneyEvent, ...JourneyEvent[]]): void;
  thenNothing(outcome: 'resumed' | 'unchanged' | 'stale'): void;
  thenRejected(code: RejectionCode, reason: RegExp): void;
  thenConflict(reason: RegExp): void;
  thenExpired(...events: readonly [JourneyEvent, ...JourneyEvent[]]): void;
  thenLate(reason: RegExp): void;
  thenNotFound(): void;
  /** The decision itself, for other expectations. */
  readonly decision: Decision;
}

export interface JourneySpec {
  given(...events: readonly SpecEvent[]): { when(command: SpecCommand): Expectations };
}

const SESSION = 'session-1';
const COMMAND = 'command-of-the-spec';

/**
 * Given these events, when this command, then those events: the words in which the rules of journeys are tested.
 * @param migrateTo what a migration finds published.
 */
export function journeySpec(definition: CompiledDefinition, now: string, migrateTo?: CompiledDefinition): JourneySpec {
  return {
    given: (...events) => {
      const history = events.flatMap(({ occurredAt, commandId, ...event }, index) =>
        recorded([event], { first: BigInt(index), occurredAt: occurredAt ?? now, commandId }),
      );
      return { when: (command) => expectations({ definition, migrateTo }, history, complete(command, now)) };
    },
  };
}

function complete(command: SpecCommand, now: string): JourneyCommand {
  return { sessionId: SESSION, now, commandId: COMMAND, ...command };
}

interface Rules {
  readonly definition: CompiledDefinition;
  readonly migrateTo: CompiledDefinition | undefined;
}

function expectations(rules: Rules, history: readonly FoldableEvent[], command: JourneyCommand): Expectations {
  const before = fold(history);
  const decision = decide(command, before, rules.definition, defined({ migrateTo: rules.migrateTo }));
  const again = (): void => expectNothingNew(rules, command, before, decision);
  return {
    decision,
    then: (...events) => {
      expect(decision).toEqual({
        kind: 'accepted',
        outcome: expect.stringMatching(/started|advanced|restarted/),
        events,
      });
      again();
    },
    thenNothing: (outcome) => {
      expect(decision).toEqual({ kind: 'nothing', outcome });
      again();
    },
    thenRejected: (code, reason) => {
      expect(decision).toMatchObject({ kind: 'rejected', code, reason: expect.stringMatching(reason) });
      again();
    },
    thenConflict: (reason) => {
      expect(decision).toEqual({ kind: 'conflict', reason: expect.stringMatching(reason) });
      again();
    },
    thenExpired: (...events) => {
      expect(decision).toEqual({ kind: 'expired', events, occurredAt: expect.any(String) as string });
      again();
    },
    thenLate: (reason) => {
      expect(decision).toEqual({ kind: 'late', reason: expect.stringMatching(reason) });
      again();
    },
    thenNotFound: () => {
      expect(decision).toEqual({ kind: 'not-found' });
      again();
    },
  };
}

/**
 * The same command again: an applied one is answered as a repeat, any other is decided the same way. A timeout that a
 * command detects is applied under its own id: neither command nor saga may record it twice.
 */
function expectNothingNew(
  { definition, migrateTo }: Rules,
  command: JourneyCommand,
  before: JourneyState | undefined,
  decision: Decision,
): void {
  const appended = appendedBy(decision, command, before);
  const after = fold(appended, before);
  const second = decide(command, after, definition, defined({ migrateTo }));
  const [first] = appended;
  if (first === undefined) {
    expect(second).toEqual(decision);
    return;
  }
  const repeated = { kind: 'repeated', first: first.revision, last: appended.at(-1)?.revision };
  if (decision.kind === 'accepted') {
    expect(second).toEqual(repeated);
    return;
  }
  expect(second.kind).not.toBe('expired');
  const enteredRevision = before?.enteredRevision ?? 0n;
  const abort = { type: 'AbortOnTimeout', sessionId: SESSION, now: command.now, enteredRevision } as const;
  expect(decide(abort, after, definition)).toEqual(repeated);
}
