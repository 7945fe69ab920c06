'use strict';
// Runs the saga on a ledger of waiting journeys and prints what it did as JSON: memory, a steady stream of deadlines, a
// burst, and a backlog with callers beside it. Its clock runs as any clock does and is set to just before each of them.
// It runs what was built: compiling on the way would be a good part of the memory that is measured.
const path = require('node:path');
const { performance } = require('node:perf_hooks');
const { clearInterval, setInterval } = require('node:timers');
const { setTimeout: pause } = require('node:timers/promises');
const { Callers } = require('./saga-callers.cjs');

const dist = path.join(__dirname, '..', '..', 'dist', 'libs');
const { SqliteEventStore } = require(path.join(dist, 'event-store-sqlite/src/index.js'));
const { UpcasterRegistry } = require(path.join(dist, 'event-store/src/index.js'));
const commands = require(path.join(dist, 'command-handling/src/index.js'));
const projections = require(path.join(dist, 'projections/src/index.js'));
const { randomIds, systemScheduler } = require(path.join(dist, 'runtime/src/index.js'));
const { TimeoutSaga } = require(path.join(dist, 'timeouts/src/index.js'));

const MIB = 1024 * 1024;
/** How long before the first deadline of a part the clock is set. */
const AHEAD_MS = 3_000;

class ShiftedClock {
  #ahead = 0;
  now() {
    return new Date(Date.now() + this.#ahead);
  }
  set(instant) {
    this.#ahead = instant - Date.now();
  }
}

/** Highest resident memory, looked at twenty times a second. */
class MemoryWatch {
  peak = 0;
  #timer = setInterval(() => (this.peak = Math.max(this.peak, process.memoryUsage.rss())), 50);
  end() {
    clearInterval(this.#timer);
  }
}

async function open(ledger, place, clock) {
  const store = await SqliteEventStore.open({ path: ledger, now: () => clock.now().getTime() });
  const database = await (place.startsWith('postgres:')
    ? projections.openPostgresReadModels({ url: place })
    : projections.openSqliteReadModels({ path: place }));
  const upcasters = new UpcasterRegistry();
  const log = { warn: () => undefined, error: (text) => process.stderr.write(`${text}\n`) };
  const ports = { store, upcasters, clock, ids: randomIds };
  const executor = new commands.JourneyCommandExecutor({
    ...ports,
    definitions: new commands.DefinitionCatalog(ports),
    attempts: new commands.AttemptRecorder({ store, scheduler: systemScheduler, log }),
    heads: new commands.JourneyCache(store, upcasters),
  });
  const execute = (request) => executor.execute(request);
  const deadlines = new projections.KyselyReadModelQueries(database);
  const saga = new TimeoutSaga({ deadlines, execute, clock, scheduler: systemScheduler, log });
  return { store, database, execute, saga };
}

async function main(ledger, place, plan) {
  const clock = new ShiftedClock();
  clock.set(plan.steady.from - 60 * 60_000);
  const { store, database, execute, saga } = await open(ledger, place, clock);
  let lateness = [];
  saga.onFired((seconds) => lateness.push(seconds));

  /** Sets the clock to just before a part and gives how late its deadlines fired, and when the last one did. */
  const part = async ({ from, count }) => {
    lateness = [];
    const before = saga.status().fired;
    clock.set(from - AHEAD_MS);
    const firstDue = performance.now() + AHEAD_MS;
    while (saga.status().fired - before < count) {
      if (performance.now() - firstDue > plan.patienceMs) throw new Error(JSON.stringify(saga.status()));
      await pause(5);
    }
    return { seconds: (performance.now() - firstDue) / 1_000, lateness };
  };

  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  const memory = new MemoryWatch();
  saga.start();
  await pause(2_000);
  const steady = await part(plan.steady);
  const burst = await part(plan.burst);
  memory.end();

  const callers = new Callers(execute, plan.callers);
  const alone = await callers.during(pause(plan.callers.seconds * 1_000));
  // Let to stand while it falls due, as after an outage.
  await saga.stop();
  clock.set(plan.backlog.from + 60_000);
  saga.start();
  const before = saga.status().fired;
  const started = performance.now();
  const beside = await callers.during(
    (async () => {
      while (saga.status().fired - before < plan.backlog.count) await pause(5);
    })(),
  );
  const backlogSeconds = (performance.now() - started) / 1_000;
  const { fired, stale, failed } = saga.status();
  await saga.stop();
  await database.close();
  await store.close();
  return {
    idle: idle / MIB,
    peak: memory.peak / MIB,
    steady: { withinOneSecond: steady.lateness.filter((late) => late <= 1).length, ...figuresOf(steady.lateness) },
    burst: { seconds: burst.seconds },
    backlog: { seconds: backlogSeconds, alone, beside },
    fired,
    stale,
    failed,
  };
}

function figuresOf(lateness) {
  const sorted = [...lateness].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), most: sorted.at(-1) };
}

const [ledger, place, plan] = process.argv.slice(2);
main(ledger, place, JSON.parse(plan)).then(
  (figures) => {
    process.stdout.write(JSON.stringify(figures));
    process.exit(0);
  },
  (error) => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exit(1);
  },
);
