import { setTimeout as pause } from 'node:timers/promises';
import { ConsoleBrowser } from '../test/console/console-browser';
import { SeededLedger } from '../test/console/seeded-ledger';
import { timelineRevisions } from '../test/console/timeline-rows';
import { until } from './support/console-page';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
/** How long the ledger is away: a restart, and so long that the console asks no more often than it ever does. */
const AWAY_S = [0, 20] as const;
const SENDERS = 8;

/** Changes the channel of a journey to and fro until a call fails. */
async function changeChannel(ledger: SeededLedger, sessionId: string): Promise<void> {
  for (let n = 0; ; n += 1) {
    const channel = n % 2 === 0 ? 'chat' : 'voice';
    try {
      await ledger.post(`/v1/journeys/${sessionId}/channel`, { channel });
    } catch {
      return;
    }
  }
}

/** Milliseconds from the moment when the ledger is ready again until the page of a journey shows all that it holds. */
async function round(ledger: SeededLedger, browser: ConsoleBrowser, id: string, awayS: number): Promise<number> {
  await ledger.begin(id, { channel: 'voice' });
  const page = await browser.page(`/journeys/${id}`);
  const shows = (revision: number): Promise<unknown> =>
    until(
      page,
      `Number(document.querySelector('[data-testid=revision]')?.textContent.split(' / ')[1]?.replaceAll(',', '')) >= ${revision}`,
    );
  const others = Array.from({ length: SENDERS }, (_, n) => `${id}-${n}`);
  for (const other of others) await ledger.begin(other, { channel: 'voice' });
  const sending = [id, ...others].map((each) => changeChannel(ledger, each));
  await shows(20);
  await ledger.kill();
  await Promise.all(sending);
  await pause(awayS * 1_000);
  await ledger.startAgain();
  const ready = performance.now();
  const { revision } = await ledger.get(`/v1/journeys/${id}`);
  await shows(Number(revision));
  await page.locator('.connection').getByText('live').waitFor();
  const took = performance.now() - ready;
  const rows = await timelineRevisions(page);
  if (rows.join() !== Array.from({ length: Number(revision) + 1 }, (_, n) => n).join()) {
    throw new Error(`Rows are missing or doubled: ${rows.join()} of ${Number(revision) + 1}.`);
  }
  await browser.closePages();
  return took;
}

async function main(): Promise<void> {
  const ledger = await SeededLedger.start();
  const browser = await ConsoleBrowser.open(ledger.url);
  const figures: Figure[] = [];
  for (const awayS of AWAY_S) {
    const times: number[] = [];
    for (let n = 0; n < ROUNDS; n += 1) times.push(await round(ledger, browser, `killed-${awayS}-${n}`, awayS));
    const longest = Math.max(...times) / 1_000;
    figures.push({
      name: `A console is right again after a kill${awayS === 0 ? '' : ` and ${awayS} s without a ledger`}, the longest of ${times.length}`,
      measured: `${longest.toFixed(2)} s after the ledger is ready (median ${(median(times) / 1_000).toFixed(2)} s), each row once`,
      baseline: 'fixed bar',
      value: longest,
      unit: 's',
      bar: { below: 3 },
    });
  }
  await browser.close();
  await ledger.remove();
  keep('console-restart', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
