import fc from 'fast-check';
import { changedCounts, type CountsSnapshot } from './counts-change';
import type { CountsReader } from './counts-reader';
import { wholeTenant } from '@ledger/projections';
import type { CountsFollower } from './counts-channel';
import { snapshotOf, type CountsReading } from './counts-reading';
import { LiveCounts } from './live-counts';
import type { LiveCountsMessage, StateCount } from './live-counts.schemas';

const ALL = wholeTenant('default');

function reading(states: readonly StateCount[], position = '1'): CountsReading {
  return {
    at: '2026-11-02T09:30:00.000Z',
    position,
    states: [...states],
    refusals: [],
    overdueEscalations: [],
    lagEvents: 0,
    lagSeconds: 0,
  };
}

function snapshot(states: readonly StateCount[]): CountsSnapshot {
  return snapshotOf(reading(states), undefined);
}

const state = (stateId: string, journeys: number, overdue = 0): StateCount => ({
  ...{ definitionId: 'Payment', version: 1, stateId, final: false, journeys, overdue },
});

const someStates = fc
  .uniqueArray(fc.record({ id: fc.constantFrom('A', 'B', 'C', 'D'), journeys: fc.integer({ min: 1, max: 5 }) }), {
    selector: ({ id }) => id,
  })
  .map((states) => snapshot(states.map(({ id, journeys }) => state(id, journeys))));

/** What a client has after a message. */
function applied(before: ReadonlyMap<string, number>, { kind, states }: LiveCountsMessage): Map<string, number> {
  const after = new Map(kind === 'snapshot' ? [] : before);
  for (const { stateId, journeys } of states) {
    if (journeys === 0) after.delete(stateId);
    else after.set(stateId, journeys);
  }
  return after;
}

const byState = ({ states }: CountsSnapshot): Map<string, number> =>
  new Map(states.map(({ stateId, journeys }) => [stateId, journeys]));

describe('A change of counts', () => {
  it('leads from any figures to any others', () => {
    fc.assert(
      fc.property(someStates, someStates, (before, after) => {
        const change = changedCounts(before, after);
        const reached = change === undefined ? byState(before) : applied(byState(before), change);
        expect(reached).toEqual(byState(after));
      }),
    );
  });

  it('is each figure that has changed, also one that no state has', () => {
    const before = snapshot([state('A', 1)]);
    for (const figure of ['overdueEscalations', 'refusedLastHour', 'refusedJourneysLastHour', 'lagEvents'] as const) {
      expect(changedCounts(before, { ...before, [figure]: 1 })).toMatchObject({ states: [], [figure]: 1 });
    }
  });

  it('does not exist where only the time differs', () => {
    const before = snapshot([state('A', 1)]);
    expect(changedCounts(before, { ...before, at: '2026-11-02T09:30:01.000Z' })).toBeUndefined();
  });
});

class Listener implements CountsFollower {
  readonly messages: (LiveCountsMessage & { readonly id: string })[] = [];

  send(message: Buffer): boolean {
    const [, id = '', data = ''] = /^id: (\S+)\nevent: \w+\ndata: (.*)\n\n$/.exec(message.toString()) ?? [];
    this.messages.push({ id, ...(JSON.parse(data) as LiveCountsMessage) });
    return true;
  }

  get last(): string {
    return this.messages.at(-1)?.id ?? '';
  }
}

describe('Live counts', () => {
  let figures: CountsReading;
  let readings: number;
  let counts: LiveCounts;
  beforeEach(() => {
    jest.useFakeTimers();
    figures = reading([state('A', 1)]);
    readings = 0;
    const read = (): Promise<CountsReading> => {
      readings += 1;
      return Promise.resolve(figures);
    };
    counts = new LiveCounts({ read } as CountsReader);
  });
  afterEach(() => jest.useRealTimers());

  it('are read once for all who follow, at most twice a second, and not at all for none', async () => {
    const listeners = Array.from({ length: 100 }, () => new Listener());
    await Promise.all(listeners.map((listener) => counts.join(listener, ALL, undefined)));
    expect(readings).toBe(1);
    figures = reading([state('A', 2)], '2');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(readings).toBeLessThanOrEqual(3);
    for (const { messages } of listeners) {
      expect(messages.map(({ kind, journeys }) => [kind, journeys])).toEqual([
        ['snapshot', 1],
        ['update', 2],
      ]);
    }
    for (const listener of listeners) counts.leave(listener, ALL);
    const before = readings;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(readings).toBe(before);
  });

  it('are read again soon after a reading that had to wait, and seldom where each reading takes long', async () => {
    let takes = 2_000;
    counts = new LiveCounts({
      read: async () => {
        readings += 1;
        if (takes > 0) await new Promise((resolve) => setTimeout(resolve, takes));
        return figures;
      },
    } as CountsReader);
    const listener = new Listener();
    const joining = counts.join(listener, ALL, undefined);
    await jest.advanceTimersByTimeAsync(2_000);
    await joining;
    takes = 0;
    await jest.advanceTimersByTimeAsync(1_000);
    expect(readings).toBeGreaterThanOrEqual(3);
    takes = 2_000;
    await jest.advanceTimersByTimeAsync(60_000);
    const before = readings;
    await jest.advanceTimersByTimeAsync(70_000);
    expect(readings - before).toBeLessThanOrEqual(10);
    counts.leave(listener, ALL);
  });

  it('send no snapshot to one who has the present figures, and one to all others', async () => {
    const [first, again, old] = [new Listener(), new Listener(), new Listener()];
    await counts.join(first, ALL, undefined);
    await counts.join(again, ALL, first.last);
    await counts.join(old, ALL, 'other-1');
    expect([again.messages.length, old.messages.map(({ kind }) => kind)]).toEqual([0, ['snapshot']]);
    figures = reading([], '2');
    await jest.advanceTimersByTimeAsync(500);
    expect(again.messages).toMatchObject([{ kind: 'update', states: [{ stateId: 'A', journeys: 0 }] }]);
  });

  it('say after five seconds that nothing has changed', async () => {
    const listener = new Listener();
    await counts.join(listener, ALL, undefined);
    await jest.advanceTimersByTimeAsync(6_000);
    expect(listener.messages.slice(1)).toMatchObject([{ kind: 'update', states: [] }]);
  });

  it('tell those who may read some definitions of these alone, and of nothing while only others change', async () => {
    const other = { ...state('B', 3, 1), definitionId: 'Claim' };
    figures = {
      ...reading([state('A', 1), other]),
      refusals: [
        { definitionId: 'Payment', commands: 2, journeys: 1 },
        { definitionId: 'Claim', commands: 5, journeys: 4 },
      ],
    };
    const sight = { tenant: 'default', definitions: new Set(['Payment']) };
    const [all, bound, again] = [new Listener(), new Listener(), new Listener()];
    await counts.join(all, ALL, undefined);
    await counts.join(bound, sight, undefined);
    await counts.join(again, sight, all.last);
    const own = { states: [{ stateId: 'A' }], journeys: 1, active: 1, overdue: 0 };
    const refused = { refusedLastHour: 2, refusedJourneysLastHour: 1 };
    expect(bound.messages).toMatchObject([{ kind: 'snapshot', ...own, ...refused }]);
    // An id of other figures stands for none of these.
    expect(again.messages).toMatchObject([{ kind: 'snapshot', ...own }]);
    expect(all.messages).toMatchObject([{ journeys: 4, overdue: 1, refusedLastHour: 7, refusedJourneysLastHour: 5 }]);
    figures = { ...figures, states: [state('A', 1), { ...other, journeys: 9 }] };
    await jest.advanceTimersByTimeAsync(500);
    expect(all.messages.slice(1)).toMatchObject([{ kind: 'update', states: [{ stateId: 'B', journeys: 9 }] }]);
    expect(bound.messages).toHaveLength(1);
    for (const [listener, seen] of [
      [all, ALL],
      [bound, sight],
      [again, sight],
    ] as const)
      counts.leave(listener, seen);
  });
});
