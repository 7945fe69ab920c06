import type { Page } from 'playwright-core';
import { ConsoleBrowser } from '../test/console/console-browser';
import { buildLedger } from '../test/support/ledger-process';
import { firstRowAt, longestTask, OBSERVER, pageTime, scrollThrough, sliderSteps, until } from './support/console-page';
import { fillLongJourneys } from './support/filled-ledger';
import { startLedger, temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median, quantile } from './support/statistics';
import { untilProjected } from './support/walkers';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 50_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
/** Journeys by their lengths in events, with the time that one step of the slider may take there, milliseconds. */
const SLIDERS = [
  { length: 200, bar: 16 },
  { length: 5_000, bar: 50 },
] as const;
const STEPS = 150;
const FRAMES = 60;

interface Opened {
  readonly firstRow: number;
  readonly whileLoading: number;
  readonly whileScrolled: number;
}

/** The whole timeline is here when it no longer says that it loads. */
function untilWhole(page: Page): Promise<unknown> {
  return until(
    page,
    `document.querySelector('.timeline') && !document.querySelector('[aria-label=Timeline] [role=status]').textContent.includes('loading')`,
  );
}

async function open(browser: ConsoleBrowser, path: string): Promise<Opened> {
  const page = await browser.page(path, { script: OBSERVER });
  const firstRow = await firstRowAt(page);
  await untilWhole(page);
  const whileLoading = await longestTask(page);
  const begun = await pageTime(page);
  await scrollThrough(page, FRAMES);
  const whileScrolled = await longestTask(page, begun);
  await browser.closePages();
  return { firstRow, whileLoading, whileScrolled };
}

async function steps(browser: ConsoleBrowser, path: string): Promise<readonly number[]> {
  const page = await browser.page(path, { script: OBSERVER });
  await untilWhole(page);
  // The engine has compiled what a step runs by then.
  await sliderSteps(page, 20);
  const times = await sliderSteps(page, STEPS);
  await browser.closePages();
  return times;
}

async function main(): Promise<void> {
  buildLedger();
  const folder = temporaryFolder();
  const lengths = [EVENTS, ...SLIDERS.map(({ length }) => length)];
  await fillLongJourneys(folder, lengths);
  // A busy machine answers late, and is measured all the same.
  const server = await startLedger(folder, { REQUEST_BUDGET_MS: '60000' });
  await untilProjected(server.url);
  const browser = await ConsoleBrowser.open(server.url);
  const opened: Opened[] = [];
  const stepTimes = SLIDERS.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    opened.push(await open(browser, '/journeys/bench-0'));
    for (const [index, times] of stepTimes.entries()) {
      times.push(...(await steps(browser, `/journeys/bench-${index + 1}`)));
    }
  }
  await browser.close();
  await server.stop();
  if (browser.complaints.length > 0) throw new Error(`The browser complained: ${browser.complaints.join('; ')}`);

  const events = EVENTS.toLocaleString('en-US');
  const firstRows = opened.map(({ firstRow }) => firstRow);
  const worst = (of: (each: Opened) => number): number => median(opened.map(of));
  const figures: Figure[] = [
    {
      name: `A timeline of ${events} events opens, the console included`,
      measured: `${Math.round(median(firstRows))} ms to the first rows (${Math.round(Math.min(...firstRows))} to ${Math.round(Math.max(...firstRows))})`,
      baseline: 'fixed bar',
      value: median(firstRows),
      unit: 'ms',
      bar: { below: 500 },
    },
    {
      name: 'Its longest task while it opens and loads',
      measured: `${Math.round(worst(({ whileLoading }) => whileLoading))} ms`,
      baseline: 'fixed bar',
      value: worst(({ whileLoading }) => whileLoading),
      unit: 'ms',
      bar: { below: 50 },
    },
    {
      name: 'Its longest task while it is scrolled',
      measured: `${Math.round(worst(({ whileScrolled }) => whileScrolled))} ms`,
      baseline: 'fixed bar',
      value: worst(({ whileScrolled }) => whileScrolled),
      unit: 'ms',
      bar: { below: 50 },
    },
    ...SLIDERS.map(({ length, bar }, index): Figure => {
      const times = stepTimes[index] ?? [];
      return {
        name: `A step of the slider at ${length.toLocaleString('en-US')} revisions, 95 of 100`,
        measured: `${quantile(times, 0.95).toFixed(1)} ms (median ${median(times).toFixed(1)} ms)`,
        baseline: 'fixed bar',
        value: quantile(times, 0.95),
        unit: 'ms',
        bar: { below: bar },
      };
    }),
  ];
  keep('console-timeline', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
