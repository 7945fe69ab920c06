import { parentPort, workerData } from 'node:worker_threads';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { openSqliteReadModels, createProcessor, ReadModelError, type ProcessorNotice } from '@ledger/projections';
import { defined } from '@ledger/plain-data';
import { lowerThreadPriority } from './lower-thread-priority';
import type { ProjectorNotice, ProjectorRequest, ProjectorResponse, ProjectorWorkerData } from './projector-protocol';

/** SQLite's calls block: on the API's thread each batch would delay callers. After an error the host starts another. */
async function main({ ledgerPath, readModelsPath, onPoisonEvent }: ProjectorWorkerData): Promise<void> {
  lowerThreadPriority();
  const store = await SqliteEventStore.open({ path: ledgerPath, readOnly: true });
  const database = await openSqliteReadModels({ path: readModelsPath });
  const processor = createProcessor({
    store,
    database,
    ...defined({ onPoisonEvent }),
    onStatus: (projections) => say({ kind: 'status', projections }),
    onNotice: (notice) => say({ kind: 'notice', notice: withSentence(notice) }),
  });
  let isAskedToStop = false;
  parentPort?.on('message', (request: ProjectorRequest) => {
    isAskedToStop = request.kind === 'stop';
    void processor.stop();
  });
  await processor.run();
  await database.close();
  await store.close();
  const [status] = processor.status();
  say({ kind: 'stopped', ...(!isAskedToStop && { error: status?.lastError ?? 'It stopped unexpectedly.' }) });
  parentPort?.close();
}

function say(response: ProjectorResponse): void {
  parentPort?.postMessage(response);
}

function withSentence(notice: ProcessorNotice): ProjectorNotice {
  return notice.kind === 'failed' ? { ...notice, error: sentenceOf(notice.error) } : notice;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

void main(workerData as ProjectorWorkerData).catch((error: unknown) => {
  if (!(error instanceof ReadModelError) || error.retryable) throw error;
  say({ kind: 'stopped', error: error.message });
  parentPort?.close();
});
