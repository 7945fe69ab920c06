import { median } from './statistics';

/** The median of A/B, taken pair by pair: a machine that is slower for a while is slower for both of a pair. */
export async function pairedRatio(
  rounds: number,
  a: (round: number) => Promise<number>,
  b: (round: number) => Promise<number>,
): Promise<{ a: number; b: number; ratio: number }> {
  const as: number[] = [];
  const bs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // The order changes from round to round, so that neither always runs on the warmer machine.
    if (round % 2 === 0) as.push(await a(round));
    bs.push(await b(round));
    if (round % 2 !== 0) as.push(await a(round));
  }
  return { a: median(as), b: median(bs), ratio: median(as.map((value, index) => value / (bs[index] ?? NaN))) };
}
