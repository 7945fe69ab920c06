import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { ConsoleBrowser } from '../test/console/console-browser';
import { buildLedger } from '../test/support/ledger-process';
import { until } from './support/console-page';
import { CountsFeed, type Counted } from './support/counts-feed';
import { post } from './support/load';
import { startLedger, temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median, quantile } from './support/statistics';
import { fillWaiting } from './support/waiting-journeys';
import { publishShuttle, sessionIds, SHUTTLE, shuttleWalk, startJourneys, untilProjected } from './support/walkers';

const JOURNEYS = Number(process.env['BENCH_JOURNEYS'] ?? 100_000);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 30);
const RATE = 500;
const CONNECTIONS = 32;
const JOURNEYS_PER_CONNECTION = 50;
const HOUR_MS = 3_600_000;
/** Starts of journeys that are looked for in the counts, a second. */
const PROBES_A_SECOND = 4;

/** A definition whose counts nothing else changes: its n-th journey makes them n. */
const PROBE = {
  id: 'BenchProbe',
  version: 1,
  initial: 'PROBED',
  states: { PROBED: { transitions: [{ target: 'DONE' }] }, DONE: { final: true } },
} as const;

/** When each probe was acknowledged, milliseconds since 1970: its event is committed by then. */
async function probe(url: string): Promise<number[]> {
  const committed: number[] = [];
  const ends = performance.now() + SECONDS * 1_000;
  while (performance.now() < ends) {
    const body = JSON.stringify({ sessionId: `probe-${committed.length}`, definitionId: PROBE.id });
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(`${url}/v1/journeys`, { method: 'POST', headers, body });
    committed.push(Date.now());
    if (reply.status !== 201) throw new Error(`A probe gave ${reply.status}: ${await reply.text()}`);
    await reply.arrayBuffer();
    // By chance, so that no rhythm of the server is met each time.
    await pause((2_000 * Math.random()) / PROBES_A_SECOND);
  }
  return committed;
}

/** How long after each commit a count had it, milliseconds. */
function delays(committed: readonly number[], counted: readonly Counted[]): number[] {
  let at = 0;
  return committed.map((time, index) => {
    while (at < counted.length && (counted[at]?.count ?? 0) <= index) at += 1;
    const seen = counted[at];
    if (seen === undefined) throw new Error(`Probe ${index} was never counted.`);
    return Math.max(0, seen.at - time);
  });
}

/** Notes in the page what its diagram says of the state of the probes, and when. */
async function watchDiagram(browser: ConsoleBrowser): Promise<Page> {
  const page = await browser.page(`/?definition=${PROBE.id}`);
  await page.locator('[data-state="PROBED"] .badge text').waitFor({ state: 'attached' });
  await page.evaluate(`(() => {
    const badge = document.querySelector('[data-state="PROBED"] .badge text');
    globalThis.counted = [];
    const note = () => counted.push({ at: Date.now(), count: Number(badge.textContent.replaceAll(',', '')) });
    new MutationObserver(note).observe(badge, { characterData: true, childList: true, subtree: true });
    note();
  })()`);
  return page;
}

/** How many the list behind a count has. */
async function listed(url: string, definitionId: string, state: string): Promise<number> {
  const query = new URLSearchParams({ definitionId, state, limit: '1', total: 'true' });
  const { total } = (await (await fetch(`${url}/v1/journeys?${query.toString()}`)).json()) as {
    readonly total: number;
  };
  return total;
}

/** The counts, once each of them equals the list behind it: the last reading may be a second older than the last commit. */
async function equalToLists(url: string, feed: CountsFeed): Promise<ReturnType<CountsFeed['states']>> {
  const endsAt = performance.now() + 3_000;
  for (;;) {
    const states = feed
      .states()
      .filter(({ definitionId }) => ([SHUTTLE.id, PROBE.id] as string[]).includes(definitionId));
    const lists = await Promise.all(states.map(({ definitionId, stateId }) => listed(url, definitionId, stateId)));
    const wrong = states.findIndex(({ journeys }, index) => journeys !== lists[index]);
    if (wrong < 0) return states;
    if (performance.now() > endsAt) {
      const { stateId = '', journeys = 0 } = states[wrong] ?? {};
      throw new Error(`${stateId} counts ${journeys} journeys, and its list has ${lists[wrong]}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function main(): Promise<void> {
  buildLedger();
  const folder = temporaryFolder();
  await fillWaiting(folder, JOURNEYS, () => Date.now() + 24 * HOUR_MS);
  const server = await startLedger(folder);
  await publishShuttle(server.url);
  await publishShuttle(server.url, PROBE);
  await startJourneys(server.url, sessionIds('moving', CONNECTIONS, JOURNEYS_PER_CONNECTION));
  await untilProjected(server.url);
  const feed = await CountsFeed.follow(server.url, PROBE.id, 'PROBED');
  const browser = await ConsoleBrowser.open(server.url);
  const page = await watchDiagram(browser);

  const next = shuttleWalk('moving', JOURNEYS_PER_CONNECTION);
  const [load, committed] = await Promise.all([
    post({ url: server.url, connections: CONNECTIONS, seconds: SECONDS, rate: RATE, next }),
    probe(server.url),
  ]);
  await feed.until(committed.length);
  await until(page, `counted.at(-1).count >= ${committed.length}`);
  await untilProjected(server.url);
  const inFeed = delays(committed, feed.counted);
  const onScreen = delays(committed, await page.evaluate('counted'));

  const states = await equalToLists(server.url, feed);
  feed.close();
  await browser.close();
  await server.stop();

  const figure = (name: string, times: readonly number[]): Figure => ({
    name: `${name}, 99 of 100, ${JOURNEYS.toLocaleString('en-US')} journeys and ${Math.round(load.requestsPerSecond)} events/s`,
    measured: `${Math.round(quantile(times, 0.99))} ms (median ${Math.round(median(times))}, longest ${Math.round(Math.max(...times))}, of ${times.length})`,
    baseline: `fixed bar; ${states.length} counts equal the lists behind them`,
    value: quantile(times, 0.99),
    unit: 'ms',
    bar: { below: 1_000 },
  });
  const figures = [
    figure('A commit is in the live counts', inFeed),
    figure('A commit is on the diagram of the console', onScreen),
  ];
  keep('console-counts', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
