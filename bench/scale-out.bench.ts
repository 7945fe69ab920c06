import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { post, type NextRequest } from './support/load';
import { ROOT, startLedger, temporaryFolder, type RunningServer } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { pairedRatio } from './support/rounds';
import { publishShuttle, sessionIds, shuttleWalk, startJourneys } from './support/walkers';

const CONNECTIONS = 32;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 5);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const JOURNEYS_PER_CONNECTION = 10;
/** Each journey has had its first command by then, which reads its attempts, and the engine has compiled what is used. */
const WARM_COMMANDS = 10_000;
/** The clock of `/proc/<pid>/stat` on Linux. */
const TICKS_PER_SECOND = 100;

interface Double {
  readonly url: string;
  stop(): void;
}

/** The protocol double in a process of its own, so that its CPU does not count. */
async function startDouble(): Promise<Double> {
  const main = join(ROOT, 'libs/event-store-eventstoredb/src/testing/double/double.main.ts');
  const child = spawn(process.execPath, ['-r', join(ROOT, 'scripts/run/register.cjs'), main], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { url: (JSON.parse(line) as { url: string }).url, stop: () => void child.kill('SIGTERM') };
}

/** Seconds of CPU of all threads of a process so far. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

interface Cost {
  /** Microseconds of CPU of the API process for each accepted command. */
  readonly cpu: number;
  readonly perSecond: number;
}

/** A server and the journeys that are walked on it, each step an accepted command. */
class Walked {
  readonly #walk: (connection: number) => NextRequest;
  #commands = 0;

  private constructor(
    readonly server: RunningServer,
    prefix: string,
  ) {
    this.#walk = shuttleWalk(prefix, JOURNEYS_PER_CONNECTION);
  }

  static async warm(server: RunningServer, prefix: string): Promise<Walked> {
    await publishShuttle(server.url);
    await startJourneys(server.url, sessionIds(prefix, CONNECTIONS, JOURNEYS_PER_CONNECTION));
    const walked = new Walked(server, prefix);
    while (walked.#commands < WARM_COMMANDS) await walked.transitions();
    return walked;
  }

  async transitions(): Promise<Cost> {
    const { url, pid } = this.server;
    const [cpu, commands] = [cpuSeconds(pid), this.#commands];
    const next = (connection: number): NextRequest => {
      this.#commands += 1;
      return this.#walk(connection);
    };
    const { requestsPerSecond, statuses } = await post({ url, connections: CONNECTIONS, seconds: SECONDS, next });
    if (Object.keys(statuses).some((status) => status !== '200')) throw new Error(JSON.stringify(statuses));
    return {
      cpu: ((cpuSeconds(pid) - cpu) * 1_000_000) / (this.#commands - commands),
      perSecond: requestsPerSecond,
    };
  }
}

/** `journey copy` of the embedded ledger into an empty server; events a second, without the proof that follows. */
async function copyRate(dataDir: string): Promise<{ events: number; perSecond: number }> {
  const double = await startDouble();
  const cli = join(ROOT, 'dist/apps/cli/src/main.js');
  const args = [cli, 'copy', '--from', dataDir, '--to', double.url, '--quiet', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  double.stop();
  if (status !== 0) throw new Error(`journey copy ended with ${status}: ${stderr}`);
  const { copied, proof } = JSON.parse(stdout) as {
    copied: { appended: number; seconds: number };
    proof: { proven: boolean };
  };
  if (!proof.proven) throw new Error('The copy is not proven.');
  return { events: copied.appended, perSecond: copied.appended / copied.seconds };
}

async function main(): Promise<void> {
  const folder = temporaryFolder();
  const [embeddedDir, scaledDir] = [join(folder, 'embedded'), join(folder, 'scaled')];
  mkdirSync(scaledDir);
  const double = await startDouble();
  const embedded = await startLedger(embeddedDir, { ROLES: 'api' });
  const scaled = await startLedger(scaledDir, { ROLES: 'api', EVENT_STORE_URL: double.url });
  const onServer = await Walked.warm(scaled, 'server');
  const onFile = await Walked.warm(embedded, 'file');

  const rates = { embedded: [] as number[], scaled: [] as number[] };
  const cpu = await pairedRatio(
    ROUNDS,
    async () => {
      const cost = await onServer.transitions();
      rates.scaled.push(cost.perSecond);
      return cost.cpu;
    },
    async () => {
      const cost = await onFile.transitions();
      rates.embedded.push(cost.perSecond);
      return cost.cpu;
    },
  );
  await Promise.all([embedded.stop(), scaled.stop()]);
  double.stop();
  const copy = await copyRate(embeddedDir);

  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [scaledRate, embeddedRate] = [mean(rates.scaled), mean(rates.embedded)];
  const figures: Figure[] = [
    {
      name: 'CPU of an API process for each transition over HTTP, on the EventStoreDB protocol double, 32 connections',
      measured: `${Math.round(cpu.a)} µs`,
      baseline: `embedded ledger, \`ROLES=api\`: ${Math.round(cpu.b)} µs`,
      value: cpu.ratio,
      bar: { below: 1.8 },
    },
    {
      name: 'Rate of the same, with the double on the same two cores',
      measured: `${Math.round(scaledRate)}/s`,
      baseline: `embedded ledger, \`ROLES=api\`: ${Math.round(embeddedRate)}/s`,
      value: scaledRate / embeddedRate,
    },
    {
      name: `\`journey copy\` of ${copy.events} events into the protocol double, in order`,
      measured: `${Math.round(copy.perSecond)}/s`,
      baseline: 'fixed',
      value: copy.perSecond,
      unit: '/s',
      bar: { atLeast: 2_000 },
    },
  ];
  keep('scale-out', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
