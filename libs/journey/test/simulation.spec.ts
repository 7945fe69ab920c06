import {
  compileDefinition,
  decide,
  evolve,
  Simulation,
  type DefinitionDocument,
  type JourneyCommand,
  type JourneyState,
  type SimulationPlan,
  type SimulationReport,
} from '@ledger/journey';

const START = Date.parse('2026-03-01T08:00:00.000Z');
const at = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();

const FIRST: DefinitionDocument = {
  id: 'Call',
  version: 1,
  initial: 'ASK',
  states: {
    ASK: { timeout: { after: 'PT10M' }, transitions: [{ target: 'PAY', event: 'NEXT' }, { target: 'DONE' }] },
    PAY: { timeout: { after: 'PT10M', target: 'DESK' }, transitions: [{ target: 'DONE' }, { target: 'PAY' }] },
    DESK: { transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
  context: { properties: { tier: { type: 'string', default: 'basic' }, card: {} } },
};
type States = DefinitionDocument['states'];
const candidate = (states: States, more: Partial<DefinitionDocument> = {}): DefinitionDocument => ({
  ...FIRST,
  version: 2,
  states: { ...FIRST.states, ...states },
  ...more,
});

type Step = JourneyCommand extends infer C ? (C extends JourneyCommand ? Omit<C, 'sessionId' | 'now'> : never) : never;
const start = (context = {}): Step => ({ type: 'StartJourney', context });
const to = (targetStateId: string, context = {}): Step => ({ type: 'TransitionJourney', targetStateId, context });
const next: Step = { type: 'TransitionJourney', event: 'NEXT' };

/** Events of a journey as the first version decides its commands. */
function history(steps: readonly (readonly [minutes: number, step: Step])[]) {
  let state: JourneyState | undefined;
  return steps.flatMap(([minutes, step]) => {
    const now = at(minutes);
    const lock = state === undefined || step.type === 'AbortOnTimeout' ? {} : { expectedStateId: state.stateId };
    const given = step.type === 'AbortOnTimeout' ? { ...step, enteredRevision: state?.enteredRevision ?? 0n } : step;
    const decision = decide({ ...lock, ...given, sessionId: 's', now }, state, compileDefinition(FIRST));
    if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision));
    return decision.events.map((event) => {
      const recorded = {
        ...event,
        revision: (state?.revision ?? -1n) + 1n,
        occurredAt: now,
        isImported: 'mode' in given,
      };
      state = evolve(state, recorded);
      return recorded;
    });
  });
}
const timeout: Step = { type: 'AbortOnTimeout', enteredRevision: 0n };

function simulate(
  document: DefinitionDocument,
  journeys: readonly (readonly (readonly [number, Step])[])[],
  more: Partial<SimulationPlan> = {},
): SimulationReport {
  const simulation = new Simulation({ candidate: document, published: [FIRST], at: at(60), ...more });
  journeys.forEach((steps, index) => {
    const replay = simulation.replay(`s${index}`);
    for (const event of history(steps)) replay.take(event);
    const journey = replay.end();
    if (journey !== undefined) simulation.add(journey);
  });
  return simulation.report();
}

const PAID = [
  [0, start()],
  [1, next],
  [2, to('DONE')],
] as const;

describe('What a version before the candidate changed', () => {
  // Version 2 took the way from ASK to DONE; version 3, the candidate, takes the one from PAY to DONE besides.
  const second = candidate({ ASK: { transitions: [{ target: 'PAY', event: 'NEXT' }] } });
  const third = { ...second, version: 3, states: { ...second.states, PAY: { transitions: [{ target: 'DESK' }] } } };
  const journeys = [
    [
      [0, start()],
      [1, to('DONE')],
    ],
    [
      [0, start()],
      [1, next],
      [2, to('DONE')],
    ],
    [
      [0, start()],
      [1, next],
    ],
  ] as const;

  it('is told apart from what the candidate does', () => {
    const report = simulate(third, journeys, { published: [FIRST, second] });
    expect(report).toMatchObject({ journeys: 3, baseline: 2, earlier: 1 });
    expect(report.findings.filter(({ change }) => change === 'refused')).toMatchObject([
      { earlier: false, stateId: 'PAY', target: 'DONE', journeys: 1 },
      { earlier: true, stateId: 'ASK', target: 'DONE', journeys: 1 },
    ]);
  });

  it('is nothing where no other version is published', () => {
    const report = simulate({ ...second, version: 1 }, journeys.slice(0, 1));
    expect(report).toMatchObject({ baseline: null, earlier: 0 });
    expect(report.findings.every(({ earlier }) => !earlier)).toBe(true);
  });
});

describe('the simulation of a candidate', () => {
  it('finds nothing under the version that ran', () => {
    const report = simulate(
      FIRST,
      [
        PAID,
        [
          [0, start({ tier: 'gold', card: { last4: '1', brand: 'x' } })],
          [1, next],
          [2, to('PAY', { card: { last4: '2' } })],
        ],
        [
          [0, start()],
          [10, timeout],
        ],
        [
          [0, start()],
          [1, next],
          [11.5, timeout],
          [12, to('DONE')],
        ],
        [
          [0, start()],
          [1, { type: 'ChangeChannel', channel: 'chat' }],
          [2, { type: 'RestartJourney', reason: 'Again' }],
        ],
        [
          [0, start()],
          [1, { type: 'ChangeDeadline', deadline: at(600), reason: 'Longer' }],
          [500, next],
        ],
      ],
      { at: at(501) },
    );
    // Two are overdue by now, under both.
    expect(report).toMatchObject({ journeys: 6, same: 6, findings: [] });
  });

  it.each<[string, DefinitionDocument, object]>([
    [
      'a guard that is false',
      candidate({ ASK: { transitions: [{ target: 'PAY', event: 'NEXT', guard: "context.tier == 'gold'" }] } }),
      { change: 'refused', code: 'GUARD_FAILED', command: 'TransitionJourney', event: 'NEXT', target: 'PAY' },
    ],
    [
      'a missing transition',
      candidate({ PAY: { transitions: [{ target: 'DESK' }] } }),
      { change: 'refused', code: 'TRANSITION_NOT_ALLOWED', stateId: 'PAY', target: 'DONE' },
    ],
    [
      'a context that it refuses',
      candidate({}, { context: { required: ['card'] } }),
      { change: 'refused', code: 'CONTEXT_INVALID', command: 'StartJourney', stateId: 'ASK', target: 'ASK' },
    ],
    [
      'another target of an event',
      candidate({ ASK: { transitions: [{ target: 'DESK', event: 'NEXT' }] } }),
      { change: 'elsewhere', stateId: 'ASK', target: 'PAY', instead: 'DESK' },
    ],
    [
      'a shorter timeout',
      candidate({ ASK: { ...FIRST.states['ASK'], timeout: { after: 'PT30S' } } }),
      { change: 'timedOut', stateId: 'ASK', instead: 'ABORT_TIMEOUT' },
    ],
    [
      'a final state that is final no more',
      candidate({ DONE: { transitions: [{ target: 'DESK' }] } }),
      { change: 'ending', stateId: 'DONE', reason: 'It is COMPLETED in "DONE", and would be ACTIVE.' },
    ],
  ])('finds %s', (_, document, finding) => {
    const report = simulate(document, [PAID, PAID]);
    expect(report.findings).toEqual([
      expect.objectContaining({ ...finding, journeys: 2, examples: ['s0', 's1'] }) as object,
    ]);
    expect(report).toMatchObject({ journeys: 2, same: 0, events: 6, recorded: { COMPLETED: 2 } });
  });

  it('finds a timeout that would not have been, by the same lateness of the saga', () => {
    const late = [
      [0, start()],
      [1, next],
      [11.5, timeout],
      [21.4, to('DONE')],
    ] as const;
    expect(simulate(candidate({}), [late])).toMatchObject({ same: 1 });
    const PAY = { ...FIRST.states['PAY'], timeout: { after: 'PT30M', target: 'DESK' } };
    expect(simulate(candidate({ PAY }), [late]).findings).toMatchObject([
      { change: 'notTimedOut', stateId: 'PAY', target: 'DESK' },
    ]);
  });

  it('gives a renamed state its new name', () => {
    const { PAY, ...others } = FIRST.states;
    const ASK = { ...FIRST.states['ASK'], transitions: [{ target: 'PAYMENT', event: 'NEXT' }, { target: 'DONE' }] };
    const PAYMENT = { ...PAY, transitions: [{ target: 'DONE' }, { target: 'PAYMENT' }] };
    const renamed: DefinitionDocument = {
      ...{ ...FIRST, version: 2, states: { ...others, ASK, PAYMENT } },
      upgrade: { states: { PAY: 'PAYMENT' } },
    };
    const open = [
      [0, start()],
      [1, to('PAY')],
    ] as const;
    expect(simulate(renamed, [PAID, open], { at: at(2) })).toMatchObject({ same: 2, changes: { stranded: 0 } });
    const { upgrade: _, ...unmapped } = renamed;
    const report = simulate(unmapped, [PAID, open], { at: at(2) });
    expect(report.findings).toMatchObject(
      [
        { change: 'elsewhere', target: 'PAY', instead: 'PAYMENT', journeys: 1 },
        { change: 'refused', code: 'TRANSITION_NOT_ALLOWED', target: 'PAY', journeys: 1 },
        { change: 'stranded', stateId: 'PAY', code: 'TRANSITION_NOT_ALLOWED', examples: ['s1'] },
      ].sort((one, other) => (one.change === 'refused' ? -1 : other.change === 'refused' ? 1 : 0)),
    );
  });

  it('takes a migrated journey from its start, with what an operator gave it', () => {
    const migrated = (data: object, minute: number) => ({
      ...{ type: 'JourneyMigrated', revision: 2n, occurredAt: at(minute), isImported: false },
      data: { fromVersion: 1, toVersion: 2, toHash: '0', ...data },
    });
    const second = candidate({}, { version: 2 });
    const third = candidate(
      { PAY: { ...FIRST.states['PAY'], transitions: [{ target: 'DONE', guard: "context.tier == 'gold'" }] } },
      { version: 3 },
    );
    const done = { to: 'DONE', from: 'PAY', enteredAt: at(3) };
    const after = (data: object): SimulationReport => {
      const simulation = new Simulation({ candidate: third, published: [FIRST, second], at: at(5) });
      const replay = simulation.replay('s');
      for (const event of history([
        [0, start()],
        [1, next],
      ]))
        replay.take(event);
      replay.take(migrated(data, 2));
      replay.take({ ...migrated({}, 3), type: 'JourneyTransitioned', revision: 3n, data: done });
      const journey = replay.end();
      if (journey !== undefined) simulation.add(journey);
      return simulation.report();
    };
    expect(after({ set: { tier: 'gold' }, reason: 'By hand' })).toMatchObject({ same: 1 });
    // What a rule sets are defaults, and the candidate has its own.
    expect(after({ set: { tier: 'gold' }, by: 'rule' }).changes).toMatchObject({ refused: 1 });
    const moved = after({ stateMap: { PAY: 'DESK' }, reason: 'By hand' });
    expect(moved).toMatchObject({ same: 1, funnel: [{}, {}, { stateId: 'DESK', predicted: 1 }, {}] });
  });

  it('counts the defaults of the candidate where the journey had those of its version', () => {
    const gold = candidate(
      { ASK: { transitions: [{ target: 'PAY', event: 'NEXT', guard: "context.tier == 'gold'" }] } },
      { context: { properties: { tier: { type: 'string', default: 'gold' } } } },
    );
    expect(simulate(gold, [PAID])).toMatchObject({ same: 1 });
    expect(
      simulate(gold, [
        [
          [0, start({ tier: 'silver' })],
          [1, next],
        ],
      ]).changes,
    ).toMatchObject({ refused: 1 });
  });

  it('lets deadlines pass by what operators had changed at the time', () => {
    const long = [
      [0, start()],
      [9, next],
    ] as const;
    const override = (after: string, afterMs: number, minutes: number, applyTo: 'new' | 'waiting') => ({
      ...{ kind: 'override' as const, revision: 1, at: START + minutes * 60_000, after, afterMs, applyTo, graceMs: 0 },
    });
    const rules = (change: ReturnType<typeof override>) => ({
      timeoutRules: { changes: new Map([['ASK', [change]]]), pauses: [] },
      at: at(10),
    });
    expect(simulate(candidate({}), [long], rules(override('PT5M', 300_000, -1, 'new'))).findings).toMatchObject([
      { change: 'timedOut', stateId: 'ASK', reason: `"ASK" would have timed out at ${at(5)}.` },
    ]);
    // Made once the journey had left the state, it changes nothing of it.
    expect(simulate(candidate({}), [long], rules(override('PT5M', 300_000, 9.5, 'waiting')))).toMatchObject({
      same: 1,
    });
    // Made while it waited, it passes at once.
    expect(simulate(candidate({}), [long], rules(override('PT5M', 300_000, 7, 'waiting'))).findings).toMatchObject([
      { change: 'timedOut' },
    ]);
    // What is overdue by its own version times out under both.
    expect(simulate(candidate({}), [[[0, start()]]], { at: at(90) })).toMatchObject({ same: 1 });
    const ASK = { ...FIRST.states['ASK'], timeout: { after: 'PT5M' } };
    expect(simulate(candidate({ ASK }), [[[0, start()]]], { at: at(90) }).changes).toMatchObject({ timedOut: 1 });
    const paused = { changes: new Map(), pauses: [{ from: START, to: null }] };
    expect(simulate(candidate({}), [[[0, start()]]], { timeoutRules: paused, at: at(90) })).toMatchObject({ same: 1 });
  });

  it('replays imported history by its own times', () => {
    const old: Step = { ...start(), mode: 'history' };
    const moved: Step = { ...to('DONE'), mode: 'history' };
    expect(
      simulate(candidate({}), [
        [
          [0, old],
          [8, moved],
        ],
      ]),
    ).toMatchObject({ same: 1 });
    const ASK = { ...FIRST.states['ASK'], timeout: { after: 'PT5M' } };
    expect(
      simulate(candidate({ ASK }), [
        [
          [0, old],
          [8, moved],
        ],
      ]).changes,
    ).toMatchObject({ timedOut: 1 });
    // A state that history entered has no live deadline.
    expect(simulate(candidate({ ASK }), [[[0, old]]], { at: at(600) })).toMatchObject({ same: 1 });
  });

  it('says how many reach each state for certain', () => {
    const report = simulate(candidate({ PAY: { transitions: [{ target: 'DESK' }] } }), [
      PAID,
      [
        [0, start()],
        [1, to('DONE')],
      ],
    ]);
    expect(report.funnel).toEqual([
      { stateId: 'ASK', recorded: 2, predicted: 2 },
      { stateId: 'PAY', recorded: 1, predicted: 1 },
      { stateId: 'DESK', recorded: 0, predicted: 0 },
      { stateId: 'DONE', recorded: 2, predicted: 1 },
    ]);
    expect(report.predicted).toEqual({ ACTIVE: 0, COMPLETED: 1, TIMED_OUT: 0, unknown: 1 });
  });

  it('leaves out a stream without a start, and payloads that it cannot read change nothing', () => {
    const simulation = new Simulation({ candidate: FIRST, published: [FIRST], at: at(60) });
    const broken = { type: 'JourneyTransitioned', data: 'x', revision: 0n, occurredAt: at(0), isImported: false };
    const empty = simulation.replay('a');
    empty.take(broken);
    expect(empty.end()).toBeUndefined();
    const whole = simulation.replay('b');
    for (const event of history(PAID)) whole.take(event);
    whole.take({ ...broken, revision: 3n, occurredAt: at(3) });
    expect(whole.end()).toMatchObject({ recorded: 'COMPLETED', predicted: 'COMPLETED', events: 4 });
  });
});
