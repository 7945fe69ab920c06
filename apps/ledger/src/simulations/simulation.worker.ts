import { parentPort, workerData } from 'node:worker_threads';
import { Simulation, type RecordedJourneyEvent } from '@ledger/journey';
import {
  KyselyHistoryQueries,
  openPostgresReadModels,
  openSqliteReadModels,
  ReadModelError,
  type HistoryEvent,
  type HistorySize,
  type ReadModelDatabase,
} from '@ledger/projections';
import { lowerThreadPriority } from '../projector/lower-thread-priority';
import type { SimulationJob, SimulationMessage } from './simulation-protocol';

/** Milliseconds between two messages on how far it is. */
const PROGRESS_MS = 250;
/** Counting the journeys of a million takes a database a while. */
const STATEMENT_TIMEOUT_MS = 120_000;

/** Replays histories, one journey in memory at a time. On the API's thread each would delay every flow. */
async function main({ readModels, plan, filter, sample }: SimulationJob): Promise<void> {
  lowerThreadPriority();
  const database = await opened(readModels);
  const histories = new KyselyHistoryQueries(database);
  const snapshot = await histories.snapshot();
  const all = await histories.size(filter, snapshot);
  const every = sample === undefined ? 1 : Math.max(1, Math.ceil(all.journeys / sample));
  const total = { journeys: Math.ceil(all.journeys / every), events: Math.ceil(all.events / every) };
  const replayed = new Replayed(new Simulation(plan), total);
  for await (const events of histories.events(filter, snapshot, every)) replayed.take(events);
  const report = replayed.end();
  await database.close();
  say({ kind: 'report', report, every });
  parentPort?.close();
}

/** The journeys in turn, and how far they are. */
class Replayed {
  #replay: ReturnType<Simulation['replay']> | undefined;
  #sessionId: string | undefined;
  #journeys = 0;
  #events = 0;
  #saidAt = 0;

  constructor(
    private readonly simulation: Simulation,
    private readonly total: HistorySize,
  ) {
    this.#say();
  }

  take(events: readonly HistoryEvent[]): void {
    for (const event of events) {
      if (event.sessionId !== this.#sessionId) {
        this.#finish();
        this.#sessionId = event.sessionId;
        this.#replay = this.simulation.replay(event.sessionId);
      }
      this.#replay?.take(recorded(event));
    }
    this.#events += events.length;
    if (performance.now() - this.#saidAt >= PROGRESS_MS) this.#say();
  }

  end() {
    this.#finish();
    return this.simulation.report();
  }

  #finish(): void {
    const journey = this.#replay?.end();
    this.#replay = undefined;
    if (journey === undefined) return;
    this.simulation.add(journey);
    this.#journeys += 1;
  }

  #say(): void {
    this.#saidAt = performance.now();
    say({ kind: 'progress', progress: { journeys: this.#journeys, events: this.#events, total: this.total } });
  }
}

function recorded({ type, data, revision, occurredAt, isImported }: HistoryEvent): RecordedJourneyEvent {
  return { type, data: parsed(data), revision: BigInt(revision), occurredAt, isImported };
}

/** A payload that cannot be read changes nothing, as in every fold. */
function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}

function opened(readModels: SimulationJob['readModels']): Promise<ReadModelDatabase> {
  if ('path' in readModels) return openSqliteReadModels(readModels);
  return openPostgresReadModels({
    ...readModels,
    limits: { connections: 1, statementTimeoutMs: STATEMENT_TIMEOUT_MS },
  });
}

function say(message: SimulationMessage): void {
  parentPort?.postMessage(message);
}

void main(workerData as SimulationJob).catch((error: unknown) => {
  if (!(error instanceof ReadModelError)) throw error;
  say({ kind: 'unavailable', reason: error.message });
  parentPort?.close();
});
