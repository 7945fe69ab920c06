import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Libsql from 'libsql';
import { ROOT, SERVER_FLAGS } from './processes';
import type { SagaPlan } from './saga-plan';

const APPENDS = 30_000;
/** As in the bench of the store alone. */
const APPENDERS = 32;

interface Latencies {
  readonly commands: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** What the saga's process tells; memory in MiB, lateness in seconds. */
export interface SagaFigures {
  readonly idle: number;
  readonly peak: number;
  readonly steady: {
    readonly withinOneSecond: number;
    readonly count: number;
    readonly p50: number;
    readonly p99: number;
    readonly most: number;
  };
  readonly burst: { readonly seconds: number };
  readonly backlog: { readonly seconds: number; readonly alone: Latencies; readonly beside: Latencies };
  readonly fired: number;
  readonly stale: number;
  readonly failed: number;
}

export interface SagaRound extends SagaFigures {
  /** Appends a second of the store alone, before the saga and after it. */
  readonly plain: readonly number[];
  /** Timeouts in the ledger, and streams that contain one. */
  readonly recorded: readonly [events: number, streams: number];
}

/** Projects what waits, then lets the saga work in a process of its own, with the projector in another. */
export async function sagaRound(ledger: string, place: string, plan: SagaPlan): Promise<SagaRound> {
  const projector = await projecting(ledger, place);
  const plain = [await appendRate(ledger, 1)];
  const figures = await run<SagaFigures>('saga-run.cjs', ledger, place, JSON.stringify(plan));
  plain.push(await appendRate(ledger, 2));
  projector.kill('SIGTERM');
  await once(projector, 'exit');
  return { ...figures, plain, recorded: recordedIn(ledger) };
}

async function projecting(ledger: string, place: string): Promise<ReturnType<typeof spawn>> {
  const script = join(ROOT, 'bench/support/projector-follow.cjs');
  const child = spawn(process.execPath, [script, ledger, place], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

async function appendRate(ledger: string, round: number): Promise<number> {
  const { seconds } = await run<{ seconds: number }>(
    'append-run.cjs',
    ledger,
    String(round),
    `${APPENDS}`,
    `${APPENDERS}`,
  );
  return APPENDS / seconds;
}

async function run<Result>(script: string, ...args: readonly string[]): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...SERVER_FLAGS,
    '--expose-gc',
    join(ROOT, 'bench/support', script),
    ...args,
  ]);
  return JSON.parse(stdout) as Result;
}

function recordedIn(ledger: string): readonly [number, number] {
  const database = new Libsql(ledger, { readonly: true });
  const query = "select count(*), count(distinct stream) from events where type = 'ABORT_TIMEOUT'";
  const [events, streams] = database.prepare(query).raw().get() as [number, number];
  database.close();
  return [Number(events), Number(streams)];
}
