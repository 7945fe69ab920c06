import type { Page } from 'playwright-core';

/** The revisions of a timeline from its first row to its last: only those in view are in the document, so it is scrolled. */
export async function timelineRevisions(page: Page): Promise<number[]> {
  const rows: [number, number][] = await page.evaluate(`(async () => {
    const list = document.querySelector('.timeline');
    const seen = new Map();
    for (let top = 0; ; top += list.clientHeight) {
      list.scrollTo({ top, behavior: 'instant' });
      // The scroll is told in one frame, and its rows are there in the next.
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
      for (const row of list.querySelectorAll('li')) {
        const revision = row.querySelector('.entry-revision button');
        seen.set(Number(row.dataset.index), revision === null ? null : Number(revision.textContent));
      }
      if (top + list.clientHeight >= list.scrollHeight) return [...seen].sort(([one], [other]) => one - other);
    }
  })()`);
  return rows.map(([, revision]) => revision);
}
