import { setImmediate as nextTurn } from 'node:timers/promises';
import { RecordedLog } from '@ledger/command-handling/testing';
import { StoreUnavailableError } from '@ledger/event-store';
import { OperationRunner } from '../src/index';
import type { OperationRunnerPorts } from '../src/operation-runner';
import { OPERATOR, OperationsFixture } from './operations-fixture.test-support';

describe('the runner of operations', () => {
  let fixture: OperationsFixture;
  let log: RecordedLog;
  beforeEach(async () => {
    fixture = await OperationsFixture.open();
    log = new RecordedLog();
  });
  afterEach(() => fixture.close());

  const runnerWith = (ports: Partial<OperationRunnerPorts> = {}): OperationRunner =>
    new OperationRunner({ ...fixture.ports, operations: fixture.operations, log, ...ports }, { retryAfterMs: 2_000 });

  /** Moves the clock from timer to timer, letting what they began come to an end in between. */
  async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
    while (!(await isTrue())) {
      for (let turns = 0; turns < 20; turns++) await nextTurn();
      const [due] = fixture.time.waiting;
      if (due !== undefined) await fixture.time.advance(Date.parse(due) - fixture.time.now().getTime());
    }
  }

  const statusIs = (status: string) => async () => (await fixture.state()).status === status;

  it('finds operations by itself, and carries them to their end', async () => {
    await fixture.begin(5);
    const runner = runnerWith();
    runner.start();
    expect(runner.status()).toEqual({ isRunning: true, underWay: 0, lastError: null });
    await fixture.request();
    await fixture.project();
    await until(statusIs('COMPLETED'));
    await fixture.project();
    await until(() => runner.status().underWay === 0);
    expect(fixture.given).toHaveLength(5);
    await runner.stop();
    expect(runner.status().isRunning).toBe(false);
    expect(fixture.time.waiting).toEqual([]);
  });

  it('leaves a paused operation alone, and continues once it is resumed', async () => {
    await fixture.begin(2);
    await fixture.request();
    await fixture.batches.tell('default', 'op-1', { type: 'PauseOperation' }, { actor: OPERATOR });
    await fixture.project();
    const runner = runnerWith();
    runner.start();
    for (let polls = 0; polls < 5; polls++) await fixture.time.advance(500);
    expect(fixture.given).toEqual([]);
    await fixture.batches.tell('default', 'op-1', { type: 'ResumeOperation' }, { actor: OPERATOR });
    await fixture.project();
    await until(statusIs('COMPLETED'));
    await runner.stop();
  });

  it('sets an operation aside whose store does not answer, says so once, and tries again', async () => {
    await fixture.begin(3);
    await fixture.request();
    await fixture.project();
    let refusals = 2;
    const runner = runnerWith({
      execute: (request) =>
        (refusals -= 1) >= 0
          ? Promise.reject(new StoreUnavailableError('The ledger is away.'))
          : fixture.execute(request),
    });
    runner.start();
    const begun = fixture.time.now().getTime();
    await until(() => runner.status().lastError !== null);
    expect(runner.status().lastError).toBe('Operation op-1 of tenant default cannot continue now: The ledger is away.');
    await until(statusIs('COMPLETED'));
    expect(fixture.time.now().getTime() - begun).toBeGreaterThanOrEqual(2_000);
    await until(() => runner.status().lastError === null);
    expect(log.errors).toHaveLength(1);
    await runner.stop();
  });

  it('waits for read models that are away', async () => {
    await fixture.begin(1);
    await fixture.request();
    await fixture.project();
    let isAway = true;
    const operationsUnderWay = (limit: number) =>
      isAway ? Promise.reject(new Error('PostgreSQL is away.')) : fixture.operations.operationsUnderWay(limit);
    const runner = runnerWith({ operations: { operationsUnderWay } });
    runner.start();
    await until(() => runner.status().lastError !== null);
    isAway = false;
    await until(statusIs('COMPLETED'));
    expect(log.errors).toEqual(['The operations that are under way cannot be read: PostgreSQL is away.']);
    await runner.stop();
  });

  it('ends what is under way when it is stopped, and leaves the rest to the next one', async () => {
    await fixture.begin(9);
    await fixture.request({}, 1);
    await fixture.project();
    const first = runnerWith();
    first.start();
    await until(async () => (await fixture.state()).done === 2);
    await first.stop();
    const { done } = await fixture.state();
    expect(done).toBe(fixture.given.length);
    expect(done).toBeLessThan(9);
    const second = runnerWith();
    second.start();
    await until(statusIs('COMPLETED'));
    expect(fixture.given).toHaveLength(9);
    await second.stop();
  });
});
