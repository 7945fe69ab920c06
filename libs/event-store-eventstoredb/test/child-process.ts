import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { streamName } from '@ledger/event-store';
import type { KillReport, RaceOutcome } from '@ledger/event-store/testing';
import type { ChildMessage, ChildTask } from './child/messages';

/** Starts a process that works on a ledger by itself, with the sources compiled as they are loaded. */
function startChild(task: ChildTask): ChildProcess {
  return fork(join(__dirname, 'child/appender.ts'), [JSON.stringify(task)], {
    execArgv: ['-r', join(__dirname, '../../../scripts/run/register.cjs')],
  });
}

const RACING_PROCESSES = 4;

export async function raceInProcesses(
  url: string,
  stream: string,
  contenders: number,
  expected: bigint,
): Promise<RaceOutcome[]> {
  const attempts = contenders / RACING_PROCESSES;
  const task: ChildTask = { kind: 'race', url, stream, expected: String(expected), attempts };
  const children = Array.from({ length: RACING_PROCESSES }, () => outcomesOf(startChild(task)));
  return (await Promise.all(children)).flat();
}

async function outcomesOf(child: ChildProcess): Promise<readonly RaceOutcome[]> {
  let outcomes: readonly RaceOutcome[] = [];
  child.on('message', (message: ChildMessage) => {
    if (message.kind === 'outcomes') outcomes = message.outcomes;
  });
  await endOf(child, 0);
  return outcomes;
}

/** Lets a child append until so many events have been acknowledged, kills it, and gives what it was acknowledged. */
export async function floodAndKill(
  url: string,
  streams: readonly string[],
  killAfter: number,
): Promise<KillReport['acknowledged']> {
  const child = startChild({ kind: 'flood', url, streams });
  const acknowledged: KillReport['acknowledged'][number][] = [];
  child.on('message', (message: ChildMessage) => {
    if (message.kind !== 'acknowledged') return;
    const { stream, revision, id } = message;
    acknowledged.push({ stream: streamName(stream), revision: BigInt(revision), id });
    if (acknowledged.length === killAfter) child.kill('SIGKILL');
  });
  await endOf(child, 'SIGKILL');
  return acknowledged;
}

async function endOf(child: ChildProcess, expected: number | NodeJS.Signals): Promise<void> {
  // `close`, not `exit`: messages may still be on their way when the process has ended.
  const end = await new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  if (end !== expected) throw new Error(`The child ended with ${end} and should have with ${expected}.`);
}
