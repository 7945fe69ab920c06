import { CommandHandlingFixture, PAYMENT_DEFINITION } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { DefinitionMissingError } from '@ledger/command-handling';
import { InMemoryEventStore } from '@ledger/event-store/testing';

let time: FakeTime;
let handling: CommandHandlingFixture;

beforeEach(async () => {
  time = new FakeTime();
  handling = await new CommandHandlingFixture(new InMemoryEventStore({ now: () => time.now() }), time).publish();
});

const get = (sessionId = 's1') => handling.reader.get('default', sessionId);
const getAsOf = (asOf: Parameters<CommandHandlingFixture['reader']['getAsOf']>[2]) =>
  handling.reader.getAsOf('default', 's1', asOf);

it('a journey is as its last reply showed it, from memory or from the store', async () => {
  await handling.start('s1');
  const { journey } = await handling.move('s1', 'PAY', { context: { verified: true } });
  expect(await get()).toEqual(journey);
  expect(await new CommandHandlingFixture(handling.store, time).reader.get('default', 's1')).toEqual(journey);
});

it('what depends on the time depends on the time of reading', async () => {
  await handling.start('s1');
  await time.advance(120_000);
  expect(await get()).toMatchObject({ stateId: 'WELCOME', overdue: true, allowedTargets: [] });
});

it('a journey that is not there is undefined', async () => {
  expect(await get('unknown')).toBeUndefined();
  expect(await get('../etc')).toBeUndefined();
  expect(await getAsOf({ revision: 0n })).toBeUndefined();
  expect(await handling.reader.getAsOf('default', '../etc', { revision: 0n })).toBeUndefined();
});

describe('a journey as it was', () => {
  beforeEach(async () => {
    await handling.start('s1', { occurredAt: '2026-01-31T11:00:00Z' });
    await time.advance(60_000);
    await handling.move('s1', 'IDENTIFY', {}, { occurredAt: '2026-01-31T11:30:00Z' });
    await time.advance(60_000);
    await handling.execute({ type: 'ChangeContext', sessionId: 's1', patch: { verified: true } });
    await time.advance(60_000);
    await handling.move('s1', 'PAY');
  });

  it.each([
    [0n, 'WELCOME', false, '2026-01-31T12:02:00.000Z'],
    [1n, 'IDENTIFY', false, '2026-01-31T12:04:00.000Z'],
    [2n, 'IDENTIFY', true, '2026-01-31T12:04:00.000Z'],
    [3n, 'PAY', true, '2026-01-31T12:13:00.000Z'],
  ])('at revision %s', async (revision, stateId, verified, deadline) => {
    expect(await getAsOf({ revision })).toMatchObject({
      stateId,
      revision: Number(revision),
      context: { verified },
      deadline,
      overdue: false,
      position: String(Number(revision) + 2),
    });
  });

  it('at a revision that it has not reached is undefined', async () => {
    expect(await getAsOf({ revision: 4n })).toBeUndefined();
  });

  it.each([
    ['2026-01-31T11:59:59.999Z', undefined],
    ['2026-01-31T12:00:00Z', 'WELCOME'],
    ['2026-01-31T13:00:59+01:00', 'WELCOME'],
    ['2026-01-31T12:01:00Z', 'IDENTIFY'],
    ['2026-01-31T12:59:00Z', 'PAY'],
  ])('by what the ledger knew at %s', async (recorded, stateId) => {
    expect((await getAsOf({ recorded }))?.stateId).toBe(stateId);
  });

  it.each([
    ['2026-01-31T10:59:59Z', undefined],
    ['2026-01-31T11:00:00Z', 'WELCOME'],
    ['2026-01-31T11:45:00Z', 'IDENTIFY'],
    ['2026-01-31T12:03:00Z', 'PAY'],
  ])('by what had happened at %s', async (occurred, stateId) => {
    expect((await getAsOf({ occurred }))?.stateId).toBe(stateId);
  });

  it('is overdue as of then', async () => {
    expect(await getAsOf({ recorded: '2026-01-31T12:00:30Z' })).toMatchObject({ stateId: 'WELCOME', overdue: false });
    expect(await getAsOf({ recorded: '2026-01-31T23:00:00Z' })).toMatchObject({ stateId: 'PAY', overdue: true });
  });
});

it('a journey whose definition is not in the ledger cannot be shown, and its commands say so', async () => {
  await handling.start('s1');
  const copy = new InMemoryEventStore();
  const [started] = await handling.journey('s1');
  if (started === undefined) throw new Error('The journey was not started.');
  const { id, type, data, metadata } = started;
  await copy.append(started.stream, [{ id, type, data, metadata }], { expectedRevision: 'NO_STREAM' });
  const incomplete = new CommandHandlingFixture(copy, time);
  await expect(incomplete.reader.get('default', 's1')).rejects.toThrow(DefinitionMissingError);
  expect(await incomplete.move('s1', 'PAY')).toMatchObject({ outcome: 'NOT_FOUND', code: 'DEFINITION_NOT_FOUND' });
  await incomplete.publish(PAYMENT_DEFINITION);
  expect(await incomplete.move('s1', 'PAY')).toMatchObject({ outcome: 'ADVANCED' });
});
