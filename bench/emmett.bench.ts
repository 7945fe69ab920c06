import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_ACTOR, embeddedCommands } from './support/embedded-commands';
import { ROOT, temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { pairedRatio } from './support/rounds';

const PEERS = join(ROOT, 'bench', 'peers');
const SECONDS = 5;
const ROUNDS = 3;
const CALLERS = 32;
const JOURNEYS_PER_CALLER = 50;

const folder = temporaryFolder();
let rounds = 0;

/** Calls a second that `callers` make, each waiting for its call before the next, for a fixed time. */
async function rate(callers: number, call: (caller: number, step: number) => Promise<unknown>): Promise<number> {
  let calls = 0;
  const started = performance.now();
  const ends = started + SECONDS * 1000;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let step = 0; performance.now() < ends; step += 1) {
        await call(caller, step);
        calls += 1;
      }
    }),
  );
  return calls / ((performance.now() - started) / 1000);
}

/** Load, decide, append: transitions of journeys through the ledger's command side, all of its rules included. */
async function ours(callers: number): Promise<number> {
  const { executor, store } = await embeddedCommands(mkdtempSync(join(folder, 'ours-')));
  const round = (rounds += 1);
  const id = (caller: number, step: number): string => `r${round}-${caller}-${step % JOURNEYS_PER_CALLER}`;
  const result = await rate(callers, async (caller, step) => {
    const sessionId = id(caller, step);
    const turn = Math.floor(step / JOURNEYS_PER_CALLER);
    const commandId = `${sessionId}-${step}`;
    const reply = await executor.execute({
      tenant: 'default',
      actor: BENCH_ACTOR,
      definitionId: 'BenchShuttle',
      command:
        turn === 0
          ? { type: 'StartJourney', sessionId, commandId }
          : { type: 'TransitionJourney', sessionId, commandId, targetStateId: turn % 2 === 1 ? 'TALKING' : 'WAITING' },
    });
    if (reply.outcome !== 'CREATED' && reply.outcome !== 'ADVANCED')
      throw new Error(`${reply.outcome}: ${reply.reason}`);
  });
  await store.close();
  return result;
}

/** The same through Emmett's command handler on its SQLite store, in a process of its own. */
function emmett(): Promise<number> {
  const file = join(mkdtempSync(join(folder, 'emmett-')), 'events.db');
  const args = [join(PEERS, 'emmett-rate.cjs'), file, String(SECONDS), String(JOURNEYS_PER_CALLER)];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8' });
  // The store prints its own errors to the same output.
  return Promise.resolve(Number(/^commands\/s: (\S+)$/m.exec(output)?.[1]));
}

async function main(): Promise<void> {
  if (!existsSync(join(PEERS, 'node_modules'))) {
    process.stdout.write('Skipped: the peers are not installed; `npm run bench:peers` installs them.\n');
    return;
  }
  // Emmett's store takes one command at a time; more callers fail in its transactions. Ours is measured both ways.
  const alone = await pairedRatio(ROUNDS, () => ours(1), emmett);
  const many = await pairedRatio(ROUNDS, () => ours(CALLERS), emmett);
  const figures: Figure[] = [
    {
      name: `Load, decide, append, one writer, ${CALLERS} callers`,
      measured: `${Math.round(many.a)}/s`,
      baseline: `Emmett on SQLite, one caller (its store takes one at a time): ${Math.round(many.b)}/s`,
      value: many.ratio,
      bar: { atLeast: 10 },
    },
    {
      name: 'Load, decide, append, one writer, one caller',
      measured: `${Math.round(alone.a)}/s`,
      baseline: `Emmett on SQLite, one caller: ${Math.round(alone.b)}/s`,
      value: alone.ratio,
      bar: { atLeast: 10 },
    },
  ];
  keep('emmett', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
