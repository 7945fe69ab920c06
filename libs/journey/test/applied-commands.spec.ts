import * as fc from 'fast-check';
import { AppliedCommands, type AppliedCommand } from '../src/journey/applied-commands';

interface Model {
  readonly commands: AppliedCommands;
  readonly expected: ReadonlyMap<string, AppliedCommand>;
  readonly revision: bigint;
}

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** From which of the states so far it grows, and by which commands, with how many events each. */
const steps = fc.array(
  fc.record({
    from: fc.nat(),
    ids: fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 1, maxLength: 3 }),
    events: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 30 },
);

function grown({ commands, expected, revision }: Model, ids: readonly string[], events: number): Model {
  const added = new Map<string, AppliedCommand>();
  let last = revision;
  for (const id of ids) {
    added.set(id, { first: expected.get(id)?.first ?? last + 1n, last: last + BigInt(events) });
    last += BigInt(events);
  }
  return { commands: commands.with(new Map(added)), expected: new Map([...expected, ...added]), revision: last };
}

describe('the commands that a journey has applied', () => {
  it('are seen by each state as if it had a map of its own, whatever others are made from it', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const states: Model[] = [{ commands: AppliedCommands.NONE, expected: new Map(), revision: -1n }];
        for (const { from, ids, events } of taken) {
          states.push(grown(states[from % states.length] as Model, ids, events));
        }
        for (const { commands, expected } of states) {
          expect(commands.size).toBe(expected.size);
          for (const id of IDS) expect(commands.get(id)).toEqual(expected.get(id));
          expect(new Map(commands)).toEqual(expected);
        }
      }),
    );
  });

  it('share one map as long as a journey grows from its newest state', () => {
    const one = AppliedCommands.NONE.with(new Map([['a', { first: 0n, last: 0n }]]));
    const copies = jest.spyOn(one, Symbol.iterator);
    const two = one.with(new Map([['b', { first: 1n, last: 1n }]]));
    expect(two.get('b')).toBeDefined();
    expect(copies).not.toHaveBeenCalled();
    one.with(new Map([['c', { first: 1n, last: 1n }]]));
    expect(copies).toHaveBeenCalledTimes(1);
    expect(two.get('c')).toBeUndefined();
  });
});
