import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Packages that `@eventstore/db-client` brings and works through. */
const CLIENT = /node_modules\/(@eventstore|@grpc|google-protobuf|protobufjs)\//;

export interface CpuShare {
  /** Microseconds of CPU in each part; what the engine itself did (collection, sockets) is in `runtime`. */
  readonly ours: number;
  readonly client: number;
  readonly others: number;
  readonly runtime: number;
}

/** Where the main thread of a process that ran with `--cpu-prof` spent its time, idling left out. */
export function cpuShare(folder: string): CpuShare {
  const profiles = readdirSync(folder)
    .filter((file) => file.endsWith('.cpuprofile'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile);
  const [main] = profiles.sort((a, b) => b.samples.length - a.samples.length);
  if (!main) throw new Error(`${folder} holds no CPU profile.`);
  const frames = new Map(main.nodes.map((node) => [node.id, node.callFrame]));
  const share = { ours: 0, client: 0, others: 0, runtime: 0 };
  main.samples.forEach((sample, index) => {
    const frame = frames.get(sample);
    if (!frame || frame.functionName === '(idle)' || frame.functionName === '(root)') return;
    const time = main.timeDeltas[index] ?? 0;
    if (CLIENT.test(frame.url)) share.client += time;
    else if (frame.url.includes('node_modules/')) share.others += time;
    else if (/\/dist\/(apps|libs)\//.test(frame.url)) share.ours += time;
    else share.runtime += time;
  });
  return share;
}
