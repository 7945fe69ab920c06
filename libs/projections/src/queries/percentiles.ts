/** The ranks, from 1, between which a percentile of `count` sorted values lies (as SQL's `percentile_cont`). */
function neighbours(
  count: number,
  percent: number,
): { readonly lower: number; readonly upper: number; readonly part: number } {
  // Whole numbers as long as possible, so that no median falls beside its value.
  const place = (count - 1) * percent;
  const lower = Math.floor(place / 100);
  return { lower: lower + 1, upper: Math.min(lower + 2, count), part: (place - lower * 100) / 100 };
}

/** Ranks, from 1 and ascending, whose values decide these percentiles of `count` values. */
export function ranksOf(count: number, percents: readonly number[]): readonly number[] {
  const ranks = percents.flatMap((percent) => {
    const { lower, upper } = neighbours(count, percent);
    return [lower, upper];
  });
  return [...new Set(ranks)].sort((a, b) => a - b);
}

/** A percentile of `count` values, of which those at `ranksOf` are known. */
export function percentile(count: number, percent: number, valueAt: ReadonlyMap<number, number>): number {
  const { lower, upper, part } = neighbours(count, percent);
  const low = valueAt.get(lower) ?? Number.NaN;
  return part === 0 ? low : low + ((valueAt.get(upper) ?? Number.NaN) - low) * part;
}
