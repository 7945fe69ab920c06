import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { streamName } from '@ledger/event-store';
import type { KillReport, RaceOutcome } from '@ledger/event-store/testing';
import type { ChildMessage, ChildTask } from './child/messages';

/** Starts a process that works on a ledger by itself, with the sources compiled as they are loaded. */
export function startChild(task: ChildTask): ChildProcess {
  return fork(join(__dirname, 'child/appender.ts'), [JSON.stringify(task)], {
    execArgv: ['-r', join(__dirname, '../../../scripts/run/register.cjs')],
  });
}

/** Runs a race of `processes` children with `attempts` appends each. */
export async function raceInProcesses(
  task: Omit<Extract<ChildTask, { kind: 'race' }>, 'kind'>,
  processes: number,
): Promise<RaceOutcome[]> {
  const runs = Array.from({ length: processes }, () => outcomesOf(startChild({ kind: 'race', ...task })));
  return (await Promise.all(runs)).flat();
}

/** Lets a child append until so many events have been acknowledged, kills it, and gives what it was acknowledged. */
export async function floodAndKill(
  task: Omit<Extract<ChildTask, { kind: 'flood' }>, 'kind'>,
  killAfter: number,
): Promise<KillReport['acknowledged']> {
  const child = startChild({ kind: 'flood', ...task });
  const acknowledged: KillReport['acknowledged'][number][] = [];
  child.on('message', (message: ChildMessage) => {
    if (message.kind !== 'acknowledged') return;
    const { stream, revision, id } = message;
    acknowledged.push({ stream: streamName(stream), revision: BigInt(revision), id });
    if (acknowledged.length === killAfter) child.kill('SIGKILL');
  });
  await exitOf(child, 'SIGKILL');
  return acknowledged;
}

/** Lets a child remove the data of streams, kills it after so many, and gives those that it said were removed. */
export async function removeAndKill(
  task: Omit<Extract<ChildTask, { kind: 'remove' }>, 'kind'>,
  killAfter: number,
): Promise<string[]> {
  const child = startChild({ kind: 'remove', ...task });
  const removed: string[] = [];
  child.on('message', (message: ChildMessage) => {
    if (message.kind !== 'removed') return;
    removed.push(message.stream);
    if (removed.length === killAfter) child.kill('SIGKILL');
  });
  await exitOf(child, 'SIGKILL');
  return removed;
}

/** A child that has the ledger open; kill it when done. */
export async function holdInProcess(path: string): Promise<ChildProcess> {
  const child = startChild({ kind: 'hold', path });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`The child ended with ${code} before it had opened the ledger.`)));
  });
  return child;
}

/** Kills a child as `kill -9` does; resolves when it is gone. */
export async function killChild(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await exitOf(child, 'SIGKILL');
}

async function outcomesOf(child: ChildProcess): Promise<readonly RaceOutcome[]> {
  let outcomes: readonly RaceOutcome[] = [];
  child.on('message', (message: ChildMessage) => {
    if (message.kind === 'outcomes') outcomes = message.outcomes;
  });
  await exitOf(child, 0);
  return outcomes;
}

async function exitOf(child: ChildProcess, expected: number | NodeJS.Signals): Promise<void> {
  // `close`, not `exit`: messages may still be on their way when the process has ended.
  const end = await new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  if (end !== expected) throw new Error(`The child ended with ${end} and should have with ${expected}.`);
}
