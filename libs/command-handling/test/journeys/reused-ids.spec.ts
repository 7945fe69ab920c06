import { CommandHandlingFixture, SharedEventStore } from '@ledger/command-handling/testing';
import {
  readMetadata,
  sealEvents,
  sealUnordered,
  type EventStore,
  type NewEvents,
  type StreamName,
} from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { JourneyCommandRequest } from '@ledger/command-handling';
import { FakeTime } from '@ledger/runtime/testing';

type Command = JourneyCommandRequest['command'];

let store: InMemoryEventStore;
let handling: CommandHandlingFixture;

beforeEach(async () => {
  const time = new FakeTime();
  store = new InMemoryEventStore({ now: () => time.now() });
  handling = await new CommandHandlingFixture(store, time).publish();
  await handling.start('s1');
});

const REUSED = { outcome: 'REJECTED', code: 'IDEMPOTENCY_KEY_REUSED', replayed: false, events: [] };
const PAY = { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'PAY' } as const;

/** Each beside a command that differs from it in one thing. */
const PAIRS: readonly [string, Command, Command][] = [
  ['target', PAY, { ...PAY, targetStateId: 'IDENTIFY' }],
  ['operation', PAY, { type: 'RestartJourney', sessionId: 's1', reason: 'again' }],
  ['context', { ...PAY, context: { attempts: 1 } }, { ...PAY, context: { attempts: 2 } }],
  ['channel', { ...PAY, channel: 'voice' }, { ...PAY, channel: 'chat' }],
  [
    'patch',
    { type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 } },
    { type: 'ChangeContext', sessionId: 's1', patch: { verified: true } },
  ],
  [
    'deadline',
    { type: 'ChangeDeadline', sessionId: 's1', deadline: '2026-01-31T13:00:00.000Z', reason: 'VIP' },
    { type: 'ChangeDeadline', sessionId: 's1', deadline: null, reason: 'VIP' },
  ],
  [
    'reason',
    { type: 'RestartJourney', sessionId: 's1', reason: 'again' },
    { type: 'RestartJourney', sessionId: 's1', reason: 'Wrong number' },
  ],
  [
    'state',
    { type: 'MoveJourney', sessionId: 's1', targetStateId: 'PAY', reason: 'outage' },
    { type: 'MoveJourney', sessionId: 's1', targetStateId: 'IDENTIFY', reason: 'outage' },
  ],
];

describe.each(PAIRS)('an id that was given to a command with another %s', (_, first, second) => {
  it('is refused on any process, recorded as an attempt, and appends nothing', async () => {
    await handling.execute({ ...first, commandId: 'c1' });
    const length = (await handling.journey('s1')).length;
    for (const process of [handling, new CommandHandlingFixture(new SharedEventStore(store), handling.time)]) {
      expect(await process.execute({ ...second, commandId: 'c1' })).toMatchObject(REUSED);
      expect(await process.execute({ ...first, commandId: 'c1' })).toMatchObject({ replayed: true });
      await process.attempts.drain();
    }
    expect(await handling.journey('s1')).toHaveLength(length);
    const refused = (await handling.refused('s1')).map(({ data }) => JSON.parse(data) as object);
    expect(refused).toEqual(Array(2).fill(expect.objectContaining({ commandId: 'c1', code: REUSED.code })));
  });

  it('is refused where the first was stored without a fingerprint', async () => {
    const old = await new CommandHandlingFixture(withoutFingerprints(store), handling.time).publish();
    await old.execute({ ...first, commandId: 'c1' });
    const [last] = (await old.journey('s1')).slice(-1);
    expect(last && readMetadata(last).fingerprint).toBeUndefined();
    expect(await old.execute({ ...second, commandId: 'c1' })).toMatchObject(REUSED);
    expect(await old.execute({ ...first, commandId: 'c1' })).toMatchObject({ replayed: true });
  });
});

describe('an id', () => {
  it('that stands for a command with another precondition or time is refused', async () => {
    await handling.execute({ ...PAY, commandId: 'c1', expectedRevision: 0n }, { occurredAt: '2026-01-31T11:59:00Z' });
    const again = (more: object, at: string) =>
      handling.execute({ ...PAY, commandId: 'c1', ...more }, { occurredAt: at });
    expect(await again({}, '2026-01-31T11:59:00Z')).toMatchObject(REUSED);
    expect(await again({ expectedRevision: 0n }, '2026-01-31T11:58:00Z')).toMatchObject(REUSED);
    expect(await again({ expectedRevision: 0n }, '2026-01-31T12:59:00+01:00')).toMatchObject({ replayed: true });
  });

  it('is the same whatever the order of keys, the caller and its conversation', async () => {
    await handling.execute({ ...PAY, commandId: 'c1', context: { attempts: 1, verified: true } });
    const again = await handling.execute(
      { ...PAY, commandId: 'c1', context: { verified: true, attempts: 1 } },
      { actor: { subject: 'another node', kind: 'caller' }, source: { conversationId: 'c-2' }, correlationId: 'x' },
    );
    expect(again).toMatchObject({ outcome: 'ADVANCED', replayed: true });
  });

  it('is bound by a command that was refused, and by one that changed nothing', async () => {
    expect(await handling.move('s1', 'DONE', { commandId: 'c1' })).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED' });
    expect(await handling.move('s1', 'PAY', { commandId: 'c1' })).toMatchObject(REUSED);
    expect(await handling.move('s1', 'WELCOME', { commandId: 'c2' })).toMatchObject({ outcome: 'UNCHANGED' });
    expect(await handling.move('s1', 'PAY', { commandId: 'c2' })).toMatchObject(REUSED);
    expect(await handling.journey('s1')).toHaveLength(1);
  });

  it('is not bound by a conflict, after which the command is sent with a fresh lock', async () => {
    await handling.move('s1', 'NOTE');
    const stale = await handling.move('s1', 'PAY', { commandId: 'c1', expectedRevision: 0n });
    expect(stale).toMatchObject({ outcome: 'CONFLICT' });
    const fresh = await handling.move('s1', 'PAY', { commandId: 'c1', expectedRevision: 1n });
    expect(fresh).toMatchObject({ outcome: 'ADVANCED', replayed: false });
  });

  it('of a command that found the deadline passed stands for that command', async () => {
    await handling.time.advance(120_000);
    expect(await handling.move('s1', 'PAY', { commandId: 'c1' })).toMatchObject({ outcome: 'EXPIRED' });
    expect(await handling.move('s1', 'IDENTIFY', { commandId: 'c1' })).toMatchObject(REUSED);
  });
});

/** A store into which an older version writes. */
function withoutFingerprints(inner: EventStore): EventStore {
  const older = new SharedEventStore(inner);
  older.append = (stream, events, options) => inner.append(stream, asOlder(stream, events, options), options);
  return older;
}

function asOlder(
  stream: StreamName,
  events: NewEvents,
  { expectedRevision }: Parameters<EventStore['append']>[2],
): NewEvents {
  const drafts = events.map((event) => {
    const { fingerprint: _, hash: __, previousHash: ___, ...metadata } = readMetadata(event);
    return { id: event.id, type: event.type, data: JSON.parse(event.data) as object, metadata };
  });
  const { previousHash } = readMetadata(events[0]);
  if (previousHash === undefined) return sealUnordered(stream, drafts);
  const revision = typeof expectedRevision === 'bigint' ? expectedRevision + 1n : 0n;
  return sealEvents(stream, drafts, { revision, previousHash }).events;
}
