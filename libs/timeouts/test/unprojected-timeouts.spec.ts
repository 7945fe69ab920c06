import { position } from '@ledger/event-store';
import { UnprojectedTimeouts } from '../src/unprojected-timeouts';
import { due } from './fake-deadlines';

const NOON = Date.parse('2026-01-31T12:00:00.000Z');
const one = due('s1', '2026-01-31T11:00:00.000Z');

let fired: UnprojectedTimeouts;

beforeEach(() => {
  fired = new UnprojectedTimeouts();
});

describe('deadlines that were fired', () => {
  it('are known until the read model has reached their position', () => {
    fired.note(one, position('7'));
    fired.forget(position('6'), NOON);
    expect([fired.has(one), fired.size]).toEqual([true, 1]);
    fired.forget(undefined, NOON);
    expect(fired.has(one)).toBe(true);
    fired.forget(position('7'), NOON);
    expect([fired.has(one), fired.size]).toEqual([false, 0]);
  });

  it('are told from the next deadline of the same session', () => {
    fired.note(one, position('7'));
    expect(fired.has({ ...one, enteredRevision: 1n })).toBe(false);
  });
});

describe('deadlines in quarantine', () => {
  it('are left alone for that long', () => {
    fired.quarantine(one, NOON, 60_000);
    fired.forget(undefined, NOON + 59_999);
    expect(fired.has(one)).toBe(true);
    fired.forget(undefined, NOON + 60_000);
    expect(fired.has(one)).toBe(false);
  });

  it('do not wait for the time that a clock was moved back', () => {
    fired.quarantine(one, NOON, 60_000);
    fired.forget(undefined, NOON - 3_600_000);
    expect(fired.has(one)).toBe(false);
  });

  it('are bounded: the first goes where there are too many', () => {
    const many = Array.from({ length: 10_001 }, (_, n) => due(`s${n}`, '2026-01-31T11:00:00.000Z'));
    for (const deadline of many) fired.quarantine(deadline, NOON, 60_000);
    expect([many[0], many[1], many[10_000]].map((deadline) => deadline && fired.has(deadline))).toEqual([
      false,
      true,
      true,
    ]);
  });
});
