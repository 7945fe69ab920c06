import * as fc from 'fast-check';
import { CommandHandlingFixture } from '@ledger/command-handling/testing';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import {
  checkDefinition,
  compileDefinition,
  fold,
  Simulation,
  statusOf,
  type DefinitionDocument,
  type JourneyState,
  type SimulationReport,
  type UnstampedCommand,
} from '@ledger/journey';
import { examples, FakeTime } from '@ledger/runtime/testing';

const SESSION = 's1';
const START = Date.parse('2026-03-01T08:00:00.000Z');
const at = (ms: number): string => new Date(START + ms).toISOString();

/** One journey on a ledger of its own, whose saga is never late. */
class Ledger {
  readonly time = new FakeTime(at(0));
  readonly handling = new CommandHandlingFixture(new InMemoryEventStore({ now: () => this.time.now() }), this.time);

  constructor(private readonly definition: DefinitionDocument) {}

  async open(): Promise<this> {
    await this.handling.publish(this.definition);
    return this;
  }

  async state(): Promise<JourneyState | undefined> {
    const events = await this.handling.journey(SESSION);
    return fold(
      events.map((event) => ({
        ...{ type: event.type, revision: event.revision, data: JSON.parse(event.data) as object },
        occurredAt: (JSON.parse(event.metadata) as { readonly occurredAt: string }).occurredAt,
      })),
    );
  }

  /** What times out by an instant: the state that did and its deadline, if one does. */
  async timeOut(until: number): Promise<{ readonly from: string; readonly deadline: string } | undefined> {
    const state = await this.state();
    const deadline = state?.deadline ?? null;
    if (state === undefined || deadline === null || Date.parse(deadline) > START + until) return undefined;
    if (compileDefinition(this.definition).isFinal(state.stateId)) return undefined;
    this.time.set(deadline);
    const { enteredRevision, stateId } = state;
    const reply = await this.handling.execute({ type: 'AbortOnTimeout', sessionId: SESSION, enteredRevision });
    expect(reply.outcome).toBe('EXPIRED');
    return { from: stateId, deadline };
  }

  /** A caller who knows the journey's state. */
  async send(command: Asked, when: number) {
    this.time.set(at(when));
    const expectedStateId = (await this.state())?.stateId;
    const lock = command.type === 'StartJourney' || expectedStateId === undefined ? {} : { expectedStateId };
    const definitionId = command.type === 'StartJourney' ? { definitionId: this.definition.id } : {};
    return this.handling.execute({ ...command, ...lock, sessionId: SESSION }, definitionId);
  }
}

type Asked = UnstampedCommand extends infer C ? (C extends UnstampedCommand ? Omit<C, 'sessionId'> : never) : never;

const IDS = ['A', 'B', 'C', 'D'] as const;
const GUARDS = [undefined, undefined, undefined, 'context.n > 20', "context.s == 'yes'", "visits('B') < 2"] as const;
const EVENTS = [undefined, undefined, 'GO', 'NEXT'] as const;

const transition = fc.record({
  target: fc.constantFrom(...IDS),
  guard: fc.constantFrom(...GUARDS),
  event: fc.constantFrom(...EVENTS),
});
const state = fc.record({
  timeout: fc.constantFrom(undefined, 'PT1M', 'PT2M', 'PT5M'),
  toAbort: fc.boolean(),
  transitions: fc.array(transition, { maxLength: 3 }),
  guard: fc.constantFrom(...GUARDS),
});

/** Documents that publishing takes: each state leads to the next one, and times out into that or ends. */
const document = fc
  .record({
    states: fc.tuple(state, state, state),
    context: fc.constantFrom(
      undefined,
      { properties: { n: { type: 'number', default: 0 }, s: { type: 'string' } } },
      { properties: { n: { type: 'number', default: 30 } }, additionalProperties: false },
      { properties: { n: { type: 'number', maximum: 60 }, s: { type: 'string', maxLength: 2 } } },
    ),
    shared: fc.array(transition, { maxLength: 1 }),
  })
  .map(({ states, context, shared }) => {
    const entries = states.map(({ timeout, toAbort, transitions, guard }, index) => {
      const next = IDS[index + 1];
      const own = [{ target: next, guard }, ...transitions];
      const after = timeout && { after: timeout, ...(!toAbort && { target: next }) };
      return [IDS[index] ?? '', { transitions: own, timeout: after }] as const;
    });
    const anyState = shared.length === 0 ? undefined : { transitions: shared };
    const draft = {
      id: 'Any',
      version: 1,
      initial: 'A',
      states: { ...Object.fromEntries(entries), D: { final: true } },
    };
    return JSON.parse(JSON.stringify({ ...draft, context, anyState })) as DefinitionDocument;
  })
  .filter((draft) => checkDefinition(draft).valid);

/** Values that no context has yet: a caller who sends what is there already leaves no trace of it. */
const step = fc.record({
  wait: fc.integer({ min: 0, max: 150_000 }),
  context: fc.constantFrom(undefined, undefined, 'n', 's', 'x'),
  yes: fc.boolean(),
  command: fc.oneof(
    { weight: 6, arbitrary: fc.record({ type: fc.constant('target' as const), to: fc.constantFrom(...IDS) }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('event' as const), event: fc.constantFrom('GO', 'NEXT') }) },
    fc.record({
      type: fc.constantFrom('context' as const, 'channel' as const, 'restart' as const, 'deadline' as const),
    }),
    fc.record({ type: fc.constant('move' as const), to: fc.constantFrom(...IDS, 'ABORT_TIMEOUT') }),
    fc.record({ type: fc.constant('session' as const), to: fc.constantFrom(...IDS) }),
  ),
});

function asked({ command, context, yes }: Step, index: number): Asked {
  const value = context === 'n' ? 11 + index * 7 : context === 's' && yes ? 'yes' : `v${index}`;
  const patch = context === undefined ? {} : { [context]: value };
  switch (command.type) {
    case 'target':
      return { type: 'TransitionJourney', targetStateId: command.to, context: patch };
    case 'session':
      return { type: 'TransitionJourney', targetStateId: command.to, context: patch, maxDuration: 90.5 };
    case 'event':
      return { type: 'TransitionJourney', event: command.event, context: patch };
    case 'context':
      return { type: 'ChangeContext', patch };
    case 'channel':
      return { type: 'ChangeChannel', channel: `channel-${index}` };
    case 'restart':
      return { type: 'RestartJourney', reason: 'Again' };
    case 'move':
      return { type: 'MoveJourney', targetStateId: command.to, reason: 'By hand' };
    case 'deadline':
      return { type: 'ChangeDeadline', deadline: at(100 * 86_400_000 + index), reason: 'Longer' };
  }
}
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

type Recorded =
  | { readonly kind: 'command'; readonly command: Asked; readonly when: number; readonly to: string }
  | { readonly kind: 'timeout'; readonly when: number; readonly deadline: string; readonly to: string };

/** Runs steps on a ledger of the first version, and keeps what it took. */
async function record(ledger: Ledger, steps: readonly Step[]): Promise<{ history: readonly Recorded[]; end: number }> {
  const history: Recorded[] = [];
  let clock = 0;
  const start: Asked = { type: 'StartJourney', context: { n: 5 } };
  for (const [index, one] of [undefined, ...steps].entries()) {
    clock += one?.wait ?? 0;
    for (let due = await ledger.timeOut(clock); due !== undefined; due = await ledger.timeOut(clock)) {
      const to = (await ledger.state())?.stateId ?? '';
      history.push({ kind: 'timeout', when: Date.parse(due.deadline) - START, deadline: due.deadline, to });
    }
    const command = one === undefined ? start : asked(one, index);
    // What stays where it is leaves the trace of a change of the context.
    if ('targetStateId' in command && command.targetStateId === (await ledger.state())?.stateId) continue;
    const reply = await ledger.send(command, clock);
    if (reply.code === undefined && reply.events.length > 0) {
      history.push({ kind: 'command', command, when: clock, to: reply.journey?.stateId ?? '' });
    }
  }
  return { history, end: clock };
}

/** What really happens first that did not happen then, on a ledger of the candidate. */
async function reallyDiverges(ledger: Ledger, history: readonly Recorded[], end: number): Promise<object | undefined> {
  for (const one of history) {
    const due = await ledger.timeOut(one.when);
    if (one.kind === 'timeout' && due === undefined) return { change: 'notTimedOut' };
    if (one.kind === 'command') {
      if (due !== undefined) return { change: 'timedOut', stateId: due.from, at: due.deadline };
      const reply = await ledger.send(one.command, one.when);
      if (reply.code !== undefined) return { change: 'refused', code: reply.code, reason: reply.reason };
    }
    const stateId = (await ledger.state())?.stateId;
    if (stateId !== one.to) return { change: 'elsewhere', target: one.to, instead: stateId };
  }
  const due = await ledger.timeOut(end);
  return due && { change: 'timedOut', stateId: due.from, at: due.deadline };
}

describe('the simulation of a candidate', () => {
  it('predicts what a ledger of the candidate does with the same commands, and which journeys cannot come over', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(document, document, fc.array(step, { maxLength: 12 }), async (first, second, steps) => {
        const candidate = { ...second, version: 2 };
        const before = await new Ledger(first).open();
        const { history, end } = await record(before, steps);
        const simulation = new Simulation({ candidate, published: [first], at: at(end) });
        const replay = simulation.replay(SESSION);
        const events = await before.handling.journey(SESSION);
        for (const { type, revision, data, metadata } of events) {
          const { occurredAt } = JSON.parse(metadata) as { readonly occurredAt: string };
          replay.take({ type, revision, data: JSON.parse(data) as object, occurredAt, isImported: false });
        }
        const predicted = replay.end();

        const after = await new Ledger(candidate).open();
        const really = await reallyDiverges(after, history, end);
        const { divergence } = predicted ?? {};
        const last = await after.state();
        const compiled = compileDefinition(candidate);
        const status = last && statusOf(last, compiled);
        if (really === undefined) {
          if (status === predicted?.recorded) expect(divergence).toBeUndefined();
          else expect(divergence).toMatchObject({ change: 'ending' });
          expect(predicted?.predicted).toBe(status);
        } else expect(divergence).toMatchObject(really);
        seen.set(divergence?.change ?? 'same', (seen.get(divergence?.change ?? 'same') ?? 0) + 1);

        await before.handling.publish(candidate);
        const open = await before.state();
        if (predicted?.recorded === 'ACTIVE' && open !== undefined) {
          const migrate: Asked = { type: 'MigrateJourney', toVersion: 2, force: true, reason: 'Simulated' };
          const reply = await before.send(migrate, Date.parse(open.lastUpdatedAt) - START);
          expect([predicted.stranded?.code, predicted.stranded?.reason]).toEqual([reply.code, reply.reason]);
        }

        simulation.add(predicted ?? fail());
        const report: SimulationReport = simulation.report();
        expect([report.journeys, report.events]).toEqual([1, events.length]);
        expect(report.same).toBe(report.findings.length === 0 ? 1 : 0);
      }),
      { numRuns: examples(0.5) },
    );
    // Most ways to go otherwise come up.
    for (const change of ['same', 'timedOut', 'notTimedOut']) expect([...seen.keys()]).toContain(change);
  });
});

function fail(): never {
  throw new Error('The journey has no start.');
}
