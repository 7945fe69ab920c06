import type { EventStore } from '@ledger/event-store';
import type { Leases } from '@ledger/leases';
import { holdProjector, type ReadModelDatabase, type PoisonEventPolicy } from '@ledger/projections';
import type { ProjectorNotice } from './projector-protocol';
import { ProjectorThread } from './projector-thread';

export interface ProjectorHostStatus {
  /** `standing-by`: another process projects, and this one takes over if that one ends. */
  readonly state: 'running' | 'standing-by' | 'restarting' | 'stopped';
  readonly lastError: string | null;
}

export interface ProjectorHost {
  status(): ProjectorHostStatus;
  stop(): Promise<void>;
}

/** The embedded ledger and read models: SQLite's calls block, so the projector has a thread of its own. */
export function projectInThread(
  files: { readonly ledger: string; readonly readModels: string },
  onNotice: (notice: ProjectorNotice) => void,
  onPoisonEvent: PoisonEventPolicy,
): ProjectorHost {
  return ProjectorThread.start({ ledgerPath: files.ledger, readModelsPath: files.readModels, onPoisonEvent, onNotice });
}

/** At least one store is a server: this thread is not blocked, and a lease keeps other processes from projecting. */
export function projectUnderLease(
  stores: { readonly events: EventStore; readonly readModels: ReadModelDatabase; readonly leases: Leases },
  onNotice: (notice: ProjectorNotice) => void,
  onPoisonEvent: PoisonEventPolicy,
): ProjectorHost {
  let lastError: string | null = null;
  const projector = holdProjector({
    store: stores.events,
    database: stores.readModels,
    leases: stores.leases,
    onPoisonEvent,
    onNotice: (notice) => {
      if (notice.kind !== 'failed') return onNotice(notice);
      lastError = sentenceOf(notice.error);
      onNotice({ ...notice, error: lastError });
    },
    onStatus: (status) =>
      (lastError = (status.find(({ state }) => state !== 'stopped') ?? status[0])?.lastError ?? null),
    onLease: (notice) => {
      if (notice.kind === 'unavailable' || notice.kind === 'failed') lastError = sentenceOf(notice.error);
    },
  });
  return {
    status: () => ({ state: projector.isHeld ? 'running' : 'standing-by', lastError }),
    stop: () => projector.stop(),
  };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
