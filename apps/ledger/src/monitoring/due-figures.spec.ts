import type { OpenDeadline, Page } from '@ledger/projections';
import { dueFigures } from './due-figures';

const NOW = new Date('2026-11-02T09:00:10.000Z');
const PAGE = Array<OpenDeadline>(1_000).fill({ deadline: '2026-11-02T09:00:00.000Z' } as OpenDeadline);

/** As an embedded database: each page is there at once. */
function pages(count: number): (search: { cursor?: string }) => Promise<Page<OpenDeadline>> {
  return ({ cursor = '1' }) =>
    Promise.resolve(
      Number(cursor) < count ? { rows: PAGE, nextCursor: String(Number(cursor) + 1) } : { rows: PAGE.slice(0, 7) },
    );
}

describe('the figures of due deadlines', () => {
  const clock = { now: () => NOW };

  it('count all pages, up to 10,000, and tell the age of the oldest', async () => {
    expect(await dueFigures({ deadlines: pages(3) }, clock)).toEqual({ due: 2_007, oldestSeconds: 10 });
    expect(await dueFigures({ deadlines: pages(50) }, clock)).toEqual({ due: 10_000, oldestSeconds: 10 });
  });

  it('let other work of the thread have its turn between pages', async () => {
    let turns = 0;
    let next: NodeJS.Immediate | undefined;
    const turn = (): void => {
      turns += 1;
      next = setImmediate(turn);
    };
    turn();
    await dueFigures({ deadlines: pages(5) }, clock);
    clearImmediate(next);
    expect(turns).toBeGreaterThanOrEqual(5);
  });
});
