import type { Page } from 'playwright-core';

/**
 * Notes in a page, from its first script on, when a thing first stood on screen and which tasks held the thread up. Text,
 * since it runs in the browser.
 */
export const OBSERVER = `(() => {
  const seen = (globalThis.seen = { first: undefined, tasks: [] });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    if (document.querySelector('.timeline li') === null) return requestAnimationFrame(look);
    // The frame that holds it is painted before the next task.
    setTimeout(() => (seen.first = performance.now()));
  };
  look();
})()`;

/** The longest task of more than 50 ms since a time of the page, milliseconds; 0 if there was none. */
export function longestTask(page: Page, since = 0): Promise<number> {
  return page.evaluate(
    `Math.max(0, ...seen.tasks.filter(({ startTime }) => startTime >= ${since}).map(({ duration }) => duration))`,
  );
}

export function pageTime(page: Page): Promise<number> {
  return page.evaluate('performance.now()');
}

/** Waits until an expression holds in a page, asked in each of its frames. The page's policy allows no evaluation of its own. */
export function until(page: Page, expression: string): Promise<unknown> {
  return page.evaluate(`(async () => {
    while (!(${expression})) await new Promise(requestAnimationFrame);
  })()`);
}

/** Milliseconds from the beginning of the navigation until the first row of a timeline was on screen. */
export async function firstRowAt(page: Page): Promise<number> {
  await until(page, 'seen.first !== undefined');
  return page.evaluate('seen.first');
}

/** Scrolls a timeline by a page of its own in each frame, to the end and back. */
export async function scrollThrough(page: Page, frames: number): Promise<void> {
  await page.evaluate(`(async () => {
    const list = document.querySelector('.timeline');
    for (const direction of [1, -1]) {
      for (let n = 0; n < ${frames}; n += 1) {
        list.scrollBy({ top: direction * list.clientHeight, behavior: 'instant' });
        await new Promise(requestAnimationFrame);
      }
    }
    // Far apart: every row is another.
    for (let n = 0; n < 20; n += 1) {
      list.scrollTo({ top: (list.scrollHeight * ((n * 7) % 20)) / 20, behavior: 'instant' });
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    }
  })()`);
}

/** Steps the slider back by the arrow key: milliseconds of each step until the page is laid out again. */
export function sliderSteps(page: Page, steps: number): Promise<number[]> {
  return page.evaluate(`(async () => {
    const shown = document.querySelector('[data-testid=revision]');
    const times = [];
    for (let n = 0; n < ${steps}; n += 1) {
      await new Promise((idle) => requestAnimationFrame(() => setTimeout(idle, 5)));
      const before = shown.textContent;
      const begun = performance.now();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
      for (let n = 0; n < 50 && shown.textContent === before; n += 1) await Promise.resolve();
      if (shown.textContent === before) throw new Error('The slider did not move within its task.');
      document.body.getBoundingClientRect();
      times.push(performance.now() - begun);
    }
    return times;
  })()`);
}
