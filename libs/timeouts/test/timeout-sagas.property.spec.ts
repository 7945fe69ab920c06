import fc from 'fast-check';
import { CommandHandlingFixture, RecordedLog, SharedEventStore } from '@ledger/command-handling/testing';
import { examples, FakeTime } from '@ledger/runtime/testing';
import { StoreUnavailableError, type AppendResult, type EventStore } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { ABORT_TIMEOUT } from '@ledger/journey';
import type { OpenDeadline, Page, ProjectionStatus } from '@ledger/projections';
import { TimeoutSaga } from '@ledger/timeouts';

const START = '2026-01-31T12:00:00.000Z';
/** Of the state in which all journeys wait. */
const TIMEOUT_MS = 120_000;
/** In which they begin. */
const SPREAD_MS = 10_000;

/** A process's way to the store; killed, nothing that it still sends arrives, or it arrives and the reply is lost. */
class KilledStore extends SharedEventStore {
  #appendsLeft: number;

  constructor(
    inner: EventStore,
    appends: number,
    private readonly losesReply: boolean,
  ) {
    super(inner);
    this.#appendsLeft = appends;
  }

  override async append(...args: Parameters<EventStore['append']>): Promise<AppendResult> {
    this.#appendsLeft -= 1;
    if (this.#appendsLeft < -1 || (this.#appendsLeft === -1 && !this.losesReply)) throw killed();
    const result = await super.append(...args);
    if (this.#appendsLeft === -1) throw killed();
    return result;
  }
}

const killed = (): Error => new StoreUnavailableError('The process was killed.');

/** A read model that has applied the ledger's first events only, as many as it is told. */
class LaggingDeadlines {
  constructor(
    private readonly store: InMemoryEventStore,
    private lag: number,
  ) {}

  catchUp(): void {
    this.lag = 0;
  }

  deadlines({ dueBy = '9', limit }: { dueBy?: string; limit: number }): Promise<Page<OpenDeadline>> {
    const open = new Map<string, OpenDeadline>();
    for (const { stream, type, revision, data } of this.applied()) {
      const [, sessionId = ''] = stream.split('-');
      if (type === ABORT_TIMEOUT) open.delete(sessionId);
      if (type !== 'JourneyStarted') continue;
      const { definitionId, stateId, enteredAt, deadline } = JSON.parse(data) as OpenDeadline;
      const enteredRevision = revision;
      open.set(sessionId, {
        tenant: 'default',
        sessionId,
        definitionId,
        stateId,
        enteredRevision,
        enteredAt,
        deadline,
      });
    }
    const rows = [...open.values()].filter(({ deadline }) => deadline <= dueBy);
    return Promise.resolve({ rows: rows.sort((a, b) => (a.deadline < b.deadline ? -1 : 1)).slice(0, limit) });
  }

  projectionStatus(): Promise<ProjectionStatus[]> {
    const position = this.applied().at(-1)?.position ?? null;
    return Promise.resolve([{ name: 'open-deadlines', version: 1, position, state: 'live', lastError: null }]);
  }

  private applied() {
    const { events } = this.store.ledger;
    return events.slice(0, Math.max(0, events.length - this.lag));
  }
}

interface SagaProcess {
  /** Appends that reach the store before the process is killed. */
  readonly appends: number;
  readonly losesReply: boolean;
  readonly lag: number;
  readonly concurrency: number;
  /** Whether it is started a second time while it runs. */
  readonly startsTwice: boolean;
}

const sagaProcess: fc.Arbitrary<SagaProcess> = fc.record({
  appends: fc.nat(12),
  losesReply: fc.boolean(),
  lag: fc.nat(8),
  concurrency: fc.integer({ min: 1, max: 5 }),
  startsTwice: fc.boolean(),
});

function launch(store: InMemoryEventStore, time: FakeTime, process: SagaProcess) {
  const way = new KilledStore(store, process.appends, process.losesReply);
  const { executor } = new CommandHandlingFixture(way, time);
  const deadlines = new LaggingDeadlines(store, process.lag);
  const execute = executor.execute.bind(executor);
  const log = new RecordedLog();
  const options = { concurrency: process.concurrency, batchSize: 100 };
  const saga = new TimeoutSaga({ deadlines, execute, clock: time, scheduler: time, log }, options);
  saga.start();
  if (process.startsTwice) saga.start();
  return { saga, deadlines };
}

it('however many sagas run at once, and whenever they are killed, each deadline fires exactly once', async () => {
  const generation = fc.array(sagaProcess, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.array(generation, { maxLength: 3 }),
      async (journeys, runs) => {
        const time = new FakeTime(START);
        const store = new InMemoryEventStore({ now: () => time.now() });
        const callers = await new CommandHandlingFixture(new SharedEventStore(store), time).publish();
        for (let n = 0; n < journeys; n++) {
          time.set(new Date(Date.parse(START) + (n * SPREAD_MS) / journeys).toISOString());
          await callers.start(`s${n}`);
        }
        time.set(new Date(Date.parse(START) + TIMEOUT_MS - 1_000).toISOString());
        for (const processes of runs) {
          // Each has timers of its own; what they run on is one clock, moved on by all in turn.
          const running = processes.map((process) => {
            const own = new FakeTime(time.now().toISOString());
            return { own, ...launch(store, own, process) };
          });
          await Promise.all(running.map(({ own }) => own.advance(SPREAD_MS / 2)));
          await Promise.all(running.map(({ saga }) => saga.stop()));
          time.set(running[0]?.own.now().toISOString() ?? time.now().toISOString());
        }
        const last = { appends: Infinity, losesReply: false, lag: 3, concurrency: 4, startsTwice: true };
        const { saga, deadlines } = launch(store, time, last);
        await time.advance(TIMEOUT_MS);
        deadlines.catchUp();
        await time.advance(TIMEOUT_MS);
        await saga.stop();
        for (let n = 0; n < journeys; n++) {
          expect((await callers.journey(`s${n}`)).map(({ type }) => type)).toEqual(['JourneyStarted', ABORT_TIMEOUT]);
        }
        expect(saga.status()).toMatchObject({ awaitingProjection: 0, failed: 0 });
      },
    ),
    { numRuns: examples(0.1) },
  );
});
