import { post } from '../load';
import type { OpenPeer, RunningPeer } from './peer';
import type { DiskTrace, DiskUse } from './disk-trace';
import { cpuMs } from './process-usage';
import { SessionWalk } from './session-walk';

export const CONNECTIONS = 32;
const SESSIONS_PER_CONNECTION = 20;
/** Sessions that are started at a time, before anything is measured. */
const STARTED_AT_ONCE = 8;
/** Of the sessions, how many are read back after a kill: every so-manieth. */
const READ_EVERY = 10;

export interface Sample {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of processor time of all processes, for each transition. */
  readonly cpuUs: number;
  /** Bytes written to files, for each transition; only of a traced run. */
  readonly written?: number | undefined;
  /** Calls of fsync and the like, for each transition; absent where they were not counted. */
  readonly syncs?: number | undefined;
}

export interface Seconds {
  readonly warmUp: number;
  readonly measured: number;
}

/** Starts the peer, measures it on sessions of its own, kills it, and finds after a start what it had acknowledged. */
export async function measured(
  open: OpenPeer,
  prefix: string,
  seconds: Seconds,
  trace?: DiskTrace,
): Promise<{ readonly sample: Sample; readonly durability: Readonly<Record<string, unknown>> }> {
  const walk = new SessionWalk(prefix, CONNECTIONS, SESSIONS_PER_CONNECTION);
  const peer = await open.start(trace?.command);
  await startAll(peer, walk.sessionIds);
  const next = walk.next(peer);
  const load = (duration: number) => post({ url: peer.url, connections: CONNECTIONS, seconds: duration, next });
  refuseFailures(await load(seconds.warmUp));
  const disk = async (): Promise<Partial<DiskUse>> => trace?.use() ?? { syncs: await peer.syncs?.() };
  const [diskBefore, cpuBefore] = [await disk(), cpuMs(peer.processes)];
  const result = await load(seconds.measured);
  const [cpuAfter, diskAfter] = [cpuMs(peer.processes), await disk()];
  refuseFailures(result);
  const { requestsPerSecond, p50, p99, statuses } = result;
  const count = Object.values(statuses).reduce((sum, replies) => sum + replies, 0);
  const durability = await peer.durability();
  await peer.kill();
  // A server that was ended with its tracer may still hold its lock.
  if (trace === undefined) await refuseLosses(open, walk.expected());
  return {
    durability,
    sample: {
      perSecond: requestsPerSecond,
      p50,
      p99,
      cpuUs: ((cpuAfter - cpuBefore) * 1_000) / count,
      written: each(diskBefore.written, diskAfter.written, count),
      syncs: each(diskBefore.syncs, diskAfter.syncs, count),
    },
  };
}

/** For each transition; undefined where it was not counted. */
function each(before: number | undefined, after: number | undefined, count: number): number | undefined {
  return before === undefined || after === undefined ? undefined : (after - before) / count;
}

async function startAll(peer: RunningPeer, ids: readonly string[]): Promise<void> {
  const left = [...ids];
  await Promise.all(
    Array.from({ length: STARTED_AT_ONCE }, async () => {
      for (let id = left.pop(); id !== undefined; id = left.pop()) await peer.startSession(id);
    }),
  );
}

function refuseFailures({ statuses }: { readonly statuses: Readonly<Record<number, number>> }): void {
  if (Object.keys(statuses).some((status) => status !== '200')) {
    throw new Error(`Transitions were refused: ${JSON.stringify(statuses)}`);
  }
}

/** Every transition was answered before the kill, so every session must be where its last one led. */
async function refuseLosses(open: OpenPeer, expected: ReadonlyMap<string, string>): Promise<void> {
  const peer = await open.start();
  for (const [sessionId, stateId] of [...expected].filter((_, index) => index % READ_EVERY === 0)) {
    const found = await peer.stateOf(sessionId);
    if (found !== stateId) throw new Error(`${sessionId} is in ${found} after a kill; ${stateId} was acknowledged.`);
  }
  await peer.kill();
}
