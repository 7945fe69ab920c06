import { chmodSync, existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EMBEDDED, ON_DOUBLE } from './support/peers/ledger-peers';
import { CONNECTIONS, measured, type Sample, type Seconds } from './support/peers/measure';
import type { OpenPeer, Peer } from './support/peers/peer';
import { peersTable, type PeerFigures } from './support/peers/peers-table';
import { RESTATE } from './support/peers/restate-peer';
import { PEERS_FOLDER, SERVER_PEERS } from './support/peers/server-peers';
import { canTrace, DiskTrace } from './support/peers/disk-trace';
import { temporaryFolder } from './support/processes';
import { keep } from './support/report';
import { median } from './support/statistics';

const PEERS: readonly Peer[] = [EMBEDDED, ON_DOUBLE, RESTATE, ...SERVER_PEERS];

const HELP = `npm run bench:peers -- [options]

Measures durable transitions of one of many sessions over HTTP, ${CONNECTIONS} connections, of the ledger and of peers, in turn in
one run. How each peer is set up: bench/peers/README.md.

  --only <ids>       some of ${PEERS.map(({ id }) => id).join(', ')}; separated by commas
  --seconds <n>      of each measurement (default: 5); the warm-up before it takes half as long
  --rounds <n>       measurements of each, in changing order (default: 5)
  --help             shows this
`;

interface Measured {
  readonly peer: Peer;
  readonly open: OpenPeer;
  readonly samples: Sample[];
  durability: Readonly<Record<string, unknown>>;
}

/** Progress, on one line where that can be drawn over. */
function tell(what: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${what}` : `${what}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '5' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const chosen = chosenPeers(values.only);
  if (!existsSync(join(PEERS_FOLDER, 'node_modules'))) {
    return void process.stdout.write('Skipped: the peers are not installed; `npm run bench:peers` installs them.\n');
  }
  // What it started ends with it, by handlers of its exit.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const seconds = { warmUp: Number(values.seconds) / 2, measured: Number(values.seconds) };
  const rounds = Number(values.rounds);
  const folder = temporaryFolder();
  // PostgreSQL writes its trace there, as the user that it runs as.
  const traces = temporaryFolder();
  chmodSync(traces, 0o777);
  const all: Measured[] = [];
  for (const peer of chosen) {
    all.push({ peer, open: await peer.open(join(folder, peer.id)), samples: [], durability: {} });
  }
  const load = loadavg()[0] ?? 0;
  for (let round = 0; round < rounds; round += 1) {
    // The order changes from round to round, so that none always follows the same one.
    const order = all.map((_, index) => all[(index + round) % all.length]).filter((one) => one !== undefined);
    for (const one of order) {
      tell(`round ${round + 1} of ${rounds}: ${one.peer.title}`);
      const { sample, durability } = await measured(one.open, `r${round}`, seconds);
      one.samples.push(sample);
      one.durability = durability;
    }
  }
  const figures: PeerFigures[] = [];
  for (const one of all) {
    tell(`what it asks of the disk: ${one.peer.title}`);
    figures.push({ ...one, id: one.peer.id, title: one.peer.title, disk: await diskUseOf(one, traces, seconds) });
    await one.open.close();
  }
  tell('');
  const loads = [load, loadavg()[0] ?? 0];
  keep(
    'peers',
    figures.map(({ id, title, samples, disk, durability }) => ({ id, title, samples, disk, durability })),
  );
  process.stdout.write(`${peersTable(figures, loads)}\n`);
}

/** In a run of its own, as it slows what is traced. Without it, as far as the peer counts itself. */
async function diskUseOf(
  { open, samples, peer }: Measured,
  folder: string,
  seconds: Seconds,
): Promise<PeerFigures['disk']> {
  if (!canTrace()) return { syncs: median(samples.flatMap(({ syncs }) => (syncs === undefined ? [] : [syncs]))) };
  const trace = new DiskTrace(join(folder, `${peer.id}.trace`));
  return (await measured(open, 'traced', seconds, trace)).sample;
}

function chosenPeers(only: string | undefined): readonly Peer[] {
  const ids = only?.split(',') ?? PEERS.map(({ id }) => id);
  return ids.map((id) => {
    const peer = PEERS.find((each) => each.id === id);
    if (peer === undefined) throw new Error(`There is no peer ${id}; use ${PEERS.map((each) => each.id).join(', ')}.`);
    return peer;
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
