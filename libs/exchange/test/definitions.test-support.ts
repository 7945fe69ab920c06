import {
  compileDefinition,
  decide,
  type DefinitionDocument,
  evolve,
  type FoldableEvent,
  type JourneyCommand,
  type JourneyState,
} from '@ledger/journey';
import { appendedBy } from '@ledger/journey/testing';
import fc from 'fast-check';

/** Guards that a context answers at once: `context.g1` holds if the context says `g1: true`. */
export const FLAGS = ['g1', 'g2'] as const;
/** Names that mean something to XState, to XML or to JavaScript; their order in an object is not always that of writing. */
export const STATE_IDS = ['A', 'B.1', "C (the 'c') & more", '2', 'to A', 'ABORT_TIMEOUT'] as const;
export const EVENT_NAMES = ['GO', 'pay.done', '7', 'GO.on', 'to:A'] as const;

const title = fc.constantFrom(undefined, 'Greeting', 'say "<hi>" & ]]>\n\tthere');

function optional<T extends object>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(members).map((value) => JSON.parse(JSON.stringify(value)) as T);
}

const transitions = fc.array(
  optional({
    target: fc.constantFrom(...STATE_IDS),
    event: fc.constantFrom(undefined, ...EVENT_NAMES),
    guard: fc.constantFrom(undefined, ...FLAGS.map((flag) => `context.${flag}`)),
    onConflict: fc.constantFrom(undefined, undefined, 'merge' as const),
  }),
  { minLength: 1, maxLength: 5 },
);

const open = optional({
  title,
  timeout: fc.option(
    optional({
      after: fc.constantFrom('PT2M', 'PT1M30S', 'PT90S', 'P1M', 'PT0.5S', 'P1DT2H'),
      target: fc.constantFrom(undefined, ...STATE_IDS),
      escalation: fc.constantFrom(undefined, 'desk'),
    }),
    { nil: undefined },
  ),
  escalation: fc.constantFrom(undefined, undefined, 'desk'),
  transitions: fc.option(transitions, { nil: undefined }),
});
const final = optional({
  title,
  final: fc.constant(true),
  outcome: fc.constantFrom(undefined, 'success' as const, 'abandoned' as const),
});
const state = fc.oneof({ weight: 3, arbitrary: open }, { weight: 1, arbitrary: final });

/** Any document whose states exist; some of them could not be published, and mean something all the same. */
export const anyDefinition: fc.Arbitrary<DefinitionDocument> = fc
  .record({
    title,
    states: fc.record({ A: open, 'B.1': state, "C (the 'c') & more": state, '2': state, 'to A': state }),
    abort: fc.option(state, { nil: undefined }),
    shared: fc.option(transitions, { nil: undefined }),
    context: fc.option(
      fc.constantFrom(
        {},
        {
          type: 'object',
          properties: { n: { type: 'number', default: 0 }, o: { properties: { s: { default: 'x' } } } },
        },
      ),
      { nil: undefined },
    ),
    escalations: fc.option(fc.constant({ desk: { kind: 'queue', queue: 'desk' } }), { nil: undefined }),
    policies: fc.option(fc.constant({ once: { kind: 'existence', state: 'A', within: 'PT1H' } }), { nil: undefined }),
  })
  .map(
    ({ title: named, states, abort, shared, context, escalations, policies }) =>
      JSON.parse(
        JSON.stringify({
          id: 'Any.one',
          version: 3,
          title: named,
          initial: 'A',
          states: { ...states, ABORT_TIMEOUT: abort },
          anyState: shared && { transitions: shared },
          context,
          escalations,
          policies,
        }),
      ) as DefinitionDocument,
  );

export type Flags = Readonly<Record<(typeof FLAGS)[number], boolean>>;
export const anyFlags: fc.Arbitrary<Flags> = fc.record({ g1: fc.boolean(), g2: fc.boolean() });

/** What moves a journey. */
export type Move =
  | { readonly by: 'event'; readonly event: string }
  | { readonly by: 'target'; readonly target: string }
  | { readonly by: 'timeout' };

export const MOVES: readonly Move[] = [
  ...EVENT_NAMES.map((event) => ({ by: 'event', event }) as const),
  ...STATE_IDS.map((target) => ({ by: 'target', target }) as const),
  { by: 'timeout' },
];
const START = '2026-03-01T10:00:00.000Z';
const YEAR_MS = 366 * 86_400_000;

/** A journey in the decider: where it is, and how a move changes it. */
export class Journey {
  private constructor(
    private readonly document: DefinitionDocument,
    readonly state: JourneyState | undefined,
  ) {}

  static start(document: DefinitionDocument, context: Flags): Journey {
    return new Journey(document, undefined).after({ type: 'StartJourney', sessionId: 's', now: START, context });
  }

  get stateId(): string {
    return this.state?.stateId ?? '';
  }

  /** Undefined if the move is not legal. */
  moved(move: Move): Journey | undefined {
    const { revision = 0n, enteredRevision = 0n, lastUpdatedAt: now = START } = this.state ?? {};
    const base = { sessionId: 's', now, expectedRevision: revision };
    const later = new Date(Date.parse(now) + YEAR_MS).toISOString();
    const moved =
      move.by === 'timeout'
        ? this.after({ type: 'AbortOnTimeout', sessionId: 's', enteredRevision, now: later })
        : this.after(
            move.by === 'event'
              ? { ...base, type: 'TransitionJourney', event: move.event }
              : { ...base, type: 'TransitionJourney', targetStateId: move.target },
          );
    return moved.state?.enteredRevision === enteredRevision ? undefined : moved;
  }

  private after(command: JourneyCommand): Journey {
    const decision = decide(command, this.state, compileDefinition(this.document));
    const events: readonly FoldableEvent[] = appendedBy(decision, command, this.state);
    return new Journey(this.document, events.reduce<JourneyState | undefined>(evolve, this.state));
  }
}
