import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DefinitionDocument, SimulationReport } from '@ledger/journey';
import { fillLedger } from './support/filled-ledger';
import { ROOT, temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';
import { SHUTTLE } from './support/walkers';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 1_000_000);
const EVENTS_PER_JOURNEY = 5;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);

/** The same definition with a guard on each way, so that each transition asks one. */
const states: DefinitionDocument['states'] = SHUTTLE.states;
const candidate: DefinitionDocument = {
  ...SHUTTLE,
  version: SHUTTLE.version + 1,
  states: Object.fromEntries(Object.entries(states).map(([stateId, state]) => [stateId, guarded(state)])),
};

function guarded(state: DefinitionDocument['states'][string]): DefinitionDocument['states'][string] {
  if (state.transitions === undefined) return state;
  return { ...state, transitions: state.transitions.map((option) => ({ ...option, guard: '!context.verified' })) };
}

const job = {
  plan: { candidate, published: [SHUTTLE], at: '2026-01-02T00:00:00.000Z' },
  filter: { tenant: 'default', definitionId: SHUTTLE.id },
};

interface Run {
  readonly seconds: number;
  /** MiB. */
  readonly peakMemory: number;
  /** What it wrote to stderr. */
  readonly said: string;
}

async function run(script: string, ...args: readonly string[]): Promise<Run> {
  const file = join(ROOT, 'bench/support', script);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file, ...args]);
  return { ...(JSON.parse(stdout) as Run), said: stderr };
}

/** Replays all journeys of a ledger against a candidate, in turn with a rebuild of its read models. */
async function main(): Promise<void> {
  const folder = temporaryFolder();
  const [ledger, readModels] = [join(folder, 'ledger.db'), join(folder, 'read-models.db')];
  await fillLedger(folder, EVENTS, EVENTS_PER_JOURNEY);
  await run('projection-run.cjs', 'build', ledger, readModels);
  const rounds: { readonly simulation: Run; readonly rebuild: Run }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const simulation = await run('simulate-run.cjs', readModels, JSON.stringify(job));
    const { events, changes } = JSON.parse(simulation.said) as Pick<SimulationReport, 'events' | 'changes'>;
    if (events !== EVENTS) throw new RangeError(`${events} of ${EVENTS} events were replayed.`);
    if (changes.refused > 0) throw new RangeError(`${changes.refused} journeys were refused.`);
    rounds.push({ simulation, rebuild: await run('projection-run.cjs', 'rebuild', ledger, readModels) });
  }
  const rate = (pick: (round: (typeof rounds)[number]) => Run): number =>
    median(rounds.map((round) => EVENTS / pick(round).seconds));
  const ratios = rounds.map(({ simulation, rebuild }) => rebuild.seconds / simulation.seconds);
  const memory = Math.max(...rounds.map(({ simulation }) => simulation.peakMemory));
  const what = `${EVENTS.toLocaleString('en-US')} events`;
  const figures: Figure[] = [
    {
      name: `Simulation of a candidate, ${what}`,
      measured: `${Math.round(rate(({ simulation }) => simulation))} events/s (by round ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})`,
      baseline: `rebuild of all read models in shadow tables: ${Math.round(rate(({ rebuild }) => rebuild))} events/s`,
      value: median(ratios),
      bar: { atLeast: 1 / 3 },
    },
    {
      name: `Memory of a simulation, whole process, ${what}`,
      measured: `${Math.round(memory)} MiB at its peak`,
      baseline: 'fixed bar',
      value: memory,
      unit: 'MiB',
      bar: { below: 400 },
    },
  ];
  keep('simulate', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
