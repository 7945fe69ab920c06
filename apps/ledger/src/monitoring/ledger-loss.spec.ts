import type { ProjectorRunner } from '../projector/projector-runner';
import { LedgerLoss } from './ledger-loss';

describe('LedgerLoss', () => {
  let now: number;
  let lost: string | undefined;
  const clock = { now: () => new Date(now) };
  const at = (milliseconds: number, reason: string | undefined, loss: LedgerLoss): string | undefined => {
    [now, lost] = [milliseconds, reason];
    return loss.reasonToRestart();
  };

  it('gives the reason once the ledger has been lost for 15 s, and counts again after it came back', () => {
    const loss = new LedgerLoss({ lost: () => lost }, clock);
    expect(at(0, undefined, loss)).toBeUndefined();
    expect(at(60_000, 'gone', loss)).toBeUndefined();
    expect(at(74_999, 'gone', loss)).toBeUndefined();
    expect(at(75_000, 'gone, now', loss)).toBe('gone, now');
    expect(at(75_001, undefined, loss)).toBeUndefined();
    expect(at(75_002, 'gone', loss)).toBeUndefined();
    expect(at(90_001, 'gone', loss)).toBeUndefined();
    expect(at(90_002, 'gone', loss)).toBe('gone');
  });

  it('counts on when the clock is set back', () => {
    const loss = new LedgerLoss({ lost: () => lost }, clock);
    expect(at(60_000, 'gone', loss)).toBeUndefined();
    expect(at(10_000, 'gone', loss)).toBeUndefined();
    expect(at(25_000, 'gone', loss)).toBe('gone');
  });

  it('never asks for a restart because of a server, which comes back by itself', () => {
    const loss = new LedgerLoss({}, clock);
    expect(at(0, 'gone', loss)).toBeUndefined();
    expect(at(60_000, 'gone', loss)).toBeUndefined();
  });

  it('asks for a restart because of a projector that does not come back, but not of one that stands by', () => {
    const runner = { status: () => status } as unknown as ProjectorRunner;
    let status = { state: 'restarting', lastError: 'out of memory' as string | null };
    const loss = new LedgerLoss({ lost: () => undefined }, clock, runner);
    expect(at(0, undefined, loss)).toBeUndefined();
    expect(at(15_000, undefined, loss)).toBe('The projector is restarting: out of memory');
    for (const state of ['running', 'standing-by']) {
      status = { state, lastError: 'PostgreSQL is away' };
      expect(at(60_000, undefined, loss)).toBeUndefined();
    }
    status = { state: 'stopped', lastError: null };
    expect(at(60_000, undefined, loss)).toBeUndefined();
    expect(at(75_000, undefined, loss)).toBe('The projector is stopped: unknown reason');
  });
});
