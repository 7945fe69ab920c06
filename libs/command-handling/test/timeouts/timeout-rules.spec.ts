import { CALLER, CommandHandlingFixture, PAYMENT_DEFINITION, SharedEventStore } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import {
  GENESIS_HASH,
  readMetadata,
  sealEvents,
  StoreUnavailableError,
  streamName,
  type EventStore,
} from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { definitionStream, tenantTimeoutsStream } from '@ledger/journey';

let store: InMemoryEventStore;
let time: FakeTime;
let ids = 0;

beforeEach(() => {
  time = new FakeTime();
  store = new InMemoryEventStore({ now: () => time.now() });
});

const DEFINITION = definitionStream('default', 'Payment');
const TENANT = tenantTimeoutsStream('default');
const abort = { type: 'AbortOnTimeout', sessionId: 's1', enteredRevision: 0n } as const;
const sagaActor = { actor: { subject: 'timeout-saga', kind: 'saga' } } as const;

/** Another process's change of the rules, made now; gives its revision. */
async function changed(on: EventStore, name: string, type: string, data: object): Promise<number> {
  const stream = streamName(name);
  let head = { revision: -1n, hash: GENESIS_HASH };
  try {
    for await (const event of on.readStream(stream))
      head = { revision: event.revision, hash: readMetadata(event).hash };
  } catch {
    // The stream begins here.
  }
  const metadata = { tenant: 'default', actor: CALLER, schemaVersion: 1, occurredAt: time.now().toISOString() };
  const id = `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
  const at = { revision: head.revision + 1n, previousHash: head.hash };
  const { events } = sealEvents(stream, [{ id, type, data: { ...data }, metadata }], at);
  const expectedRevision = head.revision < 0n ? 'NO_STREAM' : head.revision;
  await on.append(stream, events, { expectedRevision });
  return Number(at.revision);
}

const override = (after: string, applyTo = 'waiting') =>
  changed(store, DEFINITION, 'TimeoutOverridden', {
    definitionId: 'Payment',
    stateId: 'WELCOME',
    after,
    applyTo,
    reason: 'outage',
  });
const undo = (overrideRevision: number) =>
  changed(store, DEFINITION, 'TimeoutOverrideRemoved', {
    definitionId: 'Payment',
    stateId: 'WELCOME',
    overrideRevision,
    reason: 'over',
  });
const pause = () => changed(store, TENANT, 'TimeoutsPaused', { reason: 'maintenance' });
const resume = () => changed(store, TENANT, 'TimeoutsResumed', { reason: 'done' });

const deadlineAt = async (handling: CommandHandlingFixture) =>
  (await handling.reader.get('default', 's1'))?.deadline ?? null;
const types = async (handling: CommandHandlingFixture) => (await handling.journey('s1')).map(({ type }) => type);

describe('rules that another process changed', () => {
  let here: CommandHandlingFixture;
  beforeEach(async () => {
    here = await new CommandHandlingFixture(new SharedEventStore(store), time).publish();
    await here.start('s1');
    await here.reader.get('default', 's1');
  });

  it('keep a late command from timing the journey out', async () => {
    await override('PT10M');
    await time.advance(120_000);
    expect(await here.move('s1', 'PAY')).toMatchObject({ outcome: 'ADVANCED' });
  });

  it('follow a journey whose state a migration renames, and so does their undo', async () => {
    const { WELCOME, ...states } = PAYMENT_DEFINITION.states;
    const renamed = {
      ...states,
      HELLO: WELCOME!,
      IDENTIFY: { ...states['IDENTIFY']!, transitions: [{ target: 'PAY' }] },
    };
    await here.publish({ ...PAYMENT_DEFINITION, version: 2, initial: 'HELLO', states: renamed });
    const overrideRevision = await override('PT10M');
    await time.advance(90_000);
    const migration = { type: 'MigrateJourney', sessionId: 's1', toVersion: 2, reason: 'renamed' } as const;
    const migrated = await here.execute({ ...migration, stateMap: { WELCOME: 'HELLO' } });
    expect(migrated).toMatchObject({ outcome: 'ADVANCED', journey: { stateId: 'HELLO' } });
    await new Promise(setImmediate);
    expect(await deadlineAt(here)).toBe('2026-01-31T12:10:00.000Z');
    await time.advance(60_000);
    expect(await here.execute(abort, sagaActor)).toMatchObject({ outcome: 'STALE' });
    const changes = { type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 } } as const;
    expect(await here.execute(changes)).toMatchObject({ outcome: 'ADVANCED', journey: { overdue: false } });
    await undo(overrideRevision);
    expect(await here.execute(abort, sagaActor)).toMatchObject({
      outcome: 'EXPIRED',
      journey: { stateId: 'ABORT_TIMEOUT' },
    });
  });

  it('keep the saga from it until the new deadline, which is recorded with the override', async () => {
    const overrideRevision = await override('PT10M');
    await time.advance(120_000);
    expect(await here.execute(abort, sagaActor)).toMatchObject({ outcome: 'STALE' });
    await time.advance(480_000);
    const reply = await here.execute(abort, sagaActor);
    expect(reply.outcome).toBe('EXPIRED');
    expect(reply.events[0]?.data).toMatchObject({
      policy: 'override',
      overrideRevision,
      deadline: '2026-01-31T12:10:00.000Z',
    });
  });

  it('let the saga fire at once where they shortened the wait', async () => {
    await time.advance(60_000);
    await override('PT30S');
    expect(await here.execute(abort, sagaActor)).toMatchObject({ outcome: 'EXPIRED' });
  });

  it('freeze in a pause, and continue after it', async () => {
    await time.advance(60_000);
    await pause();
    await time.advance(3_600_000);
    expect(await here.execute(abort, sagaActor)).toMatchObject({ outcome: 'STALE' });
    await resume();
    await time.advance(59_999);
    expect(await here.execute(abort, sagaActor)).toMatchObject({ outcome: 'STALE' });
    await time.advance(1);
    expect(await here.execute(abort, sagaActor)).toMatchObject({ outcome: 'EXPIRED' });
    expect(await types(here)).toEqual(['JourneyStarted', 'ABORT_TIMEOUT']);
  });

  it('are read in the background when what is known is a second old', async () => {
    await override('PT10M');
    await time.advance(1_000);
    await deadlineAt(here);
    await new Promise(setImmediate);
    expect(await deadlineAt(here)).toBe('2026-01-31T12:10:00.000Z');
  });

  it('are read once for all who would time a journey out at the same instant', async () => {
    const shared = new SharedEventStore(store);
    const crowd = new CommandHandlingFixture(shared, time);
    const sessions = Array.from({ length: 20 }, (_, index) => `crowd-${index}`);
    for (const session of sessions) await crowd.start(session);
    await override('PT10M');
    await time.advance(120_000);
    shared.reads.length = 0;
    const replies = await Promise.all(sessions.map((session) => crowd.move(session, 'PAY')));
    expect(replies.every(({ outcome }) => outcome === 'ADVANCED')).toBe(true);
    expect(shared.reads.filter(({ stream }) => stream === DEFINITION).length).toBeLessThanOrEqual(3);
  });
});

describe('rules of a process that owns the store', () => {
  it('are read when it starts', async () => {
    const before = await new CommandHandlingFixture(store, time).publish();
    await before.start('s1');
    await pause();
    await override('PT10M');
    const after = new CommandHandlingFixture(store, time);
    expect(await deadlineAt(after)).toBeNull();
  });

  it('give the same definition for as long as nothing changed, and the bare one where nothing ever was', async () => {
    const handling = await new CommandHandlingFixture(store, time).publish();
    const bare = await handling.definitions.resolve('default', 'Payment', 1);
    expect(bare?.timeoutRules).toBeUndefined();
    expect(handling.definitions.compiled('default', 'Payment', 1)).toBe(bare);
    await override('PT10M');
    const ruled = await new CommandHandlingFixture(store, time).definitions.resolve('default', 'Payment', 1);
    expect(ruled?.timeoutRules?.changes.size).toBe(1);
  });
});

describe('a change that the store did not confirm, though it stored it', () => {
  /** Stores the next append, and fails all the same: its writer ended before it could answer. */
  function failAfterAppend(): void {
    const append = store.append.bind(store);
    jest.spyOn(store, 'append').mockImplementationOnce(async (...given) => {
      await append(...given);
      throw new StoreUnavailableError('its writer has ended');
    });
  }

  it('holds from then on: a pause, an override and a published version', async () => {
    const handling = await new CommandHandlingFixture(store, time).publish();
    const { overrides, tenantTimeouts } = handling.definitions;
    await handling.start('s1');
    const caller = { actor: CALLER };
    failAfterAppend();
    const asked = { definitionId: 'Payment', stateId: 'WELCOME', after: 'PT10M', reason: 'outage' };
    await expect(overrides.override('default', { ...asked, applyTo: 'waiting' }, caller)).rejects.toThrow(
      'writer has ended',
    );
    expect(await deadlineAt(handling)).toBe(new Date(time.now().getTime() + 600_000).toISOString());

    failAfterAppend();
    await expect(tenantTimeouts.pause('default', 'maintenance', caller)).rejects.toThrow('writer has ended');
    expect(await deadlineAt(handling)).toBeNull();

    failAfterAppend();
    const next = { ...PAYMENT_DEFINITION, version: 2, title: 'Payment, again' };
    await expect(handling.publish(next)).rejects.toThrow('writer has ended');
    expect(await handling.catalog.get('default', 'Payment')).toMatchObject({ version: 2 });
  });
});

describe('the past of a journey', () => {
  it('goes by the rules of its time', async () => {
    const handling = await new CommandHandlingFixture(new SharedEventStore(store), time).publish();
    await handling.start('s1');
    await time.advance(10_000);
    const revision = await override('PT10M');
    await time.advance(10_000);
    await undo(revision);
    await time.advance(10_000);
    const past = async (recorded: string) => (await handling.reader.getAsOf('default', 's1', { recorded }))?.deadline;
    expect(await past('2026-01-31T12:00:05Z')).toBe('2026-01-31T12:02:00.000Z');
    expect(await past('2026-01-31T12:00:15Z')).toBe('2026-01-31T12:10:00.000Z');
    expect(await past('2026-01-31T12:00:25Z')).toBe('2026-01-31T12:02:00.000Z');
  });

  it('is replied to a repeat as it was the first time', async () => {
    const handling = await new CommandHandlingFixture(new SharedEventStore(store), time).publish();
    const first = await handling.execute(
      { type: 'StartJourney', sessionId: 's1', commandId: 'c1' },
      { definitionId: 'Payment' },
    );
    await time.advance(10_000);
    await override('PT10M');
    await time.advance(60_000);
    const again = await handling.execute(
      { type: 'StartJourney', sessionId: 's1', commandId: 'c1' },
      { definitionId: 'Payment' },
    );
    expect(again).toEqual({ ...first, replayed: true });
  });
});

describe('rules that were never read', () => {
  it('do not let one who asks later go first, however much later', async () => {
    for (let turns = 0; turns < 40; turns++) {
      const own = new InMemoryEventStore({ now: () => time.now() });
      const handling = await new CommandHandlingFixture(own, time).publish();
      const first = handling.start('s1');
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      await Promise.all([first, handling.start('s2')]);
      const streams: string[] = [];
      for await (const { stream } of own.readAll({ categories: ['journey.default'] })) streams.push(stream);
      expect([turns, ...streams]).toEqual([turns, 'journey.default-s1', 'journey.default-s2']);
    }
  });
});
