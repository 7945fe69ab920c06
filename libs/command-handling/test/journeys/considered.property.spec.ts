import fc from 'fast-check';
import { CommandHandlingFixture } from '@ledger/command-handling/testing';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { Context, DefinitionDocument } from '@ledger/journey';
import { examples, FakeTime } from '@ledger/runtime/testing';

const SESSION = 'considered-1';
const WAITING = ['A', 'B', 'C'] as const;
const NAMES = [...WAITING, 'DONE', 'ABORT_TIMEOUT', 'NOWHERE'];
/** Small enough that a few writes reach it. */
const MAX_CONTEXT_BYTES = 120;

const transition = fc.record(
  {
    target: fc.constantFrom(...WAITING, 'DONE'),
    event: fc.constantFrom(undefined, 'GO', 'STOP'),
    guard: fc.constantFrom(
      undefined,
      undefined,
      "visits('A') < 2",
      'context.n > 1.0',
      "channel == 'voice'",
      "context.s != ''",
    ),
    onConflict: fc.constantFrom(undefined, 'reject' as const, 'retry' as const, 'merge' as const, 'restart' as const),
  },
  { requiredKeys: ['target'] },
);
const state = fc.record({
  transitions: fc.array(transition, { maxLength: 3 }),
  after: fc.constantFrom(undefined, 'PT1M', 'PT10M'),
});

type StateParts = typeof state extends fc.Arbitrary<infer T> ? T : never;

function documentOf(
  states: Readonly<Record<'A' | 'B' | 'C', StateParts>>,
  shared: StateParts['transitions'],
): DefinitionDocument {
  const waits = ({ transitions, after }: StateParts): object => ({
    transitions: [...transitions, { target: 'DONE', event: 'END' }],
    ...(after === undefined ? {} : { timeout: { after } }),
  });
  return JSON.parse(
    JSON.stringify({
      id: 'Considered',
      version: 1,
      initial: 'A',
      states: { A: waits(states.A), B: waits(states.B), C: waits(states.C), DONE: { final: true } },
      anyState: { transitions: shared },
      context: {
        type: 'object',
        properties: { n: { type: 'number', default: 0 }, s: { type: 'string', default: '' } },
        additionalProperties: { type: ['string', 'null'] },
      },
    }),
  ) as DefinitionDocument;
}

/** Sound definitions: every state leads to the end somehow. */
const definition: fc.Arbitrary<DefinitionDocument> = fc
  .record({ A: state, B: state, C: state, shared: fc.array(transition, { maxLength: 2 }) })
  .map(({ shared, ...states }) => documentOf(states, shared));

const context: fc.Arbitrary<Context | undefined> = fc.constantFrom(
  undefined,
  undefined,
  { n: 2 },
  { n: 'two' },
  { s: 'x'.repeat(40) },
  { more: 'y'.repeat(60) },
  // One below, at and above what is left where nothing else is set.
  ...[104, 105, 106, 107, 111, 112, 113].map((length) => ({ s: 'z'.repeat(length) })),
  { more: null, s: '' },
);
const move = fc.record(
  {
    targetStateId: fc.constantFrom(...NAMES, undefined),
    event: fc.constantFrom(undefined, undefined, 'GO', 'STOP', 'END', 'UNKNOWN'),
    context,
    channel: fc.constantFrom(undefined, 'voice', 'chat'),
    expectedRevision: fc.constantFrom(undefined, undefined, 0n, 1n, 2n, 40n),
  },
  { requiredKeys: [] },
);
const steps = fc.array(fc.tuple(move, fc.constantFrom(0, 1_000, 59_999, 60_000, 60_001, 700_000)), {
  minLength: 1,
  maxLength: 10,
});

type Steps = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** Tried in every run, since chance need not reach all kinds of outcome. */
const EVERY_OUTCOME: [DefinitionDocument, Steps] = [
  documentOf(
    {
      A: { transitions: [{ target: 'B', guard: 'context.n > 1.0' }], after: 'PT10M' },
      B: { transitions: [{ target: 'C' }], after: 'PT1M' },
      C: { transitions: [], after: undefined },
    },
    [],
  ),
  [
    [{ targetStateId: 'B' }, 0],
    [{ targetStateId: 'C' }, 0],
    [{ targetStateId: 'B', context: { n: 'two' } }, 0],
    [{ targetStateId: 'B', context: { n: 2, s: 'z'.repeat(113) } }, 0],
    [{ targetStateId: 'B', expectedRevision: 40n }, 0],
    [{ targetStateId: 'B', context: { n: 2 } }, 0],
    [{ event: 'END' }, 60_001],
  ],
];

describe('a transition that is only considered', () => {
  it('answers what the command then does, and stores nothing, whatever the definition and the journey', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(definition, steps, async (document, moves) => {
        const time = new FakeTime();
        const store = new InMemoryEventStore({ now: () => time.now() });
        const handling = new CommandHandlingFixture(store, time, undefined, { maxContextBytes: MAX_CONTEXT_BYTES });
        const published = await handling.catalog.publish('default', document, { subject: 'test', kind: 'caller' });
        fc.pre(published.kind === 'published');
        await handling.execute({ type: 'StartJourney', sessionId: SESSION }, { definitionId: document.id });
        for (const [asked, waitMs] of moves) {
          await time.advance(waitMs);
          const before = [await handling.journey(SESSION), await handling.refused(SESSION), await store.lastPosition()];
          const considered = await handling.reader.consider('default', SESSION, { move: asked });
          expect([
            await handling.journey(SESSION),
            await handling.refused(SESSION),
            await store.lastPosition(),
          ]).toEqual(before);
          const reply = await handling.execute({ type: 'TransitionJourney', sessionId: SESSION, ...asked });
          const { outcome, code = null, reason = null, events, journey } = reply;
          expect(considered?.result).toEqual({
            ...{ outcome, code, reason },
            stateId: journey?.stateId ?? considered?.reasons.stateId,
            events: events.map(({ type, data }) => ({ type, data })),
          });
          seen.add(`${outcome} ${code ?? ''}`);
        }
      }),
      { numRuns: examples(0.5), examples: [EVERY_OUTCOME] },
    );
    // The examples are worth something only while they reach every kind of outcome.
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'ADVANCED ',
        'REJECTED TRANSITION_NOT_ALLOWED',
        'REJECTED GUARD_FAILED',
        'REJECTED CONTEXT_INVALID',
        'REJECTED CONTEXT_TOO_LARGE',
        'EXPIRED JOURNEY_EXPIRED',
        'CONFLICT REVISION_CONFLICT',
      ]),
    );
  });
});
