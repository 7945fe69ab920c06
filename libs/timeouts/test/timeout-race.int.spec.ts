import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CommandHandlingFixture, SharedEventStore } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import type { CommandReply } from '@ledger/command-handling';
import { ChainVerifier, type EventStore } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { SqliteEventStore } from '@ledger/event-store-sqlite';

const ROUNDS = 200;
/** Turns of the event loop that the first of two processes is ahead at most. */
const MAX_HEAD_START = 20;
const START = '2026-01-31T12:00:00.000Z';
const BEFORE_DEADLINE = '2026-01-31T12:01:59.999Z';
const DEADLINE = '2026-01-31T12:02:00.000Z';

const abort = (handling: CommandHandlingFixture, sessionId: string): Promise<CommandReply> =>
  handling.execute(
    { type: 'AbortOnTimeout', sessionId, enteredRevision: 0n },
    { actor: { subject: 'timeout-saga', kind: 'saga' } },
  );

/** Which of the two events stands in the stream; fails unless it is exactly one, in a sound chain. */
async function winnerOf(handling: CommandHandlingFixture, sessionId: string): Promise<string> {
  const events = await handling.journey(sessionId);
  const verifier = new ChainVerifier();
  expect(events.flatMap((event) => verifier.check(event))).toEqual([]);
  expect(events.map(({ type }) => type)).toHaveLength(2);
  const winner = events[1]?.type ?? '';
  expect(['JourneyTransitioned', 'ABORT_TIMEOUT']).toContain(winner);
  return winner;
}

/** What the replies must say when one of the two events won. */
function expectReplies(winner: string, moved: CommandReply, aborted: CommandReply): void {
  if (winner === 'ABORT_TIMEOUT') {
    expect(aborted).toMatchObject({ outcome: 'EXPIRED', journey: { stateId: 'ABORT_TIMEOUT', revision: 1 } });
    expect(['EXPIRED', 'REJECTED']).toContain(moved.outcome);
  } else {
    expect(moved).toMatchObject({ outcome: 'ADVANCED', journey: { stateId: 'PAY', revision: 1 } });
    expect(aborted.outcome).toBe('STALE');
  }
}

let folder: string;
let opened: EventStore[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timeout-race-'));
  opened = [];
});

afterEach(async () => {
  for (const store of opened) await store.close();
  await rm(folder, { recursive: true });
});

const stores: [string, () => Promise<EventStore>][] = [
  ['in memory', () => Promise.resolve(new InMemoryEventStore())],
  ['on SQLite', () => SqliteEventStore.open({ path: join(folder, 'ledger.db') })],
];

describe.each(stores)('a transition that races its own timeout, %s', (_name, open) => {
  let store: EventStore;

  beforeEach(async () => {
    store = await open();
    opened.push(store);
  });

  it('in one process: exactly one of the two events, 200 times', async () => {
    const time = new FakeTime(START);
    const handling = await new CommandHandlingFixture(store, time).publish();
    const winners = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const sessionId = `s${round}`;
      time.set(START);
      await handling.start(sessionId);
      const isMoveFirst = Math.random() < 0.5;
      time.set(isMoveFirst ? BEFORE_DEADLINE : DEADLINE);
      const first = isMoveFirst ? handling.move(sessionId, 'PAY') : abort(handling, sessionId);
      // The first has been decided and is on its way to the store when the second comes.
      time.set(DEADLINE);
      const second = isMoveFirst ? abort(handling, sessionId) : handling.move(sessionId, 'PAY');
      const [moved, aborted] = isMoveFirst ? [await first, await second] : [await second, await first];
      const winner = await winnerOf(handling, sessionId);
      expectReplies(winner, moved, aborted);
      winners.set(winner, (winners.get(winner) ?? 0) + 1);
    }
    expect([...winners.values()].reduce((sum, count) => sum + count, 0)).toBe(ROUNDS);
    expect(winners.size).toBe(2);
    await handling.attempts.drain();
  });

  it('in two processes: exactly one of the two events, 200 times', async () => {
    const apiTime = new FakeTime(BEFORE_DEADLINE);
    const sagaTime = new FakeTime(DEADLINE);
    const startTime = new FakeTime(START);
    const starting = await new CommandHandlingFixture(new SharedEventStore(store), startTime).publish();
    const api = new CommandHandlingFixture(new SharedEventStore(store), apiTime);
    const saga = new CommandHandlingFixture(new SharedEventStore(store), sagaTime);
    const winners = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const sessionId = `s${round}`;
      await starting.start(sessionId);
      const isMoveFirst = Math.random() < 0.5;
      const first = isMoveFirst ? api.move(sessionId, 'PAY') : abort(saga, sessionId);
      // The saga reads the timeout rules again before it appends: how far the first has come then is left to chance.
      for (let turns = Math.floor(Math.random() * MAX_HEAD_START); turns > 0; turns--) await nextTurn();
      const second = isMoveFirst ? abort(saga, sessionId) : api.move(sessionId, 'PAY');
      const [moved, aborted] = isMoveFirst ? [await first, await second] : [await second, await first];
      const winner = await winnerOf(starting, sessionId);
      expectReplies(winner, moved, aborted);
      winners.set(winner, (winners.get(winner) ?? 0) + 1);
    }
    expect(winners.size).toBe(2);
    await api.attempts.drain();
  });
});
