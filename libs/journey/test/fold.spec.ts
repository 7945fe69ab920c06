import { AppliedCommands, evolve, fold, foldStream } from '../src';
import type { FoldableEvent, JourneyState } from '../src';

const T0 = '2026-03-01T10:00:00.000Z';
const T1 = '2026-03-01T10:01:00.000Z';
const T2 = '2026-03-01T10:02:00.000Z';

function event(revision: number, type: string, data: unknown, over: object = {}): FoldableEvent {
  return { type, data, revision: BigInt(revision), occurredAt: T0, ...over };
}

const started = event(
  0,
  'JourneyStarted',
  {
    definitionId: 'PaymentCall',
    definitionVersion: 1,
    definitionHash: 'h1',
    stateId: 'WELCOME',
    customerId: 'c-1',
    channel: 'voice',
    initiatingSource: 'queue',
    context: { verified: false, note: 'x' },
    enteredAt: T0,
    deadline: T2,
    deadlinePolicy: 'override',
    definitionDeadline: T1,
  },
  { commandId: 'a' },
);

const moved = event(
  1,
  'JourneyTransitioned',
  { from: 'WELCOME', to: 'IDENTIFY', set: { verified: true }, unset: ['note'], channel: 'chat', enteredAt: T1 },
  { commandId: 'b', occurredAt: T1 },
);

const state = (...events: FoldableEvent[]): JourneyState => {
  const folded = fold(events);
  if (folded === undefined) throw new Error('these events should give a journey');
  return folded;
};

describe('folding', () => {
  it('starts a journey', () => {
    expect(state(started)).toEqual({
      definitionId: 'PaymentCall',
      definitionVersion: 1,
      definitionHash: 'h1',
      stateId: 'WELCOME',
      previousStateId: null,
      enteredRevision: 0n,
      enteredAt: T0,
      startedAt: T0,
      lastUpdatedAt: T0,
      deadline: T2,
      deadlinePolicy: 'override',
      definitionDeadline: T1,
      deadlineSince: T0,
      channel: 'voice',
      customerId: 'c-1',
      initiatingSource: 'queue',
      context: { verified: false, note: 'x' },
      visits: new Map([['WELCOME', 1]]),
      commands: AppliedCommands.NONE.with(new Map([['a', { first: 0n, last: 0n }]])),
      contextRevisions: new Map([
        ['verified', 0n],
        ['note', 0n],
      ]),
      revision: 0n,
    });
  });

  it('moves it', () => {
    expect(state(started, moved)).toMatchObject({
      stateId: 'IDENTIFY',
      previousStateId: 'WELCOME',
      enteredRevision: 1n,
      enteredAt: T1,
      startedAt: T0,
      lastUpdatedAt: T1,
      deadline: null,
      deadlinePolicy: 'definition',
      channel: 'chat',
      context: { verified: true },
      visits: new Map([
        ['WELCOME', 1],
        ['IDENTIFY', 1],
      ]),
      commands: AppliedCommands.NONE.with(
        new Map([
          ['a', { first: 0n, last: 0n }],
          ['b', { first: 1n, last: 1n }],
        ]),
      ),
      contextRevisions: new Map([
        ['verified', 1n],
        ['note', 1n],
      ]),
      revision: 1n,
    });
  });

  it.each<[string, FoldableEvent, object]>([
    [
      'a context change',
      event(2, 'ContextChanged', { set: { note: 'y' }, unset: ['verified'] }),
      { context: { note: 'y' }, stateId: 'IDENTIFY', enteredRevision: 1n, revision: 2n },
    ],
    ['a hand-over', event(2, 'ChannelChanged', { from: 'chat', to: 'mail' }), { channel: 'mail', enteredRevision: 1n }],
    [
      'a changed deadline',
      event(2, 'DeadlineChanged', { stateId: 'IDENTIFY', from: null, to: T2, reason: 'r' }),
      { deadline: T2, deadlinePolicy: 'session', enteredRevision: 1n },
    ],
    [
      'the changed deadline of a state that was left',
      event(2, 'DeadlineChanged', { stateId: 'WELCOME', from: null, to: T2, reason: 'r' }),
      { deadline: null, revision: 2n },
    ],
    [
      'a timeout',
      event(2, 'ABORT_TIMEOUT', {
        from: 'IDENTIFY',
        to: 'ABORT_TIMEOUT',
        enteredAt: T1,
        deadline: T1,
        detectedBy: 'saga',
        policy: 'session',
        abortedAt: T1,
        nextDeadline: T2,
        nextDeadlinePolicy: 'override',
      }),
      {
        stateId: 'ABORT_TIMEOUT',
        previousStateId: 'IDENTIFY',
        enteredAt: T1,
        enteredRevision: 2n,
        deadline: T2,
        deadlinePolicy: 'override',
      },
    ],
    [
      'a restart',
      event(2, 'JourneyRestarted', { from: 'IDENTIFY', to: 'WELCOME', reason: 'r', enteredAt: T2, deadline: T2 }),
      {
        stateId: 'WELCOME',
        previousStateId: 'IDENTIFY',
        enteredRevision: 2n,
        context: { verified: true },
        visits: new Map([
          ['WELCOME', 2],
          ['IDENTIFY', 1],
        ]),
      },
    ],
    [
      'an operator’s move',
      event(2, 'JourneyMoved', { from: 'IDENTIFY', to: 'AGENT', reason: 'why', enteredAt: T2, deadline: T2 }),
      { stateId: 'AGENT', previousStateId: 'IDENTIFY', enteredRevision: 2n, enteredAt: T2, deadline: T2 },
    ],
    [
      'a migration, which does not enter a state',
      event(2, 'JourneyMigrated', {
        fromVersion: 1,
        toVersion: 2,
        toHash: 'h2',
        stateMap: { IDENTIFY: 'VERIFY' },
        set: { tier: 'gold' },
      }),
      {
        definitionVersion: 2,
        definitionHash: 'h2',
        stateId: 'VERIFY',
        enteredRevision: 1n,
        enteredAt: T1,
        context: { verified: true, tier: 'gold' },
      },
    ],
    [
      'a type it does not know',
      event(2, 'JourneyPainted', { to: 'RED' }, { commandId: 'c', occurredAt: T2 }),
      { stateId: 'IDENTIFY', revision: 2n, lastUpdatedAt: T2 },
    ],
    [
      'a second start',
      { ...started, revision: 2n },
      { stateId: 'IDENTIFY', context: { verified: true }, revision: 2n },
    ],
  ])('takes %s', (_what, next, expected) => {
    expect(evolve(state(started, moved), next)).toMatchObject(expected);
  });

  it.each([
    null,
    undefined,
    'text',
    [],
    {},
    { to: 7, set: [], unset: 'x' },
    { set: JSON.parse('{"__proto__":{"polluted":true}}'), unset: ['__proto__'], to: 'X', stateId: 'Y' },
  ])('survives a payload of any type that reads %j', (data) => {
    const types = [
      'JourneyStarted',
      'JourneyTransitioned',
      'ContextChanged',
      'ChannelChanged',
      'DeadlineChanged',
      'ABORT_TIMEOUT',
      'JourneyRestarted',
      'JourneyMoved',
      'JourneyMigrated',
      'constructor',
    ];
    for (const type of types) {
      expect(evolve(state(started), event(1, type, data))?.revision).toBe(1n);
      expect(() => evolve(undefined, event(0, type, data))).not.toThrow();
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('is nothing before the start', () => {
    expect(evolve(undefined, moved)).toBeUndefined();
    expect(fold([])).toBeUndefined();
  });

  it('changes nothing in place', () => {
    const before = state(started);
    const copy = structuredClone(before);
    evolve(before, moved);
    fold([moved], before);
    expect(before).toEqual(copy);
  });

  it('gives the same whether at once, one by one, from a snapshot, or from a stream', async () => {
    const events = [started, moved, event(2, 'ContextChanged', { set: { a: 1 }, unset: [] }, { commandId: 'b' })];
    const whole = fold(events);
    expect(whole?.commands.get('b')).toEqual({ first: 1n, last: 2n });
    expect(events.reduce<JourneyState | undefined>(evolve, undefined)).toEqual(whole);
    expect(fold(events.slice(1), fold(events.slice(0, 1)))).toEqual(whole);
    await expect(foldStream(asStream(events))).resolves.toEqual(whole);
  });

  it('takes time linear in the number of events', () => {
    const folded = (count: number): number => {
      const events = [started];
      for (let i = 1; i < count; i++) {
        events.push(event(i, 'ContextChanged', { set: { [`k${i % 100}`]: i }, unset: [] }, { commandId: `c${i}` }));
      }
      return fold(events)?.commands.size ?? 0;
    };
    // Copying the command map for each event would make this 20 billion copies.
    expect(folded(200_000)).toBe(200_000);
  });
});

async function* asStream(events: readonly FoldableEvent[]): AsyncIterable<FoldableEvent> {
  for (const each of events) yield await Promise.resolve(each);
}
