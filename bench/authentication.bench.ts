import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { post, type NextRequest } from './support/load';
import { startLedger, temporaryFolder, type RunningServer } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';
import { publishShuttle, sessionIds, SHUTTLE, shuttleWalk, startJourneys, untilProjected } from './support/walkers';

const CONNECTIONS = 32;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 5);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7);
const JOURNEYS_PER_CONNECTION = 50;

interface Measured {
  readonly rate: number;
  /** Of the server, for each request, its projections included, microseconds. */
  readonly cpuEach: number;
}

type Walk = (connection: number) => NextRequest;

interface Settings extends Record<string, string> {
  readonly AUTH_MODE: 'none' | 'api-key';
  /** Whether reads are recorded. */
  readonly AUDIT_READS: 'off' | 'best-effort';
}

/** A ledger under load, and what its callers show. */
class Ledger {
  private walks = 0;

  private constructor(
    readonly server: RunningServer,
    private readonly key: Readonly<Record<string, string>>,
  ) {}

  static async start(settings: Settings): Promise<Ledger> {
    const folder = temporaryFolder();
    const server = await startLedger(folder, settings);
    const hasKey = settings.AUTH_MODE === 'api-key';
    const key: Readonly<Record<string, string>> = hasKey
      ? { 'x-api-key': readFileSync(join(folder, 'first-admin-key'), 'utf8').trim() }
      : {};
    await publishShuttle(server.url, SHUTTLE, key);
    return new Ledger(server, key);
  }

  /** Each step a durable command. */
  async transitions(): Promise<Measured> {
    return this.measure(shuttleWalk(await this.started(), JOURNEYS_PER_CONNECTION), 200);
  }

  /** Each a read that is recorded with `AUDIT_READS=best-effort`. */
  async timelines(): Promise<Measured> {
    const prefix = await this.started();
    let reads = 0;
    const next: Walk = (connection) => {
      const path = `/v1/journeys/${prefix}-${connection}-${(reads += 1) % JOURNEYS_PER_CONNECTION}/timeline`;
      return { method: 'GET', path, body: '' };
    };
    return this.measure(next, 200);
  }

  private async started(): Promise<string> {
    const prefix = `a${(this.walks += 1)}`;
    await startJourneys(this.server.url, sessionIds(prefix, CONNECTIONS, JOURNEYS_PER_CONNECTION), 5_000, this.key);
    await untilProjected(this.server.url, this.key);
    return prefix;
  }

  private async measure(walk: Walk, status: number): Promise<Measured> {
    const { server, key } = this;
    const headers = Object.entries(key)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    const next: Walk = (connection) => ({ ...walk(connection), headers });
    const before = server.cpuMs();
    const result = await post({ url: server.url, connections: CONNECTIONS, seconds: SECONDS, next });
    await untilProjected(server.url, key);
    if (Object.keys(result.statuses).some((seen) => Number(seen) !== status)) {
      throw new Error(`Requests were refused: ${JSON.stringify(result.statuses)}`);
    }
    const rate = result.requestsPerSecond;
    return { rate, cpuEach: (1_000 * (server.cpuMs() - before)) / (rate * SECONDS) };
  }
}

type Call = 'transitions' | 'timelines';

/** With keys against without, in changing order. */
async function compared(none: Ledger, keyed: Ledger, call: Call, name: string): Promise<readonly Figure[]> {
  await none[call]();
  await keyed[call]();
  const rounds: { readonly none: Measured; readonly keyed: Measured }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round % 2 === 0) {
      const without = await none[call]();
      rounds.push({ none: without, keyed: await keyed[call]() });
    } else {
      const withKey = await keyed[call]();
      rounds.push({ none: await none[call](), keyed: withKey });
    }
  }
  const of = (who: 'none' | 'keyed', what: keyof Measured): number => median(rounds.map((round) => round[who][what]));
  return [
    {
      name: `${name}, \`AUTH_MODE=api-key\``,
      measured: `${Math.round(of('keyed', 'rate'))}/s`,
      baseline: `\`AUTH_MODE=none\`: ${Math.round(of('none', 'rate'))}/s`,
      value: median(rounds.map((round) => round.keyed.rate / round.none.rate)),
      bar: { atLeast: 0.95 },
    },
    {
      name: `CPU of the server for each of them`,
      measured: `${of('keyed', 'cpuEach').toFixed(0)} µs`,
      baseline: `\`AUTH_MODE=none\`: ${of('none', 'cpuEach').toFixed(0)} µs`,
      value: median(rounds.map((round) => round.keyed.cpuEach / round.none.cpuEach)),
      bar: { below: 1.05 },
    },
  ];
}

async function main(): Promise<void> {
  const none = await Ledger.start({ AUTH_MODE: 'none', AUDIT_READS: 'off' });
  const keyed = await Ledger.start({ AUTH_MODE: 'api-key', AUDIT_READS: 'off' });
  const recorded = await Ledger.start({ AUTH_MODE: 'api-key', AUDIT_READS: 'best-effort' });
  const figures = [
    ...(await compared(none, keyed, 'transitions', 'Transitions over HTTP, durable, 32 connections')),
    ...(await compared(none, keyed, 'timelines', 'Timelines read, 32 connections')),
    ...(await compared(none, recorded, 'timelines', 'The same, with `AUDIT_READS=best-effort`')),
  ];
  await Promise.all([none, keyed, recorded].map(({ server }) => server.stop()));
  keep('authentication', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
