import type { CDPSession, Page } from 'playwright-core';
import { ConsoleBrowser } from '../test/console/console-browser';
import { buildLedger } from '../test/support/ledger-process';
import { post } from './support/load';
import { startLedger, temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';
import { publishShuttle, sessionIds, SHUTTLE, shuttleWalk, startJourneys, untilProjected } from './support/walkers';

/** BENCH_MINUTES has another number. */
const MINUTES = Number(process.env['BENCH_MINUTES'] ?? 10);
const RATE = 500;
const CONNECTIONS = 32;
const JOURNEYS_PER_CONNECTION = 50;
/** Seconds of load after each of which the memory is read. */
const SLICE_S = 15;

/** What a page holds after a collection. */
interface Held {
  readonly megabytes: number;
  readonly nodes: number;
}

async function held(session: CDPSession): Promise<Held> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const figure = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
  return { megabytes: figure('JSHeapUsedSize') / 2 ** 20, nodes: figure('Nodes') };
}

/** Counts the times at which a thing in the page changes. */
function watch(page: Page, selector: string): Promise<void> {
  return page.evaluate(`(() => {
    globalThis.changes = 0;
    new MutationObserver(() => (changes += 1)).observe(document.querySelector(${JSON.stringify(selector)}), {
      characterData: true, childList: true, subtree: true, attributes: true,
    });
  })()`);
}

interface Watched {
  readonly name: string;
  readonly path: string;
  /** What is drawn again with each update. */
  readonly widget: string;
}

const PAGES: readonly Watched[] = [
  { name: 'Now', path: `/?definition=${SHUTTLE.id}`, widget: 'section[aria-label="By state"]' },
  { name: 'Find', path: `/journeys?definition=${SHUTTLE.id}`, widget: 'section[aria-label="Journeys found"]' },
];

async function main(): Promise<void> {
  buildLedger();
  const server = await startLedger(temporaryFolder());
  await publishShuttle(server.url);
  await startJourneys(server.url, sessionIds('moving', CONNECTIONS, JOURNEYS_PER_CONNECTION));
  await untilProjected(server.url);
  const browser = await ConsoleBrowser.open(server.url);
  const watched = await Promise.all(
    PAGES.map(async ({ path, widget }) => {
      const page = await browser.page(path);
      await page.locator(widget).waitFor();
      await watch(page, widget);
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable');
      return { page, session, slices: [] as Held[] };
    }),
  );
  const next = shuttleWalk('moving', JOURNEYS_PER_CONNECTION);
  const slices = Math.max(3, Math.round((MINUTES * 60) / SLICE_S));
  let sent = 0;
  for (let slice = 0; slice < slices; slice += 1) {
    const load = await post({ url: server.url, connections: CONNECTIONS, seconds: SLICE_S, rate: RATE, next });
    sent += load.requestsPerSecond * SLICE_S;
    for (const each of watched) each.slices.push(await held(each.session));
    const texts = watched.map(({ slices: all }) => all.at(-1)).map((last) => `${last?.megabytes.toFixed(1)} MiB`);
    process.stderr.write(`${(((slice + 1) * SLICE_S) / 60).toFixed(2)} min: ${texts.join(', ')}\n`);
  }
  const seconds = slices * SLICE_S;
  const changes = await Promise.all(watched.map(({ page }) => page.evaluate<number>('changes')));
  await browser.close();
  await server.stop();

  // The first third fills the caches.
  const third = Math.max(1, Math.floor(slices / 3));
  const rate = Math.round(sent / seconds);
  const figures = PAGES.flatMap(({ name }, index): Figure[] => {
    const all = watched[index]?.slices ?? [];
    const [before, after] = [all.slice(third, 2 * third), all.slice(-third)];
    const compared = (what: string, unit: string, of: (slice: Held) => number): Figure => ({
      name: `${what} of the page ${name}, the last third of ${(seconds / 60).toFixed(1)} minutes at ${rate} events/s`,
      measured: `${median(after.map(of)).toFixed(1)} ${unit}`,
      baseline: `the third before: ${median(before.map(of)).toFixed(1)} ${unit}`,
      value: median(after.map(of)) / median(before.map(of)),
      bar: { below: 1.1 },
    });
    const perSecond = (changes[index] ?? NaN) / seconds;
    return [
      compared('Heap', 'MiB', ({ megabytes }) => megabytes),
      compared('Nodes', 'nodes', ({ nodes }) => nodes),
      {
        name: `Changes a second of the document of the page ${name}`,
        measured: `${perSecond.toFixed(2)}`,
        baseline: 'fixed bar',
        value: perSecond,
        // Four updates, and the clock that ticks once.
        bar: { below: 5.01 },
      },
    ];
  });
  keep('console-memory', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
