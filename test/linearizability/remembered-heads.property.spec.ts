import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CommandReply } from '@ledger/command-handling';
import { CommandHandlingFixture } from '@ledger/command-handling/testing';
import { ChainVerifier, readMetadata, RevisionConflictError, type RecordedEvent } from '@ledger/event-store';
import { EventStoreDbEventStore } from '@ledger/event-store-eventstoredb';
import { EventStoreDbDouble } from '@ledger/event-store-eventstoredb/testing';
import { Random } from '../support/random';
import { violations } from './check';
import { DEFINITION, type Operation, type StoredEvent, type Told } from './operations';

const SESSIONS = ['one', 'two'] as const;
const COMMANDS = 120;
const CALLERS = 6;

/** Reads of journeys that a command made. */
const command = new AsyncLocalStorage<{ reads: number }>();

/** An adapter whose calls take a random while, so that those of two processes cross. */
class RestlessStore extends EventStoreDbEventStore {
  conflicts = 0;

  constructor(
    url: string,
    private readonly random: Random,
  ) {
    super({ url });
  }

  override async append(...asked: Parameters<EventStoreDbEventStore['append']>) {
    await this.#while();
    try {
      return await super.append(...asked);
    } catch (error) {
      if (error instanceof RevisionConflictError) this.conflicts += 1;
      throw error;
    } finally {
      await this.#while();
    }
  }

  override async *readStream(...asked: Parameters<EventStoreDbEventStore['readStream']>) {
    const own = command.getStore();
    if (own !== undefined && asked[0].startsWith('journey.')) own.reads += 1;
    await this.#while();
    yield* super.readStream(...asked);
  }

  async #while(): Promise<void> {
    for (let turns = this.random.between(0, 6); turns > 0; turns--) await nextTurn();
  }
}

interface Process {
  readonly store: RestlessStore;
  readonly handling: CommandHandlingFixture;
}

function toldBy({ outcome, journey, replayed }: CommandReply): Told {
  if (journey === undefined) throw new Error(`A move was answered ${outcome}, without a journey.`);
  return {
    outcome: outcome as Told['outcome'],
    revision: journey.revision,
    stateId: journey.stateId,
    replayed: replayed ?? false,
  };
}

function storedEvent(event: RecordedEvent): StoredEvent {
  const { from = null, to = DEFINITION.initial } = JSON.parse(event.data) as { from?: string; to?: string };
  const commandId = event.revision === 0n ? null : (readMetadata(event).commandId ?? null);
  return { revision: Number(event.revision), commandId, from, to };
}

async function readBy({ reader }: CommandHandlingFixture, sessionId: string): Promise<Operation> {
  const invokedAt = performance.now();
  const journey = await reader.get('default', sessionId);
  if (journey === undefined) throw new Error(`There is no journey ${sessionId}.`);
  const { revision, stateId } = journey;
  const told = { outcome: 'READ', revision, stateId, replayed: false } as const;
  return { sessionId, invokedAt, completedAt: performance.now(), told };
}

/** Both processes start a session at once, each sure that it is new; what they were told, sorted. */
async function startedByBoth(processes: readonly [Process, Process], sessionId: string): Promise<readonly string[]> {
  const replies = await Promise.all(
    processes.map(({ handling }) => handling.start(sessionId, { definitionId: DEFINITION.id })),
  );
  return replies.map(({ outcome }) => outcome).sort();
}

/** Random moves and reads through two processes; what they were told, and the commands that read nothing. */
async function calls(processes: readonly [Process, Process], seed: number) {
  const operations: Operation[] = [];
  /** May be sent again through either process. */
  const applied: Required<Pick<Operation, 'sessionId' | 'command'>>[] = [];
  const counts = { unread: 0, unsaid: 0 };
  const caller = async (name: number): Promise<void> => {
    const random = new Random(seed * 100 + name);
    for (let count = 0; count < COMMANDS / CALLERS; count++) {
      const { handling } = random.pick(processes);
      if (random.chance(0.2)) {
        operations.push(await readBy(handling, random.pick(SESSIONS)));
        continue;
      }
      const again = applied.length > 0 && random.chance(0.25) ? random.pick(applied as [never, ...never[]]) : undefined;
      const { sessionId, command: asked } =
        again ??
        ({
          sessionId: random.pick(SESSIONS),
          command: { commandId: `${name}-${count}`, target: random.pick(['A', 'B', 'C']) },
        } as (typeof applied)[number]);
      const invokedAt = performance.now();
      const own = { reads: 0 };
      const { commandId, target } = asked;
      const reply = await command.run(own, () => handling.move(sessionId, target, { commandId }));
      const told = toldBy(reply);
      operations.push({ sessionId, command: asked, invokedAt, completedAt: performance.now(), told });
      if (told.outcome === 'ADVANCED' && !told.replayed) {
        if (own.reads === 0) counts.unread += 1;
        applied.push({ sessionId, command: asked });
      } else if (own.reads === 0) counts.unsaid += 1;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, name) => caller(name)));
  return { operations, ...counts };
}

describe('two processes on one event store server, each with its remembered heads', () => {
  it.each([1, 2, 3])('answer as one order of all commands would (seed %i)', async (seed) => {
    const double = await EventStoreDbDouble.start();
    const open = (number: number): Process => {
      const store = new RestlessStore(double.url, new Random(seed * 10 + number));
      return { store, handling: new CommandHandlingFixture(store) };
    };
    const processes = [open(1), open(2)] as const;
    const [{ handling: first }] = processes;
    try {
      await first.publish(DEFINITION);
      for (const sessionId of SESSIONS) {
        expect(await startedByBoth(processes, sessionId)).toEqual(['CREATED', 'RESUMED']);
      }
      const { operations, unread, unsaid } = await calls(processes, seed);
      for (const sessionId of SESSIONS) {
        const events = await first.journey(sessionId);
        const own = operations.filter((operation) => operation.sessionId === sessionId);
        expect(violations(own, events.map(storedEvent))).toEqual([]);
        const verifier = new ChainVerifier();
        expect(events.flatMap((event) => verifier.check(event))).toEqual([]);
      }
      // Nothing that appended nothing was said without a read, and both ways were taken: heads that held, and old ones.
      expect(unsaid).toBe(0);
      expect(unread).toBeGreaterThan(0);
      expect(processes[0].store.conflicts + processes[1].store.conflicts).toBeGreaterThan(0);
    } finally {
      for (const { handling, store } of processes) {
        await handling.feed.stop();
        await handling.attempts.drain();
        await store.close();
      }
      await double.close();
    }
  });
});
