import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { apiKeysOf, newKeys } from './callers';
import { LedgerCalls } from './ledger-calls';
import { LedgerProcess } from './ledger-process';
import { playDay, playOn } from './play';
import { Plans } from './plans';

const HELP = `npm run demo -- [options]

Plays a day of a contact centre on a ledger of its own, in fast motion, and then continues slowly: journeys by voice and
chat with hand-overs, repeated commands, conflicts, refusals, abandoned calls, timeouts and escalations; a version is
published and a timeout overridden in the middle. It prints the key with which you sign in to the console. Ctrl-C ends it.

  --journeys <n>     journeys of the day (default: 400)
  --seed <n>         the same seed gives the same journeys (default: 1)
  --data-dir <dir>   folder of the ledger, which must be new (default: ./data-demo)
  --port <n>         port of the server; 0 takes a free one (default: PORT, or 3000)
  --once             end after the day
  -h, --help         show this text
`;

interface DemoOptions {
  readonly journeys: number;
  readonly seed: number;
  readonly dataDir: string;
  readonly port: number;
  readonly once: boolean;
}

/** After the day, states last long enough to be looked at. */
const SLOW = 4;

/** What the user can correct. */
class DemoError extends Error {}

async function main(): Promise<void> {
  try {
    const options = optionsOf(process.argv.slice(2));
    if (options === undefined) process.stdout.write(HELP);
    else await demo(options);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

async function demo({ journeys, seed, dataDir, port, once: isOnce }: DemoOptions): Promise<void> {
  if (existsSync(join(dataDir, 'ledger.db'))) {
    throw new DemoError(
      `The demo plays on an empty ledger; ${dataDir} has one already. Remove the folder, or give another with --data-dir.`,
    );
  }
  const ending = new AbortController();
  // Each journey under way listens.
  setMaxListeners(0, ending.signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  const keys = newKeys();
  const ledger = await LedgerProcess.start(dataDir, port, apiKeysOf(keys));
  void ledger.ended().then(() => ending.abort());
  try {
    const calls = new LedgerCalls(ledger.url, keys);
    process.stdout.write(welcome(ledger.url, keys.olga));
    const plans = new Plans(seed);
    const { signal } = ending;
    const tell = (ended: number): void => {
      if (ended % 25 === 0 || ended === journeys) process.stdout.write(`${progress(ended, journeys, calls)}\n`);
    };
    await playDay(calls, plans, { journeys, atOnce: 60, pace: 1, signal, onProgress: tell });
    if (isOnce || signal.aborted) return;
    process.stdout.write('The day is over. The demo continues slowly; Ctrl-C ends it.\n');
    await playOn(calls, plans, { journeys: Infinity, atOnce: 1, pace: SLOW, signal });
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  } finally {
    await ledger.stop();
    process.stdout.write(`The demo has ended. Its ledger stays in ${dataDir}.\n`);
  }
}

function welcome(url: string, key: string): string {
  return `
The console: ${url}
Sign in as the operator olga with the key ${key}
The API: ${url}/docs   The command line: LEDGER_URL=${url} LEDGER_API_KEY=${key} npx journey search
A tour: docs/guides/console.md   Ctrl-C ends the demo.

`;
}

function progress(ended: number, journeys: number, { sent: { commands, refused } }: LedgerCalls): string {
  const [sent, no] = [commands, refused].map((count) => count.toLocaleString('en'));
  return `${ended} of ${journeys} journeys, ${sent} commands, ${no} of them refused`;
}

/** Undefined if help is asked for. */
function optionsOf(args: string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      journeys: { type: 'string', default: '400' },
      seed: { type: 'string', default: '1' },
      'data-dir': { type: 'string', default: 'data-demo' },
      port: { type: 'string', default: process.env['PORT'] ?? '3000' },
      once: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    journeys: wholeNumber('--journeys', values.journeys, 1, 100_000),
    seed: wholeNumber('--seed', values.seed, 0, 2_147_483_647),
    dataDir: resolve(values['data-dir']),
    port: wholeNumber('--port', values.port, 0, 65_535),
    once: values.once,
  };
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new DemoError(`${option} must be a whole number from ${least} to ${most}; you sent "${text}".`);
}

void main();
