/**
 * Runs a task for each item, in order, at most `limit` at a time, until all are done or one is not to go on: then no
 * further one begins, and those under way are waited for.
 * @param task resolves to false to stop.
 * @returns whether all were done.
 */
export async function forEachBounded<Item>(
  items: readonly Item[],
  limit: number,
  task: (item: Item) => Promise<boolean>,
): Promise<boolean> {
  let next = 0;
  let goesOn = true;
  const work = async (): Promise<void> => {
    while (goesOn && next < items.length) {
      const item = items[next] as Item;
      next += 1;
      if (!(await task(item))) goesOn = false;
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return goesOn;
}
