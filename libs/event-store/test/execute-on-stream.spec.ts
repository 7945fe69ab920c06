import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  appendedEvents,
  CONFLICT_REASON,
  executeOnStream,
  foldable,
  headAt,
  readEvents,
  StoreUnavailableError,
  streamName,
  UpcasterRegistry,
  verifyStream,
  type AppendResult,
  type EventStore,
  type Execution,
  type FoldableEvent,
  type StreamHead,
} from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';

/** A till: money is put in and taken out, and it never holds less than nothing. */
interface Till extends StreamHead {
  readonly balance: number;
  /** Balance right after each command, by command id. */
  readonly commands: ReadonlyMap<string, number>;
}

type Command = { readonly id: string; readonly amount: number };
type Moved = { readonly type: 'Moved'; readonly data: { readonly amount: number } };
type Decision = { readonly refused: 'empty till' | 'no amount' } | { readonly events: readonly [Moved] };
type TillExecution = Execution<Till, Decision, number>;

const STREAM = streamName('till-1');
const upcasters = new UpcasterRegistry();

function withEvent({ balance, commands }: Pick<Till, 'balance' | 'commands'>, { data, commandId = '' }: FoldableEvent) {
  const after = balance + (data as Moved['data']).amount;
  return { balance: after, commands: new Map(commands).set(commandId, after) };
}

const NEW_TILL = { balance: 0, commands: new Map<string, number>() };

async function readTill(store: EventStore): Promise<Till | undefined> {
  const events = await readEvents({ store, upcasters }, STREAM);
  const last = events.at(-1);
  return last && { ...events.map(foldable).reduce(withEvent, NEW_TILL), ...headAt(last) };
}

function decide({ amount }: Command, till: Till | undefined): Decision {
  if (amount === 0) return { refused: 'no amount' };
  if ((till?.balance ?? 0) + amount < 0) return { refused: 'empty till' };
  return { events: [{ type: 'Moved', data: { amount } }] };
}

/** Moves money. `known` is a till that the caller has in memory. */
function move(
  store: EventStore,
  command: Command,
  known?: Till,
  isOther?: (balance: number) => boolean,
): Promise<TillExecution> {
  return executeOnStream({
    store,
    stream: STREAM,
    read: (retries) => (retries === 0 && known !== undefined ? known : readTill(store)),
    repeatOf: ({ commands }: Till) => commands.get(command.id),
    ...(isOther && { isOther }),
    decide: (till): Decision => decide(command, till),
    metadata: () => ({
      commandId: command.id,
      tenant: 'default',
      actor: { subject: 'cashier', kind: 'caller' },
      schemaVersion: 1,
      occurredAt: '2026-01-31T12:00:00.000Z',
    }),
    eventId: (_, index) => uuidOf(`${command.id}/${index}`),
    evolve: (till, appended): Till => {
      const { revision, headHash, position } = appended;
      return { ...appendedEvents(appended).reduce(withEvent, till ?? NEW_TILL), revision, headHash, position };
    },
  });
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

async function given(...amounts: readonly number[]): Promise<InMemoryEventStore> {
  const store = new InMemoryEventStore();
  for (const [index, amount] of amounts.entries()) await move(store, { id: `given-${index}`, amount });
  return store;
}

const amountsIn = (store: InMemoryEventStore): readonly number[] =>
  store.ledger.events.map(({ data }) => (JSON.parse(data) as Moved['data']).amount);

/** A way to the store on which something happens before or after an append. */
function wayTo(
  store: InMemoryEventStore,
  { before, after }: { before?: () => Promise<unknown>; after?: () => void },
): InMemoryEventStore {
  const way = new InMemoryEventStore({ ledger: store.ledger });
  jest.spyOn(way, 'append').mockImplementation(async (...append): Promise<AppendResult> => {
    await before?.();
    const result = await store.append(...append);
    after?.();
    return result;
  });
  return way;
}

describe('A command on a stream', () => {
  it('creates the stream where there is none', async () => {
    const store = await given();
    const execution = await move(store, { id: 'a', amount: 5 });
    expect(execution).toMatchObject({ kind: 'appended', head: { balance: 5, revision: 0n }, appended: { first: 0n } });
    expect(amountsIn(store)).toEqual([5]);
  });

  it('appends what was decided at the head, and leaves the stream as a reader finds it', async () => {
    const store = await given(5, 7);
    const execution = await move(store, { id: 'a', amount: -12 });
    expect(execution).toMatchObject({ kind: 'appended', head: { balance: 0, revision: 2n }, appended: { first: 2n } });
    expect(execution.head).toEqual(await readTill(store));
    await expect(verifyStream(store.ledger.events)).resolves.toMatchObject({ events: 3, breaks: [] });
  });

  it.each([
    [0, 'no amount'],
    [-6, 'empty till'],
  ] as const)('appends nothing where %d is decided to be nothing', async (amount, refused) => {
    const store = await given(5);
    expect(await move(store, { id: 'a', amount })).toEqual({
      kind: 'nothing-to-append',
      decision: { refused },
      head: await readTill(store),
    });
    expect(amountsIn(store)).toEqual([5]);
  });

  it('decides on nothing where there is no stream', async () => {
    expect(await move(await given(), { id: 'a', amount: -1 })).toEqual({
      kind: 'nothing-to-append',
      decision: { refused: 'empty till' },
      head: undefined,
    });
  });

  it('is not executed where another command was applied under its id', async () => {
    const store = await given();
    await move(store, { id: 'a', amount: 5 });
    const other = { id: 'a', amount: 6 };
    const isOther = (balance: number): boolean => balance !== other.amount;
    expect(await move(store, other, undefined, isOther)).toMatchObject({
      kind: 'reused',
      repeat: 5,
      head: { balance: 5 },
    });
    expect(await move(store, other, undefined, () => false)).toMatchObject({ kind: 'repeated', repeat: 5 });
    expect(amountsIn(store)).toEqual([5]);
  });

  it('is a repeat where its id is in the stream, whatever has happened since', async () => {
    const store = await given(5);
    await move(store, { id: 'a', amount: -5 });
    await move(store, { id: 'b', amount: 100 });
    expect(await move(store, { id: 'a', amount: -5 })).toMatchObject({ kind: 'repeated', repeat: 0 });
    expect(amountsIn(store)).toEqual([5, -5, 100]);
  });

  it('is decided again on what others appended meanwhile', async () => {
    const store = await given(5);
    const others = [-2, -2].map((amount, index) => () => move(store, { id: `other-${index}`, amount }));
    const way = wayTo(store, { before: () => others.shift()?.() ?? Promise.resolve() });
    expect(await move(way, { id: 'a', amount: -3 })).toMatchObject({
      kind: 'nothing-to-append',
      decision: { refused: 'empty till' },
      head: { balance: 1 },
    });
    expect(amountsIn(store)).toEqual([5, -2, -2]);
  });

  it('succeeds at its last try, and is a conflict where others are faster at that one too', async () => {
    for (const [faster, kind] of [
      [5, 'appended'],
      [6, 'conflict'],
    ] as const) {
      const store = await given(1);
      let others = 0;
      const way = wayTo(store, {
        before: async () => others < faster && (await move(store, { id: `other-${others++}`, amount: 1 })),
      });
      const execution = await move(way, { id: 'a', amount: 10 });
      expect(execution.kind).toBe(kind);
      expect(execution.head).toEqual(await readTill(store));
      if (execution.kind === 'conflict') expect(execution.tries).toBe(6);
    }
    expect(CONFLICT_REASON).toContain('6 times');
  });

  it('is recognised when it is sent again after its reply was lost', async () => {
    const store = await given(5);
    const way = wayTo(store, {
      after: () => {
        throw new StoreUnavailableError('The reply was lost.');
      },
    });
    await expect(move(way, { id: 'a', amount: -5 })).rejects.toThrow('The reply was lost.');
    expect(await move(store, { id: 'a', amount: -5 })).toMatchObject({ kind: 'repeated', repeat: 0 });
    expect(amountsIn(store)).toEqual([5, -5]);
  });

  it('is appended once where it is sent again by someone who still knows the stream as it was before', async () => {
    const store = await given(5);
    const known = await readTill(store);
    const first = await move(store, { id: 'a', amount: -5 }, known);
    const again = await move(store, { id: 'a', amount: -5 }, known);
    // The ids are the same, so that the store gives its first answer.
    expect(again).toEqual(first);
    await move(store, { id: 'b', amount: 5 });
    expect(await move(store, { id: 'a', amount: -5 }, known)).toEqual(first);
    expect(amountsIn(store)).toEqual([5, -5, 5]);
  });

  it('finds that its caller knows too little, and reads', async () => {
    const store = await given(5);
    const known = await readTill(store);
    await move(store, { id: 'b', amount: -5 });
    expect(await move(store, { id: 'a', amount: -5 }, known)).toMatchObject({ decision: { refused: 'empty till' } });
  });

  it('throws what the store throws, and nothing is appended', async () => {
    const store = await given(5);
    const way = wayTo(store, { before: () => Promise.reject(new StoreUnavailableError('The disk is gone.')) });
    await expect(move(way, { id: 'a', amount: 1 })).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(amountsIn(store)).toEqual([5]);
  });

  it('on a stream in memory waits for its append alone', async () => {
    const store = await given(5);
    const known = await readTill(store);
    const append = jest.spyOn(store, 'append');
    const moving = move(store, { id: 'a', amount: 1 }, known);
    expect(append).toHaveBeenCalledTimes(1);
    await moving;
  });
});

describe('Two executors whose steps interleave', () => {
  const commands = fc.array(
    fc.constantFrom(...[-3, -2, -1, 0, 1, 2, 3].map((amount) => ({ id: `by ${amount}`, amount }))),
    { maxLength: 8 },
  );

  it('apply each command once, in one unbroken chain, and say what the stream holds', async () => {
    await fc.assert(
      fc.asyncProperty(commands, commands, fc.scheduler(), async (left, right, scheduler) => {
        const store = new InMemoryEventStore();
        const way = scheduled(store, scheduler);
        const run = async (own: readonly Command[]): Promise<readonly (readonly [Command, TillExecution])[]> => {
          const ends: [Command, TillExecution][] = [];
          for (const command of own) ends.push([command, await move(way, command)]);
          return ends;
        };
        const both = Promise.all([run(left), run(right)]);
        await scheduler.waitFor(both);
        const events = store.ledger.events.map((event) => foldable(upcasters.read(event)));
        const applied = events.map(({ commandId }) => commandId);
        expect(new Set(applied).size).toBe(applied.length);
        expect((await verifyStream(store.ledger.events)).breaks).toEqual([]);
        for (const [{ id }, execution] of (await both).flat()) {
          const upTo = (revision: bigint) => events.slice(0, Number(revision) + 1).reduce(withEvent, NEW_TILL);
          switch (execution.kind) {
            case 'appended':
              expect(applied[Number(execution.appended.revision)]).toBe(id);
              expect(execution.head).toMatchObject(upTo(execution.appended.revision));
              break;
            case 'repeated':
            case 'reused':
              expect(execution.repeat).toBe(upTo(BigInt(applied.indexOf(id))).balance);
              break;
            case 'nothing-to-append':
            case 'conflict':
              if (execution.head !== undefined) expect(execution.head).toMatchObject(upTo(execution.head.revision));
          }
        }
        let balance = 0;
        for (const event of events) expect((balance += (event.data as Moved['data']).amount)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

/** A way to the store on which each read and each append takes its turn when the scheduler says so. */
function scheduled(store: InMemoryEventStore, scheduler: fc.Scheduler): InMemoryEventStore {
  const way = new InMemoryEventStore({ ledger: store.ledger });
  jest.spyOn(way, 'append').mockImplementation(async (...append) => {
    await scheduler.schedule(Promise.resolve(), 'append');
    return store.append(...append);
  });
  jest.spyOn(way, 'readStream').mockImplementation(async function* (...read) {
    await scheduler.schedule(Promise.resolve(), 'read');
    yield* store.readStream(...read);
  });
  return way;
}
