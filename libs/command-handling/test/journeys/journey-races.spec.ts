import { CommandHandlingFixture, SharedEventStore } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { ChainVerifier } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import fc from 'fast-check';

type Command = JourneyCommandRequest['command'];

const sessionId = 's1';
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    type: fc.constant('TransitionJourney' as const),
    sessionId: fc.constant(sessionId),
    targetStateId: fc.constantFrom('WELCOME', 'IDENTIFY', 'NOTE', 'PAY', 'DONE', 'NOWHERE'),
    commandId: fc.option(fc.constantFrom('c1', 'c2', 'c3'), { nil: undefined }),
    expectedRevision: fc.option(fc.bigInt({ min: 0n, max: 5n }), { nil: undefined }),
  }),
  fc.record({
    type: fc.constant('ChangeContext' as const),
    sessionId: fc.constant(sessionId),
    patch: fc.record({ attempts: fc.integer({ min: 0, max: 3 }) }),
    expectedRevision: fc.option(fc.bigInt({ min: 0n, max: 5n }), { nil: undefined }),
  }),
  fc.record({ type: fc.constant('StartJourney' as const), sessionId: fc.constant(sessionId) }),
  fc.record({
    type: fc.constant('AbortOnTimeout' as const),
    sessionId: fc.constant(sessionId),
    enteredRevision: fc.bigInt({ min: 0n, max: 3n }),
  }),
);

function withoutUndefined(given: Command): Command {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Command;
}

const success = ({ outcome, replayed }: CommandReply): boolean =>
  !replayed && (outcome === 'CREATED' || outcome === 'ADVANCED' || outcome === 'EXPIRED');

async function chainIsSound(handling: CommandHandlingFixture, session: string): Promise<number> {
  const verifier = new ChainVerifier();
  const events = await handling.journey(session);
  expect(events.flatMap((event) => verifier.check(event))).toEqual([]);
  return events.length;
}

/** Compiling a definition is what takes time here: one for all runs, and a session for each. */
let runs = 0;

function inSession(commands: readonly Command[]): { session: string; commands: Command[] } {
  runs += 1;
  const session = `run-${runs}`;
  return { session, commands: commands.map((each) => ({ ...each, sessionId: session })) };
}

describe('commands that race on one journey', () => {
  it('in one process: one after the other gives the same replies and the same stream', async () => {
    const racing = await newProcess();
    const ordered = await newProcess();
    await fc.assert(
      fc.asyncProperty(fc.array(command.map(withoutUndefined), { minLength: 1, maxLength: 12 }), async (given) => {
        const { session, commands } = inSession(given);
        const replies = await Promise.all(commands.map((each) => racing.execute(each, { definitionId: 'Payment' })));
        const sequence: CommandReply[] = [];
        for (const each of commands) sequence.push(await ordered.execute(each, { definitionId: 'Payment' }));
        expect(replies.map(comparable)).toEqual(sequence.map(comparable));
        expect(await chainIsSound(racing, session)).toBe((await ordered.journey(session)).length);
      }),
      { numRuns: 200 },
    );
  });

  it('in several processes: every success has revisions of its own, and the replies tell the whole stream', async () => {
    const store = new InMemoryEventStore();
    const time = new FakeTime();
    const first = await new CommandHandlingFixture(new SharedEventStore(store), time).publish();
    const processes = [first, ...[1, 2].map(() => new CommandHandlingFixture(new SharedEventStore(store), time))];
    await fc.assert(
      fc.asyncProperty(fc.array(command.map(withoutUndefined), { minLength: 2, maxLength: 12 }), async (given) => {
        const { session, commands } = inSession(given);
        const replies = await Promise.all(
          commands.map((each, index) => (processes[index % 3] ?? first).execute(each, { definitionId: 'Payment' })),
        );
        const stored = (await first.journey(session)).map(({ id }) => id);
        const told = replies.filter(success).flatMap(({ events }) => events);
        // A store takes one event id once, and then tells two senders of one command id the same.
        expect([...new Set(told.map(({ id }) => id))].sort()).toEqual([...stored].sort());
        for (const { id, revision } of told) expect(stored[revision]).toBe(id);
        await chainIsSound(first, session);
        await Promise.all(processes.map(({ attempts }) => attempts.drain()));
      }),
      { numRuns: 150 },
    );
  });

  it('50 from one revision: one goes through and 49 conflict', async () => {
    for (const processes of [1, 5]) {
      const store = new InMemoryEventStore();
      const time = new FakeTime();
      const all = Array.from({ length: processes }, () =>
        processes === 1
          ? new CommandHandlingFixture(store, time)
          : new CommandHandlingFixture(new SharedEventStore(store), time),
      );
      await all[0]?.publish();
      await all[0]?.start(sessionId);
      const replies = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          (all[index % processes] as CommandHandlingFixture).move(sessionId, 'IDENTIFY', {
            expectedRevision: 0n,
            commandId: `c${index}`,
          }),
        ),
      );
      const outcomes = replies.map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'ADVANCED')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'CONFLICT')).toHaveLength(49);
      expect(store.ledger.streams.get('journey.default-s1' as never)).toHaveLength(2);
      await Promise.all(all.map(({ attempts }) => attempts.drain()));
      expect(store.ledger.streams.get('attempt.default-s1' as never)).toHaveLength(49);
    }
  });

  it('50 without a lock in one process all go through, one after the other', async () => {
    const handling = await newProcess();
    await handling.start(sessionId);
    await handling.move(sessionId, 'NOTE');
    const replies = await Promise.all(Array.from({ length: 50 }, () => handling.move(sessionId, 'NOTE')));
    expect(replies.map(({ outcome, journey }) => [outcome, journey?.revision])).toEqual(
      replies.map((_, index) => ['ADVANCED', index + 2]),
    );
  });
});

async function newProcess(): Promise<CommandHandlingFixture> {
  const time = new FakeTime();
  return new CommandHandlingFixture(new InMemoryEventStore({ now: () => time.now() }), time).publish();
}

/** A reply without what differs from run to run: ids that the process made up itself, and places among all events. */
function comparable(reply: CommandReply): object {
  return {
    ...reply,
    journey: reply.journey && { ...reply.journey, position: '' },
    events: reply.events.map((event) => ({ ...event, id: '' })),
  };
}
