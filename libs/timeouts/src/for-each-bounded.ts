/** At most `limit` at a time, in order, until one resolves to false. Gives whether all were done. */
export async function forEachBounded<Item>(
  items: readonly Item[],
  limit: number,
  task: (item: Item) => Promise<boolean>,
): Promise<boolean> {
  let next = 0;
  let continues = true;
  const work = async (): Promise<void> => {
    while (continues && next < items.length) {
      const item = items[next] as Item;
      next += 1;
      if (!(await task(item))) continues = false;
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return continues;
}
