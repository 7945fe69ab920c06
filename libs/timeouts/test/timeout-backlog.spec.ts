import { RecordedLog } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import type { OpenDeadline } from '@ledger/projections';
import { TimeoutSaga, type TimeoutSagaOptions } from '@ledger/timeouts';
import { due, FakeDeadlines } from './fake-deadlines';

const NOON = Date.parse('2026-01-31T12:00:00.000Z');

let time: FakeTime;
let log: RecordedLog;
let deadlines: FakeDeadlines;
let sent: string[];

function execute({ command }: JourneyCommandRequest): Promise<CommandReply> {
  const position = String(sent.push(command.sessionId));
  const journey = { position } as CommandReply['journey'];
  return Promise.resolve({ outcome: 'EXPIRED', replayed: false, events: [], journey } as CommandReply);
}

function started(options: Partial<TimeoutSagaOptions>): TimeoutSaga {
  const saga = new TimeoutSaga({ deadlines, execute, clock: time, scheduler: time, log }, options);
  saga.start();
  return saga;
}

/** So many, a millisecond apart, the last of them an instant (epoch milliseconds) before noon. */
function overdue(count: number, lastBefore = 1): OpenDeadline[] {
  return Array.from({ length: count }, (_, n) => due(`s${n}`, new Date(NOON - lastBefore - count + n).toISOString()));
}

const inOrder = (count: number): string[] => Array.from({ length: count }, (_, n) => `s${n}`);

/** The read model follows the ledger: what was timed out is open no more. */
function project(): void {
  deadlines.appliedPosition = sent.length;
  const closed = new Set(sent);
  deadlines.rows = deadlines.rows.filter(({ sessionId }) => !closed.has(sessionId));
}

beforeEach(() => {
  time = new FakeTime('2026-01-31T12:00:00.000Z');
  log = new RecordedLog();
  deadlines = new FakeDeadlines();
  sent = [];
});

describe('a backlog', () => {
  it('is worked off in the order due, at no more than the rate', async () => {
    deadlines.rows = overdue(1_000);
    started({ maxPerSecond: 200, batchSize: 50 });
    await time.advance(0);
    expect(sent).toHaveLength(20);
    for (let second = 1; second <= 4; second++) {
      await time.advance(1_000);
      expect(sent).toHaveLength(20 + 200 * second);
      project();
    }
    await time.advance(1_000);
    expect(sent).toEqual(inOrder(1_000));
  });

  it('is not worked off further ahead of the read model than is remembered', async () => {
    deadlines.rows = overdue(100);
    const saga = started({ maxUnprojected: 30, batchSize: 20 });
    await time.advance(60_000);
    expect(sent).toEqual(inOrder(30));
    expect(saga.status()).toMatchObject({ awaitingProjection: 30, lastError: null });
    project();
    await time.advance(100);
    expect(sent).toEqual(inOrder(60));
    project();
    await time.advance(100);
    project();
    await time.advance(1_000);
    expect(sent).toEqual(inOrder(100));
    project();
    await time.advance(1_000);
    expect(saga.status()).toMatchObject({ awaitingProjection: 0, fired: 100, failed: 0 });
  });

  it('is not read again from the head of the queue while the read model is far behind', async () => {
    deadlines.rows = overdue(6_000);
    started({ maxPerSecond: 1_000_000 });
    await time.advance(0);
    expect(sent).toHaveLength(6_000);
    deadlines.searches.length = 0;
    deadlines.rows.push(due('next', new Date(NOON).toISOString()));
    await time.advance(1_000);
    expect(sent.at(-1)).toBe('next');
    expect(deadlines.searches.map(({ cursor }) => cursor)).not.toContain(undefined);
  });

  it('soon shows the saga a new deadline that stands before it', async () => {
    deadlines.rows = overdue(6_000);
    started({ maxPerSecond: 1_000_000 });
    await time.advance(0);
    deadlines.rows.push(due('before all', new Date(NOON - 3_600_000).toISOString()));
    await time.advance(5_000);
    expect(sent).toHaveLength(6_000);
    await time.advance(2_000);
    expect(sent.at(-1)).toBe('before all');
  });

  it('shows the saga at once a new deadline before the few that are not projected', async () => {
    deadlines.rows = overdue(2_000);
    started({ maxPerSecond: 1_000_000 });
    await time.advance(0);
    deadlines.appliedPosition = 1_500;
    deadlines.rows = deadlines.rows.slice(1_500);
    deadlines.rows.push(due('before all', new Date(NOON - 3_600_000).toISOString()));
    await time.advance(1_000);
    expect(sent.at(-1)).toBe('before all');
  });

  it('is not delayed by another projection that has stopped', async () => {
    deadlines.rows = overdue(10);
    const saga = started({});
    await time.advance(0);
    project();
    await time.advance(1_000);
    expect(saga.status().awaitingProjection).toBe(0);
  });
});

describe('lateness', () => {
  it('calls a listener for each timeout that was recorded', async () => {
    deadlines.rows = [due('s1', '2026-01-31T11:59:58.500Z'), due('s2', '2026-01-31T12:00:00.250Z')];
    const saga = started({});
    const seconds: number[] = [];
    saga.onFired((late) => seconds.push(late));
    await time.advance(1_000);
    expect(seconds).toEqual([1.5, 0]);
  });
});

describe('a clock that is moved', () => {
  it('forwards over many deadlines: they are found at the next poll, in the order due', async () => {
    deadlines.rows = overdue(40, -3_600_000);
    started({ pollIntervalMs: 1_000 });
    await time.advance(500);
    expect(sent).toEqual([]);
    time.set('2026-01-31T14:00:00.000Z');
    await time.advance(1_000);
    expect(sent).toEqual(inOrder(40));
    await time.advance(10_000);
    expect(sent).toHaveLength(40);
  });

  it('backwards: nothing fires before it is due again, and the saga continues', async () => {
    deadlines.rows = [due('s1', '2026-01-31T12:00:10.000Z')];
    started({ pollIntervalMs: 1_000 });
    await time.advance(9_000);
    time.set('2026-01-31T11:00:00.000Z');
    await time.advance(3_609_999);
    expect(sent).toEqual([]);
    await time.advance(1);
    expect(sent).toEqual(['s1']);
  });

  it('backwards: what was timed out before is not timed out again', async () => {
    deadlines.rows = overdue(10);
    started({});
    await time.advance(0);
    time.set('2026-01-31T11:00:00.000Z');
    await time.advance(2 * 3_600_000);
    expect(sent).toEqual(inOrder(10));
  });
});
