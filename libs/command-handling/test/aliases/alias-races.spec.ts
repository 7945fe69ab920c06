import { CommandHandlingFixture, SharedEventStore } from '@ledger/command-handling/testing';
import { ChainVerifier, streamName, type EventStore } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { aliasStream } from '@ledger/journey';
import { examples, FakeTime } from '@ledger/runtime/testing';
import fc from 'fast-check';
import type { CommandReply } from '@ledger/command-handling';
import { changeAlias, ensure, resuming } from './aliased-commands.test-support';

/** Where a process ends in the middle of a command: before its next append, or right after it. */
type Death = { readonly appends: number; readonly when: 'before' | 'after' } | undefined;

class ProcessEndedError extends Error {}

/** One process's way to the store: the scheduler orders its reads and appends among those of others. */
class ScheduledStore extends SharedEventStore {
  death: { appends: number; when: 'before' | 'after' } | undefined;

  constructor(
    inner: EventStore,
    private readonly turn: () => Promise<void>,
  ) {
    super(inner);
  }

  override async append(...args: Parameters<EventStore['append']>): ReturnType<EventStore['append']> {
    if (!isRaced(args[0])) return super.append(...args);
    await this.turn();
    if (this.#dies('before')) throw new ProcessEndedError();
    const result = await super.append(...args);
    if (this.#dies('after')) throw new ProcessEndedError();
    return result;
  }

  override async *readStream(...args: Parameters<EventStore['readStream']>): ReturnType<EventStore['readStream']> {
    if (isRaced(args[0])) await this.turn();
    yield* super.readStream(...args);
  }

  #dies(when: 'before' | 'after'): boolean {
    if (this.death?.when !== when) return false;
    this.death.appends -= 1;
    return this.death.appends < 0;
  }
}

/** Attempts are recorded beside the commands, and a command that has ended must wait for none. */
function isRaced(stream: string): boolean {
  return stream.startsWith('journey.') || stream.startsWith('alias.');
}

const alias = fc.constantFrom('a', 'b');
const session = fc.constantFrom('s1', 's2', 's3');
const death: fc.Arbitrary<Death> = fc.option(
  fc.record({ appends: fc.nat(2), when: fc.constantFrom('before' as const, 'after' as const) }),
  { nil: undefined, freq: 3 },
);
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('ensure' as const),
      session,
      aliases: fc.uniqueArray(alias, { minLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('start' as const), session }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('AddAlias' as const, 'RemoveAlias' as const), session, alias }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('end' as const, 'abort' as const, 'reopen' as const), session }),
  },
);
type Sent = typeof command extends fc.Arbitrary<infer T> ? T : never;

const { states } = resuming('always');
/** A journey that timed out may continue, so that it is open again. */
const REOPENING = {
  ...resuming('always'),
  states: { ...states, ABORT_TIMEOUT: { transitions: [{ target: 'CALL_BACK' }] } },
};

let runs = 0;

/** The names of one run: definitions are compiled once for all. */
class Run {
  readonly #run = `run-${++runs}`;
  session = (name: string): string => `${this.#run}-${name}`;
  alias = (name: string): string => `${name}:${this.#run}`;

  async execute(handling: CommandHandlingFixture, sent: Sent, commandId: string): Promise<CommandReply> {
    const sessionId = this.session(sent.session);
    switch (sent.do) {
      case 'ensure':
        return ensure(handling, sessionId, sent.aliases.map(this.alias), { commandId });
      case 'start':
        return handling.start(sessionId);
      case 'abort':
        return handling.execute({ type: 'MoveJourney', sessionId, targetStateId: 'ABORT_TIMEOUT', reason: 'gone' });
      case 'reopen':
        return handling.move(sessionId, 'CALL_BACK');
      case 'end':
        await handling.move(sessionId, 'PAY');
        return handling.move(sessionId, 'DONE');
      default:
        return changeAlias(handling, sent.do, sessionId, this.alias(sent.alias), commandId);
    }
  }

  /** Open journeys that have the alias. */
  async holders(handling: CommandHandlingFixture, name: string): Promise<string[]> {
    const sessions = ['s1', 's2', 's3', 'next-a', 'next-b'].map(this.session);
    const journeys = await Promise.all(sessions.map((each) => handling.reader.get('default', each)));
    return journeys.flatMap((journey) =>
      journey?.status === 'ACTIVE' && journey.aliases?.includes(this.alias(name)) === true ? [journey.sessionId] : [],
    );
  }

  async isChained(handling: CommandHandlingFixture, name: string): Promise<boolean> {
    const verifier = new ChainVerifier();
    const stream = streamName(aliasStream('default', this.alias(name)));
    for await (const event of handling.store.readStream(stream, { ifMissing: 'empty' })) {
      if (verifier.check(event).length > 0) return false;
    }
    return true;
  }
}

describe('commands of several processes that race on aliases', () => {
  it('never leave two open journeys under one alias, wherever a process ends', async () => {
    const store = new InMemoryEventStore();
    const time = new FakeTime();
    let turn = (): Promise<void> => Promise.resolve();
    const stores = [1, 2, 3].map(() => new ScheduledStore(store, () => turn()));
    const processes = stores.map((each) => new CommandHandlingFixture(each, time));
    const quiet = await new CommandHandlingFixture(new SharedEventStore(store), time).publish(REOPENING);
    for (const each of processes) await each.definitions.resolveForStart('default', 'Payment');

    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ sent: command, process: fc.nat(2) }), { minLength: 2, maxLength: 8 }),
        fc.tuple(death, death, death),
        async (scheduler, commands, deaths) => {
          const run = new Run();
          turn = () => scheduler.schedule(Promise.resolve());
          stores.forEach((each, index) => (each.death = deaths[index] && { ...deaths[index] }));
          const replies = await scheduler.waitFor(
            Promise.allSettled(
              commands.map(({ sent, process }, index) =>
                run.execute(processes[process] as CommandHandlingFixture, sent, `c${index}`),
              ),
            ),
          );
          turn = () => Promise.resolve();
          stores.forEach((each) => (each.death = undefined));

          for (const reply of replies) {
            if (reply.status === 'rejected') expect(reply.reason).toBeInstanceOf(ProcessEndedError);
          }
          for (const name of ['a', 'b']) {
            const holders = await run.holders(quiet, name);
            expect(holders.length).toBeLessThanOrEqual(1);
            expect(await run.isChained(quiet, name)).toBe(true);
            // Whatever was lost, the next start with the alias finds its journey or starts one.
            const next = await ensure(quiet, run.session(`next-${name}`), [run.alias(name)]);
            expect(['CREATED', 'RESUMED']).toContain(next.outcome);
            if (holders[0] !== undefined) expect(next.journey?.sessionId).toBe(holders[0]);
            expect(await run.holders(quiet, name)).toEqual([next.journey?.sessionId]);
          }
          // What timed out may continue, and has no alias then that another journey has taken.
          for (const name of ['s1', 's2', 's3']) await quiet.move(run.session(name), 'CALL_BACK');
          for (const name of ['a', 'b']) expect((await run.holders(quiet, name)).length).toBeLessThanOrEqual(1);
          // A repeat leads to the journey that its first reply named.
          for (const [index, reply] of replies.entries()) {
            const sent = commands[index]?.sent;
            if (sent?.do !== 'ensure' || reply.status === 'rejected' || reply.value.journey === undefined) continue;
            const again = await run.execute(quiet, sent, `c${index}`);
            expect(again.journey?.sessionId).toBe(reply.value.journey.sessionId);
          }
        },
      ),
      { numRuns: examples(0.5) },
    );
  });
});
