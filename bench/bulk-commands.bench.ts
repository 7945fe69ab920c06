import { startLedger, temporaryFolder } from './support/processes';
import { post } from './support/load';
import { keep, table, type Figure } from './support/report';
import { pairedRatio } from './support/rounds';
import { publishShuttle, sessionIds, shuttleWalk, startJourneys } from './support/walkers';

const ROUNDS = 5;
const JOURNEYS = 500;
const LINES = 20_000;
const PER_REQUEST = 2_000;

let walks = 0;

async function main(): Promise<void> {
  const ledger = await startLedger(temporaryFolder());
  await publishShuttle(ledger.url);

  const bulk = async (): Promise<number> => {
    const prefix = `b${(walks += 1)}`;
    await startJourneys(ledger.url, sessionIds(prefix, 1, JOURNEYS));
    const next = shuttleWalk(prefix, JOURNEYS);
    const requests = Array.from({ length: LINES / PER_REQUEST }, () =>
      Array.from({ length: PER_REQUEST }, () => {
        const { path, body } = next(0);
        return JSON.stringify({
          command: 'transition',
          sessionId: path.split('/')[3],
          ...(JSON.parse(body) as object),
        });
      }).join('\n'),
    );
    const started = performance.now();
    for (const body of requests) {
      const reply = await fetch(`${ledger.url}/v1/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body,
      });
      const advanced = (await reply.text()).split('"ADVANCED"').length - 1;
      if (advanced !== PER_REQUEST) throw new Error(`Only ${advanced} of ${PER_REQUEST} lines advanced.`);
    }
    return LINES / ((performance.now() - started) / 1000);
  };

  /** One command after the other, each in a request of its own, as a caller without batches posts them. */
  const single = async (): Promise<number> => {
    const prefix = `s${(walks += 1)}`;
    await startJourneys(ledger.url, sessionIds(prefix, 1, 50));
    const result = await post({ url: ledger.url, connections: 1, seconds: 3, next: shuttleWalk(prefix, 50) });
    return result.requestsPerSecond;
  };

  await bulk();
  const rates = await pairedRatio(ROUNDS, bulk, single);
  await ledger.stop();

  const figures: Figure[] = [
    {
      name: `\`POST /v1/commands\`, ${PER_REQUEST} lines a request`,
      measured: `${Math.round(rates.a)} commands/s`,
      baseline: `one command a request, one after the other: ${Math.round(rates.b)}/s`,
      value: rates.ratio,
      bar: { atLeast: 5 },
    },
  ];
  keep('bulk-commands', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
