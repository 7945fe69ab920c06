import { assert, asyncProperty, array, constantFrom, integer, record } from 'fast-check';
import { CALLER, CommandHandlingFixture, PAYMENT_DEFINITION, SharedEventStore } from '@ledger/command-handling/testing';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { examples, FakeTime } from '@ledger/runtime/testing';
import type { StreamCaller } from '@ledger/command-handling';

type Step = 'makeCurrent' | 'retire' | 'unretire';

const id = PAYMENT_DEFINITION.id;
let time: FakeTime;
let store: InMemoryEventStore;
let handling: CommandHandlingFixture;

beforeEach(() => {
  time = new FakeTime();
  store = new InMemoryEventStore({ now: () => time.now() });
  handling = new CommandHandlingFixture(store, time);
});

const publish = (...versions: readonly number[]) =>
  versions.reduce<Promise<unknown>>(
    (before, version) => before.then(() => handling.publish({ ...PAYMENT_DEFINITION, version })),
    Promise.resolve(),
  );
const change = (step: Step, version: number, more: Partial<StreamCaller> = {}) =>
  handling.catalog[step]('default', { definitionId: id, version, reason: 'Because' }, { actor: CALLER, ...more });
const current = async () => (await handling.catalog.history('default', id))?.current?.version;
const startedUnder = async (sessionId: string, by = handling) => (await by.start(sessionId)).journey?.definitionVersion;

describe('the current version', () => {
  it('is the last one that was published, and says who published it', async () => {
    await publish(1, 2);
    const [listing] = await handling.catalog.list('default');
    expect(listing?.current).toMatchObject({
      version: 2,
      since: { type: 'DefinitionPublished', version: 2, actor: CALLER, occurredAt: '2026-01-31T12:00:00.000Z' },
    });
  });

  it('rolls back to an older version for new journeys, in one event with actor and reason', async () => {
    await publish(1, 2);
    const outcome = await change('makeCurrent', 1);
    expect(outcome).toMatchObject({
      kind: 'changed',
      change: { type: 'DefinitionCurrentChanged', version: 1, reason: 'Because', actor: CALLER, revision: 2 },
    });
    expect(JSON.parse(store.ledger.events.at(-1)?.data ?? '')).toEqual({
      definitionId: id,
      version: 1,
      reason: 'Because',
    });
    expect(await startedUnder('s1')).toBe(1);
    expect((await handling.start('s2', { definitionVersion: 2 })).journey?.definitionVersion).toBe(2);
  });

  it('is chosen for every process, and is seen by each at its next start', async () => {
    await publish(1, 2);
    const other = new CommandHandlingFixture(new SharedEventStore(store), time);
    expect(await startedUnder('s1', other)).toBe(2);
    await change('makeCurrent', 1);
    expect(await startedUnder('s2', other)).toBe(1);
    expect(await startedUnder('s3', new CommandHandlingFixture(store, time))).toBe(1);
  });

  it('is a version that is published after a roll back; publishing the same again leaves it', async () => {
    await publish(1, 2);
    await change('makeCurrent', 1);
    await publish(2);
    expect(await current()).toBe(1);
    await publish(3);
    expect(await current()).toBe(3);
  });

  it('is the newest of the others once it is retired, and none once all are', async () => {
    await publish(1, 2, 3);
    await change('makeCurrent', 1);
    await change('retire', 3);
    expect(await current()).toBe(1);
    await change('retire', 1);
    expect(await current()).toBe(2);
    await change('retire', 2);
    expect(await current()).toBeUndefined();
    expect(await handling.start('s1')).toMatchObject({
      code: 'DEFINITION_NOT_FOUND',
      reason: `Every version of definition "${id}" is retired: publish or un-retire one.`,
    });
  });

  it('cannot be a retired one before that is un-retired', async () => {
    await publish(1, 2);
    await change('retire', 2);
    expect(await change('makeCurrent', 2)).toEqual({
      kind: 'refused',
      code: 'DEFINITION_VERSION_RETIRED',
      reason: `Version 2 of definition "${id}" is retired: un-retire it before you make it current.`,
    });
    await change('unretire', 2);
    expect(await current()).toBe(1);
    await change('makeCurrent', 2);
    expect(await current()).toBe(2);
  });

  it('is the version that is un-retired where there was none', async () => {
    await publish(1, 2);
    await change('retire', 2);
    await change('retire', 1);
    await change('unretire', 1);
    expect(await startedUnder('s1')).toBe(1);
  });
});

describe.each<[Step, string]>([
  ['makeCurrent', 'DefinitionCurrentChanged'],
  ['retire', 'DefinitionRetired'],
  ['unretire', 'DefinitionUnretired'],
])('%s', (step, type) => {
  beforeEach(async () => {
    await publish(1, 2);
    if (step === 'unretire') await change('retire', 1);
  });

  it('a second time appends nothing and gives the change that is in force', async () => {
    expect(await change(step, 1)).toMatchObject({ kind: 'changed', change: { type } });
    const { length } = store.ledger.events;
    expect(await change(step, 1)).toMatchObject({ kind: 'unchanged', change: { type, version: 1 } });
    expect(store.ledger.events).toHaveLength(length);
  });

  it('under an id that was applied gives the first outcome, whatever happened since', async () => {
    const first = await change(step, 1, { commandId: 'c1' });
    await publish(3);
    await change(step === 'retire' ? 'unretire' : 'retire', 1);
    const { length } = store.ledger.events;
    expect(await change(step, 1, { commandId: 'c1' })).toEqual({ ...first, kind: 'repeated' });
    expect(await change(step, 3, { commandId: 'c1' })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(store.ledger.events).toHaveLength(length);
  });

  it('refuses a stale revision and an unknown version', async () => {
    const { length } = store.ledger.events;
    expect(await change(step, 1, { expectedRevision: 0 })).toMatchObject({
      kind: 'refused',
      code: 'REVISION_CONFLICT',
    });
    expect(await change(step, 7)).toMatchObject({ kind: 'refused', code: 'DEFINITION_NOT_FOUND' });
    expect(
      await handling.catalog[step]('default', { definitionId: '../etc', version: 1, reason: 'x' }, { actor: CALLER }),
    ).toMatchObject({ kind: 'refused', code: 'DEFINITION_NOT_FOUND' });
    expect(store.ledger.events).toHaveLength(length);
    expect(await change(step, 1, { expectedRevision: length - 1 })).toMatchObject({ kind: 'changed' });
  });
});

it('is, after any changes, what a model of them says, and so for who reads them later', async () => {
  const steps = array(
    record({
      step: constantFrom<Step | 'publish'>('publish', 'makeCurrent', 'retire', 'unretire'),
      version: integer({ min: 1, max: 4 }),
    }),
    { maxLength: 20 },
  );
  await assert(
    asyncProperty(steps, async (asked) => {
      store = new InMemoryEventStore({ now: () => time.now() });
      handling = new CommandHandlingFixture(store, time);
      const retired = new Map<number, boolean>();
      let expected: number | undefined;
      for (const { step, version } of asked) {
        if (step === 'publish') {
          expected = retired.size + 1;
          await publish(expected);
          retired.set(expected, false);
          continue;
        }
        const outcome = await change(step, version);
        if (!retired.has(version)) expect(outcome).toMatchObject({ code: 'DEFINITION_NOT_FOUND' });
        else if (step === 'makeCurrent' && retired.get(version)) {
          expect(outcome).toMatchObject({ code: 'DEFINITION_VERSION_RETIRED' });
        } else if (step === 'makeCurrent') expected = version;
        else {
          retired.set(version, step === 'retire');
          const open = [...retired].filter(([, isRetired]) => !isRetired).map(([open]) => open);
          if (step === 'unretire') expected ??= version;
          else if (expected === version) expected = open.at(-1);
        }
        expect(await current()).toBe(expected);
        if (retired.size === 0) continue;
        const later = await new CommandHandlingFixture(store, time).definitions.resolveForStart('default', id);
        expect(later.definition?.version).toBe(expected);
      }
    }),
    { numRuns: examples(0.5) },
  );
});
