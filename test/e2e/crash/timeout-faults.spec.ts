import type { TimelineEntry } from './ledger-http';
import { timeoutFaults } from './timeout-faults';

const NOW = '2026-11-22T12:00:00.000Z';
const DUE = '2026-11-22T11:00:00.000Z';

const started = entry(0, 'JourneyStarted', 'FIRST', { deadline: DUE });
const moved = entry(1, 'JourneyTransitioned', 'SECOND', {});
const aborted = entry(1, 'ABORT_TIMEOUT', 'ABORT_TIMEOUT', { deadline: DUE });

function entry(revision: number, type: string, to: string, data: TimelineEntry['data']): TimelineEntry {
  return { type, revision, to, from: null, data, commandId: null, recordedAt: DUE, hash: '' };
}

describe('the judge of timeouts', () => {
  it('has nothing to say about one timeout, recorded once', () => {
    expect(timeoutFaults('s', [started, aborted], NOW)).toEqual([]);
  });

  it('has nothing to say about a journey that moved on, or is not due yet', () => {
    expect(timeoutFaults('s', [started, moved], NOW)).toEqual([]);
    expect(timeoutFaults('s', [started], '2026-11-22T10:59:59.999Z')).toEqual([]);
  });

  it('finds a lost timeout', () => {
    expect(timeoutFaults('s', [started], NOW)).toEqual([`s: the timeout due at ${DUE} was lost`]);
  });

  it('finds a doubled timeout', () => {
    expect(timeoutFaults('s', [started, aborted, { ...aborted, revision: 2 }], NOW)).toEqual([
      's: revision 2 aborts a state whose timeout is not running',
    ]);
  });

  it('finds a timeout that came too early, and one of another deadline', () => {
    const early = { ...aborted, recordedAt: '2026-11-22T10:59:59.999Z' };
    const other = { ...aborted, data: { deadline: NOW } };
    expect(timeoutFaults('s', [started, early], NOW)).toHaveLength(1);
    expect(timeoutFaults('s', [started, other], NOW)).toHaveLength(1);
  });
});
