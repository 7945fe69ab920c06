import { OrderedOutcomes } from './ordered-outcomes';

interface Work {
  readonly promise: Promise<string>;
  readonly end: (text: string) => void;
}

function work(): Work {
  let end: (text: string) => void = () => undefined;
  const promise = new Promise<string>((resolve) => (end = resolve));
  return { promise, end };
}

/** Lets everything that is due now happen, and what that makes due. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('OrderedOutcomes', () => {
  it('writes in the order of the lines, whatever ends first', async () => {
    const outcomes = new OrderedOutcomes(8);
    const [a, b, c] = [work(), work(), work()];
    for (const { promise } of [a, b, c]) {
      expect(await outcomes.turn()).toBe(true);
      outcomes.add(promise);
    }
    c.end('3');
    await settled();
    expect(outcomes.output.read()).toBeNull();
    a.end('1');
    await settled();
    expect(String(outcomes.output.read())).toBe('1\n');
    const ended = outcomes.end();
    b.end('2');
    await ended;
    expect(String(outcomes.output.read())).toBe('2\n3\n');
    expect(outcomes.output.read()).toBeNull();
    await settled();
    expect(outcomes.output.readableEnded).toBe(true);
  });

  it('takes no more work than its limit until the first of it has ended', async () => {
    const outcomes = new OrderedOutcomes(2);
    const [a, b] = [work(), work()];
    outcomes.add(a.promise);
    outcomes.add(b.promise);
    let mayGoOn = false;
    const turn = outcomes.turn().then(() => (mayGoOn = true));
    b.end('2');
    await settled();
    expect(mayGoOn).toBe(false);
    a.end('1');
    await turn;
    expect(mayGoOn).toBe(true);
  });

  it('takes no more work when its reader has gone', async () => {
    const outcomes = new OrderedOutcomes(1);
    outcomes.add(work().promise);
    const turn = outcomes.turn();
    outcomes.output.destroy();
    expect(await turn).toBe(false);
    expect(await outcomes.turn()).toBe(false);
  });

  it('counts what waits for its turn and what waits to be read', async () => {
    const outcomes = new OrderedOutcomes(8);
    const told: number[] = [];
    outcomes.output.on('waiting', () => told.push(outcomes.output.waiting));
    const [a, b] = [work(), work()];
    outcomes.add(a.promise);
    outcomes.add(b.promise);
    b.end('22');
    await settled();
    expect(outcomes.output.waiting).toBe('22'.length);
    a.end('1');
    await settled();
    expect(told).toEqual(['1\n22\n'.length]);
    outcomes.output.read();
    expect(outcomes.output.waiting).toBe(0);
  });

  it('waits for a reader that is far behind', async () => {
    const outcomes = new OrderedOutcomes(4);
    outcomes.add(Promise.resolve('x'.repeat(9 * 1024 * 1024)));
    await settled();
    let mayGoOn = false;
    const turn = outcomes.turn().then(() => (mayGoOn = true));
    await settled();
    expect(mayGoOn).toBe(false);
    outcomes.output.resume();
    await turn;
    expect(mayGoOn).toBe(true);
  });
});
