import { KeyedQueue } from '@ledger/runtime';

/** A task that ends when it is told to, and notes when it begins. */
function heldTask(name: string, began: string[]) {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const run = async (): Promise<string> => {
    began.push(name);
    await ended;
    return name;
  };
  return { run, end };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns of journeys', () => {
  it('go in order of arrival, one at a time for one journey', async () => {
    const turns = new KeyedQueue();
    const began: string[] = [];
    const tasks = ['a', 'b', 'c'].map((name) => heldTask(name, began));
    const results = tasks.map(({ run }) => turns.take('journey', run));
    await settled();
    expect(began).toEqual(['a']);
    tasks[0]?.end();
    await settled();
    expect(began).toEqual(['a', 'b']);
    tasks[1]?.end();
    tasks[2]?.end();
    expect(await Promise.all(results)).toEqual(['a', 'b', 'c']);
  });

  it('do not hold up other journeys', async () => {
    const turns = new KeyedQueue();
    const began: string[] = [];
    const slow = heldTask('slow', began);
    const other = heldTask('other', began);
    const running = [turns.take('one', slow.run), turns.take('two', other.run)];
    await settled();
    expect(began).toEqual(['slow', 'other']);
    slow.end();
    other.end();
    await Promise.all(running);
  });

  it('pass on after a task that fails', async () => {
    const turns = new KeyedQueue();
    const failing = turns.take('journey', () => Promise.reject(new Error('the store is gone')));
    const next = turns.take('journey', () => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('the store is gone');
    await expect(next).resolves.toBe('next');
  });

  it('are over, and leave nothing behind, when the last task has ended', async () => {
    const turns = new KeyedQueue();
    const held = heldTask('a', []);
    const running = turns.take('journey', held.run);
    expect(turns.isBusy('journey')).toBe(true);
    expect(turns.isBusy('other')).toBe(false);
    held.end();
    await running;
    expect(turns.isBusy('journey')).toBe(false);
  });
});
