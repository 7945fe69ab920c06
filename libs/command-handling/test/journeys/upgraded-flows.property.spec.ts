import fc from 'fast-check';
import { CommandHandlingFixture, PAYMENT_DEFINITION } from '@ledger/command-handling/testing';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { upgradePath, type DefinitionDocument } from '@ledger/journey';
import { examples, FakeTime } from '@ledger/runtime/testing';

/** What a call flow written for version 1 may send, with a lock or without. */
const step = fc.record({
  sessionId: fc.constantFrom('a', 'a', 'a', 'b'),
  kind: fc.constantFrom('start', 'start', 'go', 'go', 'event', 'patch', 'channel', 'restart', 'wait'),
  to: fc.constantFrom('WELCOME', 'IDENTIFY', 'PAY', 'NOTE', 'DONE'),
  context: fc.constantFrom({}, { verified: true }, { attempts: 3 }, { cardLast4: '1234', attempts: null }),
  lock: fc.constantFrom('none', 'revision', 'state', 'old'),
  seconds: fc.constantFrom(1, 30, 90),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const RENAMED = { PAY: 'PAYMENT', NOTE: 'REMARK', DONE: 'FINISHED' } as const;
const present = (name: string): string => (name in RENAMED ? RENAMED[name as keyof typeof RENAMED] : name);

/** Version 2 renames three states, a final one among them, and adds what a context lacks. */
const SECOND: DefinitionDocument = {
  ...PAYMENT_DEFINITION,
  version: 2,
  states: Object.fromEntries(
    Object.entries(PAYMENT_DEFINITION.states).map(([stateId, state]) => [
      present(stateId),
      {
        ...state,
        ...(state.transitions && {
          transitions: state.transitions.map((one) => ({ ...one, target: present(one.target) })),
        }),
      },
    ]),
  ),
  context: {
    ...PAYMENT_DEFINITION.context,
    required: ['tier', 'address'],
    properties: {
      ...(PAYMENT_DEFINITION.context!['properties'] as object),
      tier: { type: 'string', default: 'basic' },
      address: { type: 'object', properties: { country: { type: 'string', default: 'DE' } }, default: {} },
    },
  },
  upgrade: { states: RENAMED },
};

/** One process in which a flow takes its steps, and what it was answered. */
class Flow {
  readonly time = new FakeTime();
  readonly handling = new CommandHandlingFixture(new InMemoryEventStore({ now: () => this.time.now() }), this.time);
  /** What the flow read last. */
  readonly #read = new Map<string, { readonly revision: bigint; readonly stateId: string }>();

  async take({ sessionId, kind, to, context, lock, seconds }: Step): Promise<string> {
    if (kind === 'wait') {
      await this.time.advance(seconds * 1_000);
      return 'waited';
    }
    const known = this.#read.get(sessionId);
    const locked =
      known === undefined || lock === 'none'
        ? {}
        : lock === 'state'
          ? { expectedStateId: known.stateId }
          : { expectedRevision: lock === 'old' ? 0n : known.revision };
    const { handling } = this;
    const reply = await (kind === 'start'
      ? handling.start(sessionId)
      : kind === 'go'
        ? handling.move(sessionId, to, { context: context as never, ...locked })
        : kind === 'event'
          ? handling.execute({ type: 'TransitionJourney', sessionId, event: 'ASK', ...locked })
          : kind === 'patch'
            ? handling.execute({ type: 'ChangeContext', sessionId, patch: context as never, ...locked })
            : kind === 'channel'
              ? handling.execute({ type: 'ChangeChannel', sessionId, channel: 'chat', ...locked })
              : handling.execute({ type: 'RestartJourney', sessionId, reason: 'again', ...locked }));
    // What changed nothing a flow need not have read: another of its steps may have been answered meanwhile.
    if (reply.journey !== undefined && reply.outcome !== 'RESUMED' && reply.outcome !== 'UNCHANGED') {
      this.#read.set(sessionId, { revision: BigInt(reply.journey.revision), stateId: reply.journey.stateId });
    }
    const { stateId = '', deadline = null, channel = null } = reply.journey ?? {};
    return JSON.stringify([
      reply.replayed ? 'REPLAYED' : 'NEW',
      ...[reply.outcome, reply.code ?? null, present(stateId), deadline, channel],
    ]);
  }
}

describe('a flow written for version 1', () => {
  it('is proven to be safe under version 2', () => {
    expect(upgradePath(PAYMENT_DEFINITION, SECOND).when).toBe('resume');
  });

  it('is answered as before once version 2 is published, at whatever step, and its journeys run version 2', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), fc.nat(6), async (steps, publishedAt) => {
        const [before, after] = [new Flow(), new Flow()];
        for (const flow of [before, after]) await flow.handling.publish();
        const touched = new Set<string>();
        for (const [index, each] of steps.entries()) {
          if (index === publishedAt) await after.handling.publish(SECOND);
          const answer = await after.take(each);
          expect(answer).toBe(await before.take(each));
          // What was answered before is answered so again, and does nothing.
          if (index >= publishedAt && /"NEW","(ADVANCED|RESUMED|RESTARTED|UNCHANGED|CREATED)"/.test(answer)) {
            touched.add(each.sessionId);
          }
        }
        for (const sessionId of touched) {
          const journey = await after.handling.reader.get('default', sessionId);
          // An ended journey, and one that timed out, stays under the version that it ran.
          if (journey?.status === 'ACTIVE' && !journey.overdue) {
            expect(journey.definitionVersion).toBe(2);
          }
        }
      }),
      { numRuns: examples(0.3) },
    );
  });
});
