import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ConsoleBrowser } from '../test/console/console-browser';
import { buildLedger } from '../test/support/ledger-process';
import { until } from './support/console-page';
import { freePort, ROOT, temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';

const BAR_S = 60;

/** Counts that the diagram of the first page shows, by state. */
const BADGES = `Object.fromEntries([...document.querySelectorAll('[data-state]')].map((state) => [
  state.dataset.state, state.querySelector('.badge text').textContent,
]))`;

async function untilItAnswers(url: string): Promise<void> {
  for (;;) {
    const answered = await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await pause(50);
  }
}

/** From the command of a newcomer, on a checkout that is set up, to a console on which journeys move. */
async function main(): Promise<void> {
  buildLedger();
  const port = await freePort();
  const folder = join(temporaryFolder(), 'data');
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1_000;
  const demo = spawn(process.execPath, ['scripts/demo.cjs', '--data-dir', folder, '--port', String(port)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  demo.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  process.once('exit', () => demo.kill('SIGTERM'));
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(url);
  const answers = seconds();
  const browser = await ConsoleBrowser.open(url);
  // The demo says the key when its server answers.
  const key = /with the key (\S+)/.exec(said)?.[1] ?? '';
  const page = await browser.page('/', { script: `sessionStorage.setItem('journey-ledger.key', '${key}')` });
  await until(page, "document.querySelector('.badge:not(.none)') !== null");
  const counts = seconds();
  const before = JSON.stringify(await page.evaluate(BADGES));
  await until(page, `JSON.stringify(${BADGES}) !== ${JSON.stringify(before)}`);
  const moves = seconds();
  await browser.close();
  demo.kill('SIGTERM');
  await once(demo, 'exit');
  const figures: Figure[] = [
    {
      name: '`npm run demo` after set-up: a console on which journeys move',
      measured: `${moves.toFixed(1)} s (the server answers after ${answers.toFixed(1)} s, the first counts are there after ${counts.toFixed(1)} s)`,
      baseline: 'fixed bar',
      value: moves,
      unit: 's',
      bar: { below: BAR_S },
    },
  ];
  keep('demo', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
