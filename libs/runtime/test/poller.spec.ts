import { Poller } from '@ledger/runtime';
import { FakeTime } from '@ledger/runtime/testing';

describe('A poller', () => {
  let time: FakeTime;
  let polls: string[];
  let during: () => Promise<void>;
  let poller: Poller;

  beforeEach(() => {
    time = new FakeTime('2026-01-31T12:00:00.000Z');
    polls = [];
    during = () => Promise.resolve();
    const poll = async (): Promise<void> => {
      polls.push(time.now().toISOString().slice(17, 23));
      await during();
    };
    poller = new Poller({ scheduler: time, poll, pauseMs: () => 1_000 });
  });

  it('polls at once, and again after each pause, until it is stopped', async () => {
    poller.start();
    expect(poller.isRunning).toBe(true);
    await time.advance(2_500);
    await poller.stop();
    expect(poller.isRunning).toBe(false);
    await time.advance(5_000);
    expect(polls).toEqual(['00.000', '01.000', '02.000']);
    expect(time.waiting).toEqual([]);
  });

  it('is started once, however often it is told to', async () => {
    poller.start();
    poller.start();
    await time.advance(0);
    expect(polls).toEqual(['00.000']);
  });

  it('polls at once when it is woken, and pauses from then on', async () => {
    poller.start();
    await time.advance(300);
    poller.wake();
    await time.advance(1_000);
    expect(polls).toEqual(['00.000', '00.300', '01.300']);
  });

  it('woken during a poll, polls again right after it', async () => {
    let wakes = 1;
    during = () => {
      if (wakes-- > 0) poller.wake();
      return Promise.resolve();
    };
    poller.start();
    await time.advance(0);
    expect(polls).toEqual(['00.000', '00.000']);
  });

  it('woken before it starts, polls as ever', async () => {
    poller.wake();
    expect(time.waiting).toEqual([]);
    poller.start();
    await time.advance(1_000);
    expect(polls).toEqual(['00.000', '01.000']);
  });

  it('waits for the poll under way when it stops, and polls one after the other when it starts again', async () => {
    let end: (() => void) | undefined;
    during = () => new Promise((resolve) => (end = resolve));
    poller.start();
    const first = time.advance(0);
    await Promise.resolve();
    let hasStopped = false;
    const stopping = poller.stop().then(() => (hasStopped = true));
    poller.start();
    const second = time.advance(0);
    await Promise.resolve();
    expect([polls.length, hasStopped]).toEqual([1, false]);
    end?.();
    await stopping;
    await first;
    end?.();
    await second;
    expect(polls).toHaveLength(2);
    expect(time.waiting).toHaveLength(1);
  });
});
