import { RecordedLog } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import { InvalidEventError, StoreUnavailableError } from '@ledger/event-store';
import { TimeoutSaga, type TimeoutSagaOptions } from '@ledger/timeouts';
import { due, FakeDeadlines } from './fake-deadlines';

let time: FakeTime;
let log: RecordedLog;
let deadlines: FakeDeadlines;
let sent: JourneyCommandRequest[];
let position: number;
/** What the ledger answers; EXPIRED unless a test says otherwise. */
let answer: (sessionId: string) => CommandReply['outcome'] | Error;

function execute(request: JourneyCommandRequest): Promise<CommandReply> {
  sent.push(request);
  const outcome = answer(request.command.sessionId);
  if (outcome instanceof Error) return Promise.reject(outcome);
  position += 1;
  const journey = { position: String(position) } as CommandReply['journey'];
  return Promise.resolve({
    outcome,
    replayed: false,
    events: [],
    ...(outcome === 'NOT_FOUND' || journey === undefined ? { reason: 'There is none.' } : { journey }),
  });
}

function newSaga(options: Partial<TimeoutSagaOptions> = {}): TimeoutSaga {
  return new TimeoutSaga({ deadlines, execute, clock: time, scheduler: time, log }, options);
}

const sessions = () => sent.map(({ command }) => command.sessionId);

beforeEach(() => {
  time = new FakeTime('2026-01-31T12:00:00.000Z');
  log = new RecordedLog();
  deadlines = new FakeDeadlines();
  sent = [];
  position = 100;
  answer = () => 'EXPIRED';
});

describe('what is due', () => {
  it('is sent as the saga, in order of deadlines, and what is not due is left alone', async () => {
    deadlines.rows = [
      due('third', '2026-01-31T12:00:00.000Z', 4n),
      due('first', '2026-01-31T11:58:00.000Z', 2n),
      due('second', '2026-01-31T11:59:00.000Z'),
      due('later', '2026-01-31T12:00:00.001Z'),
    ];
    const saga = newSaga({ concurrency: 1 });
    saga.start();
    await time.advance(0);
    expect(sent).toEqual(
      [
        ['first', 2n],
        ['second', 0n],
        ['third', 4n],
      ].map(([sessionId, enteredRevision]) => ({
        tenant: 'default',
        command: { type: 'AbortOnTimeout', sessionId, enteredRevision },
        actor: { subject: 'timeout-saga', kind: 'saga' },
      })),
    );
    expect(saga.status()).toEqual({
      isRunning: true,
      due: 3,
      fired: 3,
      stale: 0,
      failed: 0,
      awaitingProjection: 3,
      nextDeadline: '2026-01-31T12:00:00.001Z',
      lastLookAt: '2026-01-31T12:00:00.000Z',
      lastError: null,
    });
  });

  it('is read page by page, to the end', async () => {
    deadlines.rows = Array.from({ length: 25 }, (_, index) => due(`s${index}`, '2026-01-31T11:00:00.000Z'));
    newSaga({ batchSize: 10 }).start();
    await time.advance(0);
    expect(new Set(sessions()).size).toBe(25);
    expect(deadlines.searches.map(({ cursor, limit }) => [cursor, limit])).toEqual([
      [undefined, 10],
      ['10', 10],
      ['20', 10],
    ]);
  });

  it('is sent by a bounded number at once', async () => {
    deadlines.rows = Array.from({ length: 20 }, (_, index) => due(`s${index}`, '2026-01-31T11:00:00.000Z'));
    let running = 0;
    let most = 0;
    const counted = async (request: JourneyCommandRequest): Promise<CommandReply> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return execute(request);
    };
    new TimeoutSaga({ deadlines, execute: counted, clock: time, scheduler: time, log }, { concurrency: 3 }).start();
    await time.advance(0);
    expect(sent).toHaveLength(20);
    expect(most).toBe(3);
  });
});

describe('what was dealt with', () => {
  it.each(['EXPIRED', 'STALE'] as const)('and is shown still is not sent again: %s', async (outcome) => {
    answer = () => outcome;
    deadlines.rows = [due('s1', '2026-01-31T11:59:00.000Z')];
    const saga = newSaga({ pollIntervalMs: 1_000 });
    saga.start();
    await time.advance(10_000);
    expect(sent).toHaveLength(1);
    expect(saga.status()).toMatchObject({ due: 0, awaitingProjection: 1, lastError: null });
  });

  it('is forgotten once the read model has come that far: the session may time out in its next state', async () => {
    deadlines.rows = [due('s1', '2026-01-31T11:59:00.000Z')];
    const saga = newSaga({ pollIntervalMs: 1_000 });
    saga.start();
    await time.advance(2_000);
    deadlines.appliedPosition = 101;
    deadlines.rows = [due('s1', '2026-01-31T12:00:02.500Z', 1n)];
    await time.advance(1_000);
    expect(saga.status().awaitingProjection).toBe(1);
    expect(sent.map(({ command }) => 'enteredRevision' in command && command.enteredRevision)).toEqual([0n, 1n]);
    deadlines.appliedPosition = 102;
    deadlines.rows = [];
    await time.advance(1_000);
    expect(saga.status().awaitingProjection).toBe(0);
  });

  it('does not keep later pages from being looked at', async () => {
    deadlines.rows = Array.from({ length: 5 }, (_, index) => due(`s${index}`, '2026-01-31T11:00:00.000Z'));
    newSaga({ batchSize: 5 }).start();
    await time.advance(0);
    deadlines.rows.push(due('new', '2026-01-31T11:30:00.000Z'));
    await time.advance(1_000);
    expect(sessions()).toEqual(['s0', 's1', 's2', 's3', 's4', 'new']);
  });
});

describe('the next poll', () => {
  it('is at the next known deadline, to the millisecond, where that comes before the next poll', async () => {
    deadlines.rows = [due('s1', '2026-01-31T12:00:00.250Z')];
    newSaga({ pollIntervalMs: 1_000 }).start();
    await time.advance(249);
    expect(sent).toEqual([]);
    await time.advance(1);
    expect(sessions()).toEqual(['s1']);
  });

  it('is at the next poll where nothing is due before', async () => {
    newSaga({ pollIntervalMs: 1_000 }).start();
    await time.advance(0);
    expect(time.waiting).toEqual(['2026-01-31T12:00:01.000Z']);
    await time.advance(5_000);
    expect(deadlines.searches).toHaveLength(6);
  });
});

describe('faults', () => {
  it('of the read model are looked past, later and later, and are shown', async () => {
    deadlines.failures = Array.from({ length: 8 }, () => new Error('The read models are away.'));
    deadlines.rows = [due('s1', '2026-01-31T11:59:00.000Z')];
    const saga = newSaga({ pollIntervalMs: 1_000, maxBackoffMs: 8_000 });
    saga.start();
    const waits: number[] = [];
    for (let poll = 0; poll < 6; poll++) {
      await time.advance(Date.parse(time.waiting[0] ?? '') - time.now().getTime());
      waits.push(Date.parse(time.waiting[0] ?? '') - time.now().getTime());
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    expect(saga.status().lastError).toContain('The read models are away.');
    await time.advance(60_000);
    expect(saga.status()).toMatchObject({ fired: 1, lastError: null });
  });

  it('of the store end the poll, and everything is sent again', async () => {
    deadlines.rows = Array.from({ length: 10 }, (_, index) => due(`s${index}`, '2026-01-31T11:00:00.000Z'));
    answer = () => new StoreUnavailableError('The disk is away.');
    const saga = newSaga({ concurrency: 2, pollIntervalMs: 1_000 });
    saga.start();
    await time.advance(0);
    expect(sent).toHaveLength(2);
    expect(saga.status()).toMatchObject({ fired: 0, failed: 2, awaitingProjection: 0 });
    expect(log.errors).toEqual(['Timeouts cannot be recorded: The disk is away.']);
    answer = () => 'EXPIRED';
    await time.advance(1_000);
    expect(saga.status()).toMatchObject({ fired: 10, failed: 2, lastError: null });
  });

  it.each([
    ['a journey that cannot be read', () => new InvalidEventError('Revision 3 is not JSON.')],
    ['a journey that the ledger does not have', () => 'NOT_FOUND' as const],
    ['an answer that makes no sense', () => 'CONFLICT' as const],
  ])('of one journey do not keep the others from timing out: %s', async (_what, fault) => {
    deadlines.rows = [due('bad', '2026-01-31T11:00:00.000Z'), due('good', '2026-01-31T11:30:00.000Z')];
    answer = (sessionId) => (sessionId === 'bad' ? fault() : 'EXPIRED');
    const saga = newSaga({ concurrency: 1, pollIntervalMs: 1_000, quarantineMs: 60_000 });
    saga.start();
    await time.advance(0);
    expect(sessions()).toEqual(['bad', 'good']);
    expect(saga.status()).toMatchObject({ fired: 1, failed: 1 });
    expect(log.errors).toHaveLength(1);
    await time.advance(59_000);
    expect(sessions()).toEqual(['bad', 'good']);
    answer = () => 'EXPIRED';
    await time.advance(1_000);
    expect(sessions()).toEqual(['bad', 'good', 'bad']);
  });
});

describe('stopping', () => {
  it('waits for what is under way, and sends nothing more', async () => {
    deadlines.rows = Array.from({ length: 3 }, (_, index) => due(`s${index}`, '2026-01-31T11:00:00.000Z'));
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = async (request: JourneyCommandRequest): Promise<CommandReply> => {
      const reply = execute(request);
      await held;
      return reply;
    };
    const saga = new TimeoutSaga({ deadlines, execute: slow, clock: time, scheduler: time, log }, { concurrency: 1 });
    saga.start();
    const looking = time.advance(0);
    await new Promise((resolve) => setImmediate(resolve));
    let stopped = false;
    const stopping = saga.stop().then(() => (stopped = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    release();
    await stopping;
    await looking;
    expect(sessions()).toEqual(['s0']);
    expect(saga.status()).toMatchObject({ isRunning: false, fired: 1 });
    await time.advance(60_000);
    expect(sent).toHaveLength(1);
    expect(time.waiting).toEqual([]);
  });

  it('and starting again continues, with one poll at a time', async () => {
    const saga = newSaga({ pollIntervalMs: 1_000 });
    saga.start();
    saga.start();
    await time.advance(0);
    await saga.stop();
    saga.start();
    await time.advance(0);
    expect(time.waiting).toHaveLength(1);
    deadlines.rows = [due('s1', '2026-01-31T11:59:00.000Z')];
    await time.advance(1_000);
    expect(sessions()).toEqual(['s1']);
  });
});
