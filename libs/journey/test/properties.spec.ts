import fc from 'fast-check';
import { checkDefinition, compileDefinition, decide, evolve, fold, GuardBudget, journeyView } from '../src';
import type {
  CompiledDefinition,
  DefinitionDocument,
  FoldableEvent,
  GuardScope,
  JourneyCommand,
  JourneyState,
} from '../src';
import { appendedBy, paymentCall } from '../src/testing';

const START = Date.parse('2026-03-01T10:00:00.000Z');
const IDS = ['A', 'B', 'C', 'D'];
const EVENTS = ['GO', 'STOP'];
const GUARDS = [undefined, undefined, "visits('A') < 3", 'context.n > 1', "channel == 'voice'", 'context.n +'];

const transition = fc.record(
  {
    target: fc.constantFrom(...IDS, 'ABORT_TIMEOUT'),
    event: fc.constantFrom(undefined, ...EVENTS),
    guard: fc.constantFrom(...GUARDS),
    onConflict: fc.constantFrom(undefined, 'reject' as const, 'retry' as const, 'merge' as const, 'restart' as const),
  },
  { requiredKeys: ['target'] },
);
const transitions = fc.array(transition, { maxLength: 3 });
const timeout = fc.record(
  { after: fc.constantFrom('PT1M', 'PT1H', 'P1M'), target: fc.constantFrom(undefined, ...IDS) },
  { requiredKeys: ['after'] },
);
const state = fc.record({ final: fc.boolean(), timeout, transitions }, { requiredKeys: [] });

/** Any document of the right shape, sound or not: the decider has to keep to the document all the same. */
const document: fc.Arbitrary<DefinitionDocument> = fc
  .record({
    states: fc.record({ A: state, B: state, C: state, D: state }),
    shared: transitions,
    limit: fc.boolean(),
  })
  .map(({ states, shared, limit }) =>
    JSON.parse(
      JSON.stringify({
        id: 'Any',
        version: 1,
        initial: 'A',
        states: { ...states, A: { ...states.A, final: false } },
        anyState: { transitions: shared },
        ...(limit ? { context: { properties: { n: { type: 'number', default: 0 }, s: { type: 'string' } } } } : {}),
      }),
    ),
  ) as fc.Arbitrary<DefinitionDocument>;

const context = fc.dictionary(fc.constantFrom('n', 's', 'x'), fc.oneof(fc.integer(), fc.string(), fc.constant(null)), {
  maxKeys: 2,
});
const lock = { expectedRevision: fc.option(fc.bigInt({ min: -1n, max: 12n }), { nil: undefined }) };
const base = { commandId: fc.option(fc.constantFrom('c1', 'c2', 'c3'), { nil: undefined }) };

const alias = fc.constantFrom('crm:1', 'crm:2');
const bareCommand = fc.oneof(
  fc.record({
    type: fc.constant('StartJourney' as const),
    context,
    channel: fc.constantFrom(undefined, 'voice'),
    ...base,
  }),
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('TransitionJourney' as const),
      targetStateId: fc.constantFrom(...IDS, 'ABORT_TIMEOUT', 'E'),
      context,
      maxDuration: fc.constantFrom(undefined, undefined, 30, 'PT30S', 'P1M'),
      ...lock,
      ...base,
    }),
  },
  fc.record({ type: fc.constant('TransitionJourney' as const), event: fc.constantFrom(...EVENTS), ...lock, ...base }),
  fc.record({ type: fc.constant('ChangeContext' as const), patch: context, ...lock, ...base }),
  fc.record({ type: fc.constant('ChangeChannel' as const), channel: fc.constantFrom('voice', 'chat'), ...base }),
  fc.record({ type: fc.constant('StartJourney' as const), aliases: fc.uniqueArray(alias), ...base }),
  fc.record({
    type: fc.constant('AddAlias' as const),
    alias,
    claimedAt: fc.constantFrom(undefined, 0n, 3n),
    heldBy: fc.constantFrom(undefined, undefined, 'other'),
    ...lock,
    ...base,
  }),
  fc.record({ type: fc.constant('RemoveAlias' as const), alias, ...lock, ...base }),
  fc.record({ type: fc.constant('RestartJourney' as const), reason: fc.constant('why'), ...lock, ...base }),
  fc.record({
    type: fc.constant('MoveJourney' as const),
    targetStateId: fc.constantFrom(...IDS, 'ABORT_TIMEOUT', 'E'),
    reason: fc.constant('why'),
    ...lock,
    ...base,
  }),
  fc.record({
    type: fc.constant('ChangeDeadline' as const),
    deadline: fc.constantFrom(null, new Date(START + 7_200_000).toISOString()),
    reason: fc.constant('why'),
    ...base,
  }),
  fc.record({ type: fc.constant('AbortOnTimeout' as const), enteredRevision: fc.bigInt({ min: 0n, max: 12n }) }),
);

/** Commands on one journey, each some time after the one before. */
const session = fc
  .array(fc.tuple(bareCommand, fc.integer({ min: 0, max: 120_000 })), { minLength: 1, maxLength: 20 })
  .map((steps) => {
    let clock = START;
    return steps.map(([command, wait]) => {
      clock += wait;
      return { sessionId: 's', now: new Date(clock).toISOString(), ...command };
    });
  });

interface Step {
  readonly before: JourneyState | undefined;
  readonly events: readonly FoldableEvent[];
  readonly after: JourneyState | undefined;
}

function run(commands: readonly JourneyCommand[], definition: CompiledDefinition): readonly Step[] {
  let current: JourneyState | undefined;
  return commands.map((command) => {
    const before = current;
    const events = appendedBy(decide(command, before, definition), command, before);
    current = events.reduce<JourneyState | undefined>(evolve, before);
    return { before, events, after: current };
  });
}

/** Where an event may lead, taken from the document itself and not from what was compiled of it. */
function mayLeadTo({ states, anyState, initial }: DefinitionDocument, from: string, type: string): readonly string[] {
  const here = states[from];
  if (here === undefined || here.final === true) return [];
  if (type === 'JourneyRestarted') return [initial];
  if (type === 'ABORT_TIMEOUT') return [here.timeout?.target ?? 'ABORT_TIMEOUT'];
  const own = (here.transitions ?? []).map(({ target }) => target);
  return [...own, ...(anyState?.transitions ?? []).map(({ target }) => target).filter((target) => target !== from)];
}

describe('whatever the definition and the commands', () => {
  it('no state is reached by an edge that the definition lacks', () => {
    fc.assert(
      fc.property(document, session, (written, commands) => {
        for (const { events } of run(commands, compileDefinition(written))) {
          for (const { type, data } of events) {
            const { from, to } = data as { from?: string; to?: string };
            const moves = ['JourneyTransitioned', 'ABORT_TIMEOUT', 'JourneyRestarted'].includes(type);
            if (moves) expect(mayLeadTo(written, from ?? '', type)).toContain(to);
          }
        }
      }),
    );
  });

  it('no transition is taken whose guard does not hold', () => {
    fc.assert(
      fc.property(document, session, (written, commands) => {
        const definition = compileDefinition(written);
        for (const { before, events, after } of run(commands, definition)) {
          if (before === undefined || after === undefined) continue;
          const scope: GuardScope = {
            context: after.context,
            channel: after.channel,
            now: after.enteredAt,
            visits: (stateId) => before.visits.get(stateId) ?? 0,
            budget: new GuardBudget(),
          };
          for (const event of events.filter(({ type }) => type === 'JourneyTransitioned')) {
            const { to, trigger } = event.data as { to: string; trigger?: string };
            const open = definition
              .transitionsFrom(before.stateId)
              .filter((option) => option.target === to && (trigger === undefined || option.event === trigger))
              .filter(({ guard }) => guard === undefined || definition.evaluateGuard(guard, scope).holds);
            expect(open).not.toEqual([]);
          }
        }
      }),
    );
  });

  it('each move starts where the journey was', () => {
    fc.assert(
      fc.property(document, session, (written, commands) => {
        for (const { before, events } of run(commands, compileDefinition(written))) {
          let at = before;
          for (const event of events) {
            const { from } = event.data as { from?: string };
            if (event.type === 'JourneyTransitioned' || event.type === 'ABORT_TIMEOUT') expect(from).toBe(at?.stateId);
            at = evolve(at, event);
          }
        }
      }),
    );
  });

  it('a final state never moves, and takes no event at all', () => {
    fc.assert(
      fc.property(document, session, (written, commands) => {
        const definition = compileDefinition(written);
        for (const { before, events } of run(commands, definition)) {
          if (before !== undefined && definition.isFinal(before.stateId)) expect(events).toEqual([]);
        }
      }),
    );
  });

  it('replaying the stream gives the state that the commands gave', () => {
    fc.assert(
      fc.property(document, session, (written, commands) => {
        const steps = run(commands, compileDefinition(written));
        expect(fold(steps.flatMap(({ events }) => events))).toEqual(steps.at(-1)?.after);
      }),
    );
  });

  it('a command that was applied appends nothing when it comes again', () => {
    fc.assert(
      fc.property(document, session, (written, commands) => {
        const definition = compileDefinition(written);
        const named = commands.map((command, index) => ({ ...command, commandId: `unique-${index}` }));
        const steps = run(named, definition);
        const end = steps.at(-1)?.after;
        named.forEach((command, index) => {
          const events = steps[index]?.events ?? [];
          if (!events.some(({ commandId }) => commandId === command.commandId)) return;
          const last = events.at(-1)?.revision;
          expect(decide(command, end, definition)).toEqual({ kind: 'repeated', first: events[0]?.revision, last });
        });
      }),
    );
  });

  it('a state times out at most once for each time that it is entered, and never before its deadline', () => {
    fc.assert(
      fc.property(document, session, (written, commands) => {
        const ids = new Set<string | undefined>();
        for (const { before, events } of run(commands, compileDefinition(written))) {
          for (const { type, occurredAt, commandId } of events.filter((event) => event.type === 'ABORT_TIMEOUT')) {
            expect([type, ids.has(commandId)]).toEqual(['ABORT_TIMEOUT', false]);
            ids.add(commandId);
            expect(Date.parse(before?.deadline ?? '')).toBeLessThanOrEqual(Date.parse(occurredAt));
          }
        }
      }),
    );
  });

  it('what is shown as allowed is accepted', () => {
    fc.assert(
      fc.property(document, session, (written, commands) => {
        const definition = compileDefinition(written);
        for (const { after } of run(commands, definition)) {
          if (after === undefined) continue;
          const now = after.lastUpdatedAt;
          for (const targetStateId of journeyView('s', after, definition, now, '0').allowedTargets) {
            const command = { type: 'TransitionJourney', sessionId: 's', now, targetStateId } as const;
            const decision = decide({ ...command, expectedRevision: after.revision }, after, definition);
            expect([decision.kind, targetStateId]).toEqual(['accepted', targetStateId]);
          }
        }
      }),
    );
  });

  it('the events are plain JSON, and never a prototype is touched', () => {
    const commands = fc.array(
      fc.record({
        type: fc.constantFrom('StartJourney', 'TransitionJourney', 'ChangeContext'),
        given: fc.anything(),
        json: fc.jsonValue(),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(commands, (attempts) => {
        let current: JourneyState | undefined;
        for (const { type, given, json } of attempts) {
          for (const value of [given, json]) {
            const now = new Date(START).toISOString();
            const command = {
              sessionId: 's',
              now,
              type,
              targetStateId: 'AGENT',
              context: value,
              patch: value,
            } as JourneyCommand;
            const decision = decide(command, current, paymentCall);
            if (decision.kind === 'accepted') {
              for (const { data } of decision.events) {
                expect(JSON.parse(JSON.stringify(data))).toStrictEqual(data);
              }
            }
            current = appendedBy(decision, command, current).reduce<JourneyState | undefined>(evolve, current);
          }
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('the check answers, for documents of any kind', () => {
    fc.assert(
      fc.property(fc.oneof(document, fc.anything(), fc.string()), (input) => {
        const report = checkDefinition(input);
        expect(report.valid).toBe(report.errors.length === 0);
      }),
      { numRuns: 200 },
    );
  });
});
