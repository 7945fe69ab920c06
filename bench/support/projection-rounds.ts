import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './processes';
import type { Figure } from './report';
import { median } from './statistics';

/** What the server gives its projector's thread. */
const PROJECTOR_LIMITS = ['--max-old-space-size=256', '--max-semi-space-size=32'];

/** The least share of the slower of both baselines that a projection has to keep up with. */
const BAR = { atLeast: 0.4 };

interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** MiB. */
  readonly peakMemory: number;
}

/** One round of everything, each in a process of its own. */
export interface Round {
  readonly scan: Run;
  readonly insert: Run;
  readonly insertHalf: Run;
  readonly build: Run;
  readonly rebuild: Run;
  readonly catchUp: Run;
}

export interface RoundsOptions {
  /** Path of the ledger's file. */
  readonly ledger: string;
  readonly rounds: number;
  /** Makes an empty database and tells its file or address. */
  readonly create: () => Promise<string>;
  readonly drop: (place: string) => Promise<void>;
}

async function run(script: string, ...args: readonly string[]): Promise<Run> {
  const file = join(ROOT, 'bench/support', script);
  const { stdout } = await promisify(execFile)(process.execPath, [...PROJECTOR_LIMITS, file, ...args]);
  return JSON.parse(stdout) as Run;
}

/** Takes the baselines and the projections in turn, so that a machine that is slower for a while is slower for all. */
export async function takeRounds({ ledger, rounds, create, drop }: RoundsOptions): Promise<readonly Round[]> {
  const taken: Round[] = [];
  const fresh = async <T>(work: (place: string) => Promise<T>): Promise<T> => {
    const place = await create();
    const result = await work(place);
    await drop(place);
    return result;
  };
  for (let round = 0; round < rounds; round += 1) {
    taken.push(
      await fresh(async (place) => {
        const build = await run('projection-run.cjs', 'build', ledger, place);
        const insert = await fresh((empty) => run('bare-run.cjs', 'insert', place, empty));
        const scan = await run('bare-run.cjs', 'scan', ledger);
        const insertHalf = await fresh((empty) => run('bare-run.cjs', 'insert-half', place, empty));
        const catchUp = await fresh((empty) => run('projection-run.cjs', 'catch-up', ledger, empty));
        const rebuild = await run('projection-run.cjs', 'rebuild', ledger, place);
        return { scan, insert, insertHalf, build, rebuild, catchUp };
      }),
    );
  }
  return taken;
}

/** Ratios of events a second to the slower of a bare scan of the same events and a bare insert of the same rows. */
export function ratioFigures(taken: readonly Round[], events: number, database: string): readonly Figure[] {
  const half = events / 2;
  return [
    ratio(`Building all read models in ${database}`, events, taken, ({ build, insert }) => [build, insert, 1]),
    ratio(`Rebuilding them in shadow tables in ${database}, with the comparison`, events, taken, (round) => [
      round.rebuild,
      round.insert,
      1,
    ]),
    ratio(`Catching up in ${database}, indexes and all`, half, taken, (round) => [
      round.catchUp,
      round.insertHalf,
      0.5,
    ]),
  ];
}

function ratio(
  name: string,
  events: number,
  taken: readonly Round[],
  pick: (round: Round) => readonly [projection: Run, insert: Run, share: number],
): Figure {
  const rounds = taken.map((round) => {
    const [projection, insert, share] = pick(round);
    const scan = round.scan.seconds * share;
    return {
      rate: events / projection.seconds,
      insert: events / insert.seconds,
      scan: events / scan,
      ratio: Math.max(scan, insert.seconds) / projection.seconds,
      cpu: Math.max(round.scan.cpuSeconds * share, insert.cpuSeconds) / projection.cpuSeconds,
    };
  });
  const middle = (key: keyof (typeof rounds)[number]): number => median(rounds.map((round) => round[key]));
  const spread = rounds.map((round) => round.ratio.toFixed(2)).join(', ');
  return {
    name: `${name}, ${events.toLocaleString('en-US')} events`,
    measured: `${Math.round(middle('rate'))} events/s (by round ${spread}; of this process's CPU time ${middle('cpu').toFixed(2)})`,
    baseline: `bare insert of the same rows: ${Math.round(middle('insert'))} events/s, bare scan: ${Math.round(middle('scan'))} events/s`,
    value: middle('ratio'),
    bar: BAR,
  };
}
