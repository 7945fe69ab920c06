import { join } from 'node:path';
import {
  AttemptRecorder,
  BoundCommandIds,
  DefinitionCatalog,
  JourneyCommandExecutor,
  JourneyCache,
  RuledDefinitions,
} from '@ledger/command-handling';
import { randomIds, systemClock, systemScheduler, type SystemLog } from '@ledger/runtime';
import { UpcasterRegistry, type Actor } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { SHUTTLE } from './walkers';

export const BENCH_ACTOR: Actor = { subject: 'bench', kind: 'caller' };

const silent: SystemLog = { warn: () => undefined, error: () => undefined };

/** The command side alone, without HTTP, on an embedded ledger in a folder. */
export async function embeddedCommands(
  folder: string,
  heads = 100_000,
): Promise<{ executor: JourneyCommandExecutor; store: SqliteEventStore }> {
  const store = await SqliteEventStore.open({ path: join(folder, 'ledger.db') });
  const upcasters = new UpcasterRegistry();
  const ports = { store, upcasters, clock: systemClock, ids: randomIds };
  const catalog = new DefinitionCatalog(ports);
  const definitions = new RuledDefinitions(ports, catalog);
  await catalog.publish('default', SHUTTLE, BENCH_ACTOR);
  const attempts = new AttemptRecorder({ store, scheduler: systemScheduler, log: silent });
  const executor = new JourneyCommandExecutor({
    ...ports,
    definitions,
    attempts,
    bound: new BoundCommandIds(ports),
    cache: new JourneyCache(store, upcasters, heads),
  });
  return { executor, store };
}
